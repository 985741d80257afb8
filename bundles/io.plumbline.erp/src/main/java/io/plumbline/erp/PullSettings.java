package io.plumbline.erp;

import java.time.Duration;
import java.time.Instant;

/**
 * How a source is pulled.
 *
 * @param name    the stream, the route and the documents' connector: 1 to 40 characters of a-z, 0-9 and -
 * @param every   wait between two looks; key {@code every}, 1s to 1d, default 1m
 * @param lag     how long a change must have been written before it is read: an ERP stamps a change when its transaction begins, and
 *                shows it when it commits; key {@code lag}, 0s to 1h, default 2m
 * @param overlap how far each window reaches back into the one before, for transactions that took longer than the lag; key
 *                {@code overlap}, 0s to 7d, default 30m
 * @param page    documents per page; key {@code page}, 1 to 500, default 100
 * @param startAt changes before this are never read, or null for all; key {@code startAt}
 */
public record PullSettings(String name, Duration every, Duration lag, Duration overlap, int page, Instant startAt) {
    /** Reads the settings; what is wrong with them is in {@link Options#problems()} afterwards, with the default in its place. */
    public static PullSettings of(Options options) {
        return new PullSettings(options.name(),
                options.duration("every", Duration.ofMinutes(1), Duration.ofSeconds(1), Duration.ofDays(1)),
                options.duration("lag", Duration.ofMinutes(2), Duration.ZERO, Duration.ofHours(1)),
                options.duration("overlap", Duration.ofMinutes(30), Duration.ZERO, Duration.ofDays(7)),
                options.number("page", 100, 1, 500),
                options.instant("startAt"));
    }
}
