package io.plumbline.web.nonconformity;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.nonconformity.Move;

/** The main way of a case from state to state. */
final class NextStep {
    /** The states on the main way, first to last. */
    static final List<String> WAY = List.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness", "Closed");

    private NextStep() {
    }

    /** The move that leads one state further along the way; empty at its end and beside it. */
    static Optional<Move> from(String state) {
        int at = WAY.indexOf(state);
        return at < 0 || at == WAY.size() - 1 ? Optional.empty() : between(state, WAY.get(at + 1));
    }

    static Optional<Move> between(String from, String to) {
        return Arrays.stream(Move.values()).filter(m -> m.from().contains(from) && m.to().equals(to)).findFirst();
    }
}
