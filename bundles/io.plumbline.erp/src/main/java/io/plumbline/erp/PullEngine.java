package io.plumbline.erp;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.delivery.Streams.Cursor;

/**
 * Reads an ERP so that nothing is lost, whatever the order in which its transactions commit. No ERP hands out changes in the order of
 * their commits: a change is stamped when its transaction begins and seen when it ends. So a window of change stamps {@code [from, to)}
 * is read only once it is closed, {@code to} being the ERP's clock less the lag; within it the pages go by a key that never changes;
 * and the next window begins an overlap earlier. What is read twice is recognised by its identity and content, not by its stamp.
 *
 * <p>The engine has no state: all it needs stands in the cursor, which is stored together with the page.
 */
public final class PullEngine implements DeliverySource {
    private final ErpConnector connector;
    private final PullSettings settings;

    public PullEngine(ErpConnector connector, PullSettings settings) {
        this.connector = Objects.requireNonNull(connector);
        this.settings = Objects.requireNonNull(settings);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String type() {
        return connector.type();
    }

    @Override
    public Duration every() {
        return settings.every();
    }

    @Override
    public Page pull(Cursor cursor, Instant now) throws SourceFault {
        Instant erpNow = connector.now();
        Cursor window = cursor != null && !cursor.done() ? notBeforeStart(cursor) : next(cursor, erpNow.minus(settings.lag()), now);
        if (window.from() != null && !window.from().isBefore(window.to())) {
            Cursor nothing = cursor == null ? at(window.from(), window.from(), null, window.opaque(), true)
                    : at(cursor.from(), cursor.to(), cursor.afterKey(), cursor.opaque(), true);
            return new Page(List.of(), nothing, erpNow, false);
        }
        ErpPage read = connector.read(window.from(), window.to(), window.afterKey(), settings.page());
        if (!read.last() && (read.lastKey() == null || read.lastKey().equals(window.afterKey()))) {
            throw new SourceFault(SourceFault.Kind.UNEXPECTED,
                    "the ERP answers the same page again and again after key " + window.afterKey() + "; nothing can be read beyond it");
        }
        String lastKey = read.lastKey() == null ? window.afterKey() : read.lastKey();
        Cursor after = at(window.from(), window.to(), lastKey, window.opaque(), read.last());
        return new Page(read.items().stream().map(this::underOurName).toList(), after, erpNow, !read.last());
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
        return connector.fetch(identity).map(this::underOurName);
    }

    /**
     * The window after {@code last}. It begins where the last one ended, or, when the ERP's clock went back, at the ERP's present end
     * less the time that passed here since: documents are being stamped there now. Less the overlap in either case. It may be empty.
     */
    private Cursor next(Cursor last, Instant to, Instant now) {
        Instant from = settings.startAt();
        if (last != null && last.to() != null) {
            Instant clockWentBackTo = to.minus(passedSince(last, now));
            Instant end = last.to().isBefore(clockWentBackTo) ? last.to() : clockWentBackTo;
            from = notBeforeStart(end.minus(settings.overlap()));
        }
        return at(from, to, null, now.toString(), false);
    }

    private Cursor notBeforeStart(Cursor window) {
        return at(window.from() == null ? settings.startAt() : notBeforeStart(window.from()), window.to(), window.afterKey(), window.opaque(), false);
    }

    private Instant notBeforeStart(Instant from) {
        return settings.startAt() != null && from.isBefore(settings.startAt()) ? settings.startAt() : from;
    }

    /** How long ago, by our own clock, the window was opened; zero where that is not known or our clock went back. */
    private static Duration passedSince(Cursor window, Instant now) {
        if (window.opaque() == null) {
            return Duration.ZERO;
        }
        try {
            Duration passed = Duration.between(Instant.parse(window.opaque()), now);
            return passed.isNegative() ? Duration.ZERO : passed;
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }

    private Item underOurName(Item item) {
        return item instanceof Good good && !settings.name().equals(good.report().source().connector()) ? new Good(good.report().from(settings.name())) : item;
    }

    private static Cursor at(Instant from, Instant to, String afterKey, String opaque, boolean done) {
        return new Cursor(from, to, afterKey, opaque, done);
    }
}
