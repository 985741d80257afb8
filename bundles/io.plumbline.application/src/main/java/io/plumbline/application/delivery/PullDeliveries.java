package io.plumbline.application.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliverySource.Good;
import io.plumbline.application.delivery.DeliverySource.Item;
import io.plumbline.application.delivery.DeliverySource.Rejected;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Stale;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams;

/**
 * Reads a source to where it has nothing more, page by page: what a page held and how far it was read are stored in one transaction. A
 * record that cannot be taken is set aside; its neighbours are not held up. A source that fails is tried again with growing patience.
 */
@Component(service = PullDeliveries.class)
public final class PullDeliveries {
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(5);
    private static final int MOST_PAGES = 500;
    private static final Logger LOG = LoggerFactory.getLogger(PullDeliveries.class);

    private final Transactions transactions;
    private final Streams streams;
    private final RecordDelivery record;
    private final SetAside aside;
    private final ReportWriter writer;

    @Activate
    public PullDeliveries(@Reference Transactions transactions, @Reference Streams streams, @Reference RecordDelivery record, @Reference SetAside aside,
            @Reference ReportWriter writer) {
        this.transactions = transactions;
        this.streams = streams;
        this.record = record;
        this.aside = aside;
        this.writer = writer;
    }

    /** What came of it; {@code fault} is null when all went well. */
    public record Pulled(int items, int setAside, String fault) {
    }

    /** Reads the source once. Does nothing while the stream is paused, waits after a fault, or is read by somebody else. */
    public Pulled run(DeliverySource source, Instant now) {
        Optional<Streams.State> state = transactions.required(streams::all).stream().filter(s -> s.name().equals(source.name())).findFirst();
        if (state.isPresent() && (state.get().paused() || state.get().nextTryAt() != null && state.get().nextTryAt().isAfter(now))) {
            return new Pulled(0, 0, null);
        }
        Optional<Streams.Lease> lease = streams.take(source.name(), source.type(), LEASE, now);
        return lease.isEmpty() ? new Pulled(0, 0, null) : read(source, lease.get(), state.map(Streams.State::failures).orElse(0), now);
    }

    private Pulled read(DeliverySource source, Streams.Lease lease, int failures, Instant now) {
        Streams.Cursor cursor = lease.cursor();
        int items = 0;
        int setAside = 0;
        try {
            boolean more = true;
            for (int pages = 0; more && pages < MOST_PAGES; pages++) {
                DeliverySource.Page page = source.pull(cursor, now);
                setAside += store(source, lease, page, now);
                items += page.items().size();
                cursor = page.next();
                more = page.more();
            }
            streams.release(lease);
            if (failures > 0) {
                LOG.info("{} is well again", source.name());
            }
            return new Pulled(items, setAside, null);
        } catch (SourceFault e) {
            Instant again = now.plus(e.retryAfter().orElse(patience(failures)));
            streams.failed(lease, e.getMessage(), again, now);
            if (failures == 0) {
                LOG.warn("{} cannot be read: {}", source.name(), e.getMessage());
            }
            return new Pulled(items, setAside, e.getMessage());
        } catch (RuntimeException e) {
            streams.failed(lease, "an error of Plumbline's own: " + e.getClass().getSimpleName() + ", see the log", now.plus(patience(failures)), now);
            throw e;
        }
    }

    /** Stores a page and the place where it ended in one transaction; returns how many records were set aside. */
    private int store(DeliverySource source, Streams.Lease lease, DeliverySource.Page page, Instant now) {
        Actor actor = Actor.connector(source.name());
        try {
            return transactions.required(() -> {
                int setAside = 0;
                for (Item item : page.items()) {
                    setAside += take(source.name(), item, actor, now) ? 0 : 1;
                }
                streams.advanced(lease, page.next(), page.items().size(), page.erpNow(), now);
                return setAside;
            });
        } catch (Stale e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("A page of {} could not be stored as a whole; its records are stored one by one", source.name(), e);
            return oneByOne(source, lease, page, actor, now);
        }
    }

    /** A record that breaks its page for a reason that no rule foresaw is set aside too; when the database is gone, this fails as well. */
    private int oneByOne(DeliverySource source, Streams.Lease lease, DeliverySource.Page page, Actor actor, Instant now) {
        int setAside = 0;
        for (Item item : page.items()) {
            try {
                setAside += transactions.required(() -> take(source.name(), item, actor, now)) ? 0 : 1;
            } catch (RuntimeException e) {
                if (!(item instanceof Good good)) {
                    throw e;
                }
                LOG.error("A record of {} could not be stored and is set aside", source.name(), e);
                DeliveredOrder.SourceRef ref = good.report().source();
                transactions.run(() -> aside.put(source.name(), ref.docType() + "/" + ref.docId(), writer.json(good.report()), "application/json",
                        List.of(new Problem("source.docId", ref.docId(), "a record that can be stored; the log has the cause")), now));
                setAside++;
            }
        }
        transactions.run(() -> streams.advanced(lease, page.next(), page.items().size(), page.erpNow(), now));
        return setAside;
    }

    private boolean take(String connector, Item item, Actor actor, Instant now) {
        if (item instanceof Rejected r) {
            aside.put(connector, r.identity(), r.payload(), r.format(), r.problems(), now);
            return false;
        }
        DeliveredOrder report = ((Good) item).report();
        String identity = report.source().docType() + "/" + report.source().docId();
        if (record.record(report, actor, now) instanceof RecordDelivery.Outcome.Refused refused) {
            aside.put(connector, identity, writer.json(report), "application/json", refused.problems(), now);
            return false;
        }
        aside.clear(connector, identity);
        return true;
    }

    /** Takes one record again, for a replay from the quarantine; returns what is wrong with it still, empty when it was taken. */
    List<Problem> again(DeliverySource source, String identity, Instant now) throws SourceFault {
        Optional<Item> item = source.fetch(identity, now);
        if (item.isEmpty()) {
            return List.of(new Problem(identity, identity, "a document that the ERP still has"));
        }
        if (item.get() instanceof Rejected r) {
            return r.problems();
        }
        DeliveredOrder report = ((Good) item.get()).report();
        return record.record(report, Actor.connector(source.name()), now) instanceof RecordDelivery.Outcome.Refused refused ? refused.problems() : List.of();
    }

    private static Duration patience(int failures) {
        Duration patience = FIRST_PATIENCE.multipliedBy(1L << Math.min(failures, 10));
        Duration capped = patience.compareTo(LONGEST_PATIENCE) > 0 ? LONGEST_PATIENCE : patience;
        return capped.plusMillis(ThreadLocalRandom.current().nextLong(capped.toMillis() / 5 + 1)); // jitter: several sources do not knock together
    }
}
