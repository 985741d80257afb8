package io.plumbline.insight.action;

import java.util.List;

/** What the answers propose about an action. A person decides; see {@link EffectivenessComparison} for the rules. */
public sealed interface Proposal {
    /** At least one, in the order of {@link Reason}. */
    List<Reason> reasons();

    List<Caution> cautions();

    Figures figures();

    /** The criterion is met. */
    record Effective(List<Reason> reasons, List<Caution> cautions, Figures figures) implements Proposal {
        public Effective {
            reasons = List.copyOf(reasons);
            cautions = List.copyOf(cautions);
        }
    }

    /** The criterion is not met, and more answers would hardly change that. */
    record NotEffective(List<Reason> reasons, List<Caution> cautions, Figures figures) implements Proposal {
        public NotEffective {
            reasons = List.copyOf(reasons);
            cautions = List.copyOf(cautions);
        }
    }

    /** The answers tell neither. The reasons say whether waiting can help. */
    record CannotConcludeYet(List<Reason> reasons, List<Caution> cautions, Figures figures) implements Proposal {
        public CannotConcludeYet {
            reasons = List.copyOf(reasons);
            cautions = List.copyOf(cautions);
        }
    }
}
