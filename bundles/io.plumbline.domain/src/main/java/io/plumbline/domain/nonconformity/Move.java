package io.plumbline.domain.nonconformity;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.Nonconformity.Analysed;
import io.plumbline.domain.nonconformity.Nonconformity.AwaitingEffectiveness;
import io.plumbline.domain.nonconformity.Nonconformity.Closed;
import io.plumbline.domain.nonconformity.Nonconformity.Contained;
import io.plumbline.domain.nonconformity.Nonconformity.Implementing;
import io.plumbline.domain.nonconformity.Nonconformity.Merged;
import io.plumbline.domain.nonconformity.Nonconformity.Planned;
import io.plumbline.domain.nonconformity.Nonconformity.Rejected;
import io.plumbline.domain.nonconformity.Nonconformity.Reported;

/**
 * The table of moves between the states of a case: from where, to where, what must be there first, and the clause of ISO 9001:2015 that
 * asks for it. A move that is not in this table does not exist. {@link Gate} says whether a move may be made now, and by whom.
 */
public enum Move {
    CONTAIN(from(Reported.class), Contained.class, "10.2.1 a", Need.CONTAINMENT),
    ANALYSE(from(Contained.class), Analysed.class, "10.2.1 b", Need.CAUSE),
    PLAN(from(Analysed.class), Planned.class, "10.2.1 c", Need.ACTION_WITH_OWNER_AND_DUE_DATE, Need.CRITERION, Need.NOT_THE_PLANNER, Need.SIGNATURE),
    IMPLEMENT(from(Planned.class), Implementing.class, "10.2.1 c"),
    AWAIT_EFFECTIVENESS(from(Implementing.class), AwaitingEffectiveness.class, "10.2.1 d", Need.ACTIONS_VERIFIED),
    CLOSE(from(AwaitingEffectiveness.class), Closed.class, "10.2.1 d", Need.ACTIONS_VERIFIED, Need.PROVEN_EFFECTIVE, Need.NOT_AN_IMPLEMENTER, Need.SIGNATURE),
    NOT_EFFECTIVE(from(AwaitingEffectiveness.class), Analysed.class, "10.2.1 d", Need.EFFECT_LOOKED_AT, Need.NOT_AN_IMPLEMENTER, Need.SIGNATURE),
    REOPEN(from(Closed.class), Analysed.class, "10.2.1 b"),
    REJECT(from(Reported.class, Contained.class), Rejected.class, "10.2.2", Need.REJECTION_PROPOSED, Need.NOT_THE_PROPOSER, Need.SIGNATURE),
    MERGE(from(Reported.class, Contained.class, Analysed.class), Merged.class, "10.2.1 b", Need.OTHER_CASE);

    /** What a move needs before it can be made; what satisfies each is said at {@link Gate}. */
    public enum Need {
        CONTAINMENT("what was done at once"), CAUSE("a verified cause"), ACTION_WITH_OWNER_AND_DUE_DATE("an action with owner and due date"),
        CRITERION("a criterion for its effect"), ACTIONS_VERIFIED("at least one verified action, and none that still waits"),
        EFFECT_LOOKED_AT("a look at customers' answers since"), PROVEN_EFFECTIVE("a look at customers' answers that proposes it was effective"),
        REJECTION_PROPOSED("a proposal to reject it"), OTHER_CASE("another open case of this site to merge into"), REASON("a reason of 1 to 2000 characters"),
        NOT_THE_PLANNER("somebody who did not plan it"), NOT_AN_IMPLEMENTER("somebody who did not do the work"), NOT_THE_PROPOSER("somebody who did not propose it"),
        SIGNATURE("the password once more, as a signature");

        private final String says;

        Need(String says) {
            this.says = says;
        }

        /** In English, for services; pages have their own words. */
        public String says() {
            return says;
        }

        /** Whether it is about who makes the move, and not about what the case holds. */
        public boolean aboutThePerson() {
            return this == NOT_THE_PLANNER || this == NOT_AN_IMPLEMENTER || this == NOT_THE_PROPOSER;
        }

        /** Whether it comes with the move itself, so that a page can ask for it in the same form. */
        public boolean givenWithTheMove() {
            return this == REASON || this == SIGNATURE || this == OTHER_CASE;
        }
    }

    private final Set<Class<? extends Nonconformity>> from;
    private final Class<? extends Nonconformity> to;
    private final String clause;
    private final Set<Need> needs;

    Move(Set<Class<? extends Nonconformity>> from, Class<? extends Nonconformity> to, String clause, Need... needs) {
        this.from = from;
        this.to = to;
        this.clause = clause;
        // the trail of a case tells why, move by move
        EnumSet<Need> all = EnumSet.of(Need.REASON);
        all.addAll(List.of(needs));
        this.needs = Set.copyOf(all);
    }

    @SafeVarargs
    private static Set<Class<? extends Nonconformity>> from(Class<? extends Nonconformity>... states) {
        return new LinkedHashSet<>(List.of(states));
    }

    /** The names of the states that it leads out of. */
    public Set<String> from() {
        return from.stream().map(Class::getSimpleName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    public String to() {
        return to.getSimpleName();
    }

    /** The clause of ISO 9001:2015 that asks for what the move needs. */
    public String clause() {
        return clause;
    }

    /** In the order in which they are asked for. */
    public List<Need> needs() {
        return needs.stream().sorted().toList();
    }

    /** Who may make it. */
    public Role role() {
        return Role.QUALITY_MANAGER;
    }

    public boolean leadsOutOf(Nonconformity state) {
        return from.contains(state.getClass());
    }

    /** The moves that lead out of a state. */
    public static List<Move> outOf(Nonconformity state) {
        return Arrays.stream(values()).filter(m -> m.leadsOutOf(state)).toList();
    }
}
