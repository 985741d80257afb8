package io.plumbline.domain.nonconformity;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.Nonconformity.Analysed;
import io.plumbline.domain.nonconformity.Nonconformity.AwaitingEffectiveness;
import io.plumbline.domain.nonconformity.Nonconformity.Contained;
import io.plumbline.domain.nonconformity.Nonconformity.Implementing;
import io.plumbline.domain.nonconformity.Nonconformity.Planned;
import io.plumbline.domain.nonconformity.Nonconformity.Reported;

/** What can be written into a case, and in which of its states: what comes later cannot be done first, and what was approved does not change. */
public enum Work {
    /** Harm may have to be stopped at any time while a case is open. */
    CONTAIN(Reported.class, Contained.class, Analysed.class, Planned.class, Implementing.class, AwaitingEffectiveness.class),
    /** Containment comes before analysis. */
    FIND_CAUSE(Contained.class, Analysed.class),
    /** The cause comes before the plan; the criterion is fixed with its approval. */
    FIX_CRITERION(Analysed.class),
    /** Also while the plan is carried out, where an action was cancelled or turned out ineffective and needs another one. */
    PLAN_ACTION(Analysed.class, Implementing.class),
    /** Begin, finish and verify actions: after the plan is approved. */
    CARRY_OUT(Implementing.class),
    CANCEL_ACTION(Analysed.class, Planned.class, Implementing.class),
    /** A due date is part of the plan: it moves only by an extension that a second person grants. */
    EXTEND_ACTION(Analysed.class, Planned.class, Implementing.class),
    /** Files that show something. */
    ATTACH(Reported.class, Contained.class, Analysed.class, Planned.class, Implementing.class, AwaitingEffectiveness.class),
    PROPOSE_REJECTION(Reported.class, Contained.class),
    CHECK_EFFECT(AwaitingEffectiveness.class),
    /** Whoever was affected is asked once more only when something was done about it. */
    ASK_AGAIN(AwaitingEffectiveness.class),
    /** Who works on it, and how grave it is. */
    ASSIGN(Reported.class, Contained.class, Analysed.class, Planned.class, Implementing.class, AwaitingEffectiveness.class);

    private final Set<Class<? extends Nonconformity>> states;

    @SafeVarargs
    Work(Class<? extends Nonconformity>... states) {
        this.states = new LinkedHashSet<>(List.of(states));
    }

    /** The names of the states in which it can be done. */
    public Set<String> states() {
        return states.stream().map(Class::getSimpleName).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Why it cannot be done in this state; empty when it can. */
    public Optional<Problem> refusal(Nonconformity nonconformity) {
        return states.contains(nonconformity.getClass()) ? Optional.empty() : Optional.of(new Problem("state", nonconformity.state(), String.join(" or ", states())));
    }
}
