package io.plumbline.domain.survey;

import java.time.Duration;
import java.util.Optional;

/** What makes an answer look like a mail scanner's or a robot's. */
public final class SuspectRule {
    /** Nobody reads the page and answers faster. */
    static final Duration FASTEST_READER = Duration.ofMillis(700);

    private SuspectRule() {
    }

    /**
     * What is known of the one who answered.
     *
     * @param namesLanguage whether the browser named a language; every person's does
     * @param filledTrap    whether a field was filled that people cannot see
     * @param sincePage     from the page to the answer
     */
    public record Signals(boolean namesLanguage, boolean filledTrap, Duration sincePage) {
        public static final Signals HUMAN = new Signals(true, false, Duration.ofMinutes(1));
    }

    /** Why it is suspect; empty when nothing speaks against a human. */
    public static Optional<String> why(Signals s) {
        if (s.filledTrap()) {
            return Optional.of("a field that people cannot see was filled in");
        }
        if (!s.namesLanguage()) {
            return Optional.of("the browser named no language");
        }
        return s.sincePage().compareTo(FASTEST_READER) < 0 ? Optional.of("answered " + s.sincePage().toMillis() + " ms after the page was shown") : Optional.empty();
    }
}
