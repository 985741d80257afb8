package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.domain.journal.Journal;

/** Numbers and chains what the journal took in. */
final class JournalSequenceRoute extends TimedRoute {
    static final String ID = "journal.sequence";
    private static final int BATCH = 500;
    private final Journal journal;

    JournalSequenceRoute(Journal journal, Duration every, RouteWatch watch, Clock clock) {
        super(ID, every, watch, clock);
        this.journal = journal;
    }

    @Override
    void work(Instant now) {
        turn(() -> journal.sequence(BATCH, clock().instant()) >= BATCH);
    }
}
