package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Move.Need;

/**
 * Whether a move may be made now and by this person, and if not, what is missing, which clause asks for it and who else could. The rules
 * are those of {@link Move}; here stands what satisfies each:
 *
 * <ul>
 * <li>{@code CONTAINMENT}: at least one {@link Containment}, which may say that nothing is to be done, and why
 * <li>{@code CAUSE}: a cause of this cycle that is verified
 * <li>{@code ACTION_WITH_OWNER_AND_DUE_DATE}: an action of this cycle that is not cancelled; none can be planned without owner and due date
 * <li>{@code CRITERION}: a {@link Plan} for this cycle
 * <li>{@code ACTIONS_VERIFIED}: at least one verified action, and no other one that still waits: cancelled ones only where a second person has
 * accepted why
 * <li>{@code EFFECT_LOOKED_AT}: an {@link EffectCheck} of this cycle
 * <li>{@code PROVEN_EFFECTIVE}: the newest check proposes that it was effective
 * <li>{@code REJECTION_PROPOSED}: a {@link RejectionProposal} stands
 * <li>{@code OTHER_CASE}: another case of the same site that is open, so that no merge goes in a circle
 * <li>{@code NOT_THE_PLANNER}, {@code NOT_AN_IMPLEMENTER}, {@code NOT_THE_PROPOSER}: who planned this cycle does not approve it, who did the work does not
 * judge it, who proposed the rejection does not decide on it
 * <li>{@code REASON}: 1 to 2,000 characters; {@code SIGNATURE}: the person gave their password once more, for this move on this version
 * </ul>
 */
public final class Gate {
    private static final int MOST_REASON = 2000;

    private Gate() {
    }

    /**
     * Who wants to make a move, and what comes with it.
     *
     * @param reason why; null or blank where none was given
     * @param signed whether the password was given once more
     * @param into   the case to merge into, or null
     */
    public record Attempt(String login, Set<Role> roles, String reason, boolean signed, Nonconformity into) {
        public Attempt {
            Objects.requireNonNull(login, "login");
            roles = Set.copyOf(roles);
        }
    }

    /**
     * One thing that is missing.
     *
     * @param clause of ISO 9001:2015
     * @param about  what it is about, sorted: logins that are excluded, or identities of actions that still wait; often empty
     */
    public record Missing(Need need, String clause, List<String> about) {
    }

    /**
     * What the gate says about a move.
     *
     * @param state   the state that the case is in
     * @param inState whether the move leads out of it
     * @param inRole  whether the person has the role
     * @param missing what else is missing, in the order in which it is asked for
     */
    public record Verdict(Move move, String state, boolean inState, boolean inRole, List<Missing> missing) {
        public boolean allowed() {
            return inState && inRole && missing.isEmpty();
        }

        /** Who may not make it although the role would allow it. */
        public List<String> excluded() {
            return missing.stream().filter(m -> m.need().aboutThePerson()).flatMap(m -> m.about().stream()).distinct().sorted().toList();
        }
    }

    /** What became of an attempt. */
    public sealed interface Outcome {
        /** The case as it is now, to be saved. */
        record Made(Nonconformity nonconformity) implements Outcome {
        }

        record Refused(Verdict verdict) implements Outcome {
        }
    }

    /** All that a move lacks. */
    public static Verdict check(Move move, CaseFile file, Attempt by) {
        List<Missing> missing = move.needs().stream().filter(need -> !satisfied(need, file, by)).map(need -> new Missing(need, move.clause(), about(need, file))).toList();
        return new Verdict(move, file.nonconformity().state(), move.leadsOutOf(file.nonconformity()), by.roles().contains(move.role()), missing);
    }

    /** The moves out of the case's state, and what each lacks beside that which is given with the move itself. */
    public static List<Verdict> offers(CaseFile file, String login, Set<Role> roles) {
        return Move.outOf(file.nonconformity()).stream().map(move -> check(move, file, new Attempt(login, roles, null, false, null)))
                .map(v -> new Verdict(v.move(), v.state(), v.inState(), v.inRole(), v.missing().stream().filter(m -> !m.need().givenWithTheMove()).toList())).toList();
    }

    /** Makes the move if the gate is open. */
    public static Outcome make(Move move, CaseFile file, Attempt by, Instant now) {
        Verdict verdict = check(move, file, by);
        return verdict.allowed() ? new Outcome.Made(moved(move, file.nonconformity().facts(), by, now)) : new Outcome.Refused(verdict);
    }

    private static Nonconformity moved(Move move, Nonconformity.Facts facts, Attempt by, Instant now) {
        return switch (move) {
            case CONTAIN -> new Nonconformity.Contained(facts.changed(now));
            case ANALYSE -> new Nonconformity.Analysed(facts.changed(now));
            case PLAN -> new Nonconformity.Planned(facts.changed(now));
            case IMPLEMENT -> new Nonconformity.Implementing(facts.changed(now));
            case AWAIT_EFFECTIVENESS -> new Nonconformity.AwaitingEffectiveness(facts.changed(now));
            case CLOSE -> new Nonconformity.Closed(facts.changed(now), now);
            case NOT_EFFECTIVE -> new Nonconformity.Analysed(facts.again(false, now));
            case REOPEN -> new Nonconformity.Analysed(facts.again(true, now));
            case REJECT -> new Nonconformity.Rejected(facts.changed(now), by.reason());
            case MERGE -> new Nonconformity.Merged(facts.changed(now), by.into().facts().id());
        };
    }

    private static boolean satisfied(Need need, CaseFile file, Attempt by) {
        return switch (need) {
            case CONTAINMENT -> !file.containments().isEmpty();
            case CAUSE -> !file.verifiedCauses().isEmpty();
            case ACTION_WITH_OWNER_AND_DUE_DATE -> file.actionsNow().stream().anyMatch(a -> !(a instanceof CorrectiveAction.Cancelled));
            case CRITERION -> file.plan().isPresent();
            case ACTIONS_VERIFIED -> file.actionsNow().stream().anyMatch(a -> a instanceof CorrectiveAction.Verified) && waiting(file).isEmpty();
            case EFFECT_LOOKED_AT -> file.lastCheck().isPresent();
            case PROVEN_EFFECTIVE -> file.lastCheck().filter(c -> c.proposal() == EffectCheck.Proposal.EFFECTIVE).isPresent();
            case REJECTION_PROPOSED -> file.rejection() != null;
            case OTHER_CASE -> by.into() != null && by.into().open() && !by.into().facts().id().equals(file.nonconformity().facts().id())
                    && by.into().facts().site().equals(file.nonconformity().facts().site());
            case REASON -> by.reason() != null && !by.reason().isBlank() && by.reason().length() <= MOST_REASON;
            case NOT_THE_PLANNER, NOT_AN_IMPLEMENTER, NOT_THE_PROPOSER -> !excluded(need, file).contains(by.login());
            case SIGNATURE -> by.signed();
        };
    }

    private static List<String> about(Need need, CaseFile file) {
        if (need.aboutThePerson()) {
            return List.copyOf(new TreeSet<>(excluded(need, file)));
        }
        return need == Need.ACTIONS_VERIFIED ? waiting(file) : List.of();
    }

    private static Set<String> excluded(Need need, CaseFile file) {
        return switch (need) {
            case NOT_THE_PLANNER -> file.planners();
            case NOT_AN_IMPLEMENTER -> file.implementers();
            case NOT_THE_PROPOSER -> file.rejection() == null ? Set.of() : Set.of(file.rejection().by());
            default -> Set.of();
        };
    }

    private static List<String> waiting(CaseFile file) {
        return file.actionsNow().stream().filter(a -> !a.settled()).map(a -> a.facts().id().value()).sorted().toList();
    }
}
