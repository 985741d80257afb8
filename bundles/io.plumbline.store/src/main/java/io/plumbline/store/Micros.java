package io.plumbline.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How the database keeps a moment: as microseconds since 1970-01-01T00:00Z. That sorts and compares alike on every database, and
 * neither a session's time zone nor a change of clocks touches it. What lies beyond its 292,000 years, such as {@link Instant#MAX},
 * is kept as the end of time.
 */
public final class Micros {
    /** The end of time; what is due then is never due. */
    public static final long NEVER = Long.MAX_VALUE;
    private static final long PER_SECOND = 1_000_000;

    private Micros() {
    }

    public static long of(Instant moment) {
        if (moment.getEpochSecond() > NEVER / PER_SECOND - 1) {
            return NEVER;
        }
        if (moment.getEpochSecond() < Long.MIN_VALUE / PER_SECOND + 1) {
            return Long.MIN_VALUE;
        }
        return moment.getEpochSecond() * PER_SECOND + moment.getNano() / 1000;
    }

    public static Instant moment(long micros) {
        if (micros == NEVER) {
            return Instant.MAX;
        }
        if (micros == Long.MIN_VALUE) {
            return Instant.MIN;
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
