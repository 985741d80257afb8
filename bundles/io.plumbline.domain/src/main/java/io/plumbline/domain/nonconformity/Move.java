package io.plumbline.domain.nonconformity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

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
 * The table of moves between the states of a case: from, to, what must be there first, and the clause of ISO 9001:2015 that asks for
 * it. A move that is not in this table does not exist.
 */
public enum Move {
    CONTAIN(Reported.class, Contained.class, "10.2.1 a", Need.CONTAINMENT),
    ANALYSE(Contained.class, Analysed.class, "10.2.1 b", Need.CAUSE),
    PLAN(Analysed.class, Planned.class, "10.2.1 c", Need.ACTION_WITH_OWNER_AND_DUE_DATE, Need.CRITERION, Need.SECOND_PERSON),
    IMPLEMENT(Planned.class, Implementing.class, "10.2.1 c"),
    AWAIT_EFFECTIVENESS(Implementing.class, AwaitingEffectiveness.class, "10.2.1 d", Need.ACTIONS_DONE),
    CLOSE(AwaitingEffectiveness.class, Closed.class, "10.2.1 d", Need.PROVEN_EFFECTIVE, Need.SECOND_PERSON),
    NOT_EFFECTIVE(AwaitingEffectiveness.class, Analysed.class, "10.2.1 d", Need.REASON),
    REOPEN(Closed.class, Analysed.class, "10.2.1 b", Need.REASON),
    REJECT(Reported.class, Rejected.class, "10.2.2", Need.REASON, Need.SECOND_PERSON),
    REJECT_CONTAINED(Contained.class, Rejected.class, "10.2.2", Need.REASON, Need.SECOND_PERSON),
    MERGE(Reported.class, Merged.class, "10.2.1 b", Need.OTHER_CASE),
    MERGE_CONTAINED(Contained.class, Merged.class, "10.2.1 b", Need.OTHER_CASE),
    MERGE_ANALYSED(Analysed.class, Merged.class, "10.2.1 b", Need.OTHER_CASE);

    /** What a move needs before it can be made. */
    public enum Need { CONTAINMENT, CAUSE, ACTION_WITH_OWNER_AND_DUE_DATE, CRITERION, ACTIONS_DONE, PROVEN_EFFECTIVE, REASON, SECOND_PERSON, OTHER_CASE }

    private final Class<? extends Nonconformity> from;
    private final Class<? extends Nonconformity> to;
    private final String clause;
    private final Set<Need> needs;

    Move(Class<? extends Nonconformity> from, Class<? extends Nonconformity> to, String clause, Need... needs) {
        this.from = from;
        this.to = to;
        this.clause = clause;
        this.needs = Set.of(needs);
    }

    public String from() {
        return from.getSimpleName();
    }

    public String to() {
        return to.getSimpleName();
    }

    /** The clause of ISO 9001:2015 that asks for what the move needs. */
    public String clause() {
        return clause;
    }

    public Set<Need> needs() {
        return needs;
    }

    /** Who may make it. */
    public Role role() {
        return Role.QUALITY_MANAGER;
    }

    /** The moves that lead out of a state. */
    public static List<Move> outOf(Nonconformity state) {
        return Arrays.stream(values()).filter(m -> m.from.isInstance(state)).toList();
    }
}
