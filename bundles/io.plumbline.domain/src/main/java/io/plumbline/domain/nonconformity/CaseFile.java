package io.plumbline.domain.nonconformity;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumbline.domain.action.CorrectiveAction;

/**
 * A case and what was done about it: all that a {@link Gate} looks at. What belongs to earlier cycles may be in it, and counts for nothing
 * but the record.
 *
 * @param plans     at most one for each cycle
 * @param rejection the proposal that stands, or null
 */
public record CaseFile(Nonconformity nonconformity, List<Containment> containments, List<Cause> causes, List<Plan> plans, List<CorrectiveAction> actions, List<EffectCheck> checks,
        RejectionProposal rejection) {
    public CaseFile {
        Objects.requireNonNull(nonconformity, "nonconformity");
        containments = List.copyOf(containments);
        causes = List.copyOf(causes);
        plans = List.copyOf(plans);
        actions = List.copyOf(actions);
        checks = List.copyOf(checks);
    }

    public int cycle() {
        return nonconformity.facts().cycle();
    }

    /** The causes that were found in this cycle. */
    public List<Cause> verifiedCauses() {
        return causes.stream().filter(c -> c.cycle() == cycle() && c.verdict() == Cause.Verdict.VERIFIED).toList();
    }

    public Optional<Plan> plan() {
        return plans.stream().filter(p -> p.cycle() == cycle()).findFirst();
    }

    /** The actions of this cycle, cancelled ones included. */
    public List<CorrectiveAction> actionsNow() {
        return actions.stream().filter(a -> a.facts().cycle() == cycle()).toList();
    }

    /** The newest look at the data of this cycle. */
    public Optional<EffectCheck> lastCheck() {
        return checks.stream().filter(c -> c.cycle() == cycle()).max(Comparator.comparing(EffectCheck::at));
    }

    /** Who planned this cycle: whoever fixed its criterion or planned one of its actions. */
    public Set<String> planners() {
        Set<String> logins = actionsNow().stream().filter(a -> !(a instanceof CorrectiveAction.Cancelled)).map(a -> a.facts().by()).collect(Collectors.toSet());
        plan().ifPresent(p -> logins.add(p.by()));
        return logins;
    }

    /** Who did the work of this cycle: the owners of its actions. */
    public Set<String> implementers() {
        return actionsNow().stream().filter(a -> !(a instanceof CorrectiveAction.Cancelled)).map(a -> a.facts().owner()).collect(Collectors.toSet());
    }
}
