package io.plumbline.itests.tryton;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.DeliverySource.Good;
import io.plumbline.application.delivery.DeliverySource.Item;
import io.plumbline.application.delivery.DeliverySource.Page;
import io.plumbline.application.delivery.DeliverySource.Rejected;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.Streams.Cursor;

/** What a source has told so far, kept by identity as Plumbline keeps it, and how it was told. */
final class Pulled {
    private final DeliverySource source;
    private final Map<DocumentKey, DeliveredOrder> reports = new LinkedHashMap<>();
    private final List<Rejected> rejected = new ArrayList<>();
    private Cursor cursor;
    private Instant end;
    private int behind;
    private int again;
    private int changed;
    private int pages;

    Pulled(DeliverySource source) {
        this.source = source;
    }

    /** Reads until nothing more can be read at once. */
    Pulled drain() throws SourceFault {
        Page page;
        do {
            page = source.pull(cursor, Instant.now());
            for (Item item : page.items()) {
                if (item instanceof Good good) {
                    keep(good.report());
                } else if (item instanceof Rejected bad) {
                    rejected.add(bad);
                }
            }
            cursor = page.next();
            pages++;
            end = cursor.done() ? cursor.to() : end;
        } while (page.more());
        return this;
    }

    private void keep(DeliveredOrder report) {
        DeliveredOrder known = reports.put(report.source().key(), report);
        if (known == null) {
            // a cursor without overlap would have gone by: its stamp lies before the end of a window that was read already
            behind += end != null && report.source().changedAt().isBefore(end) ? 1 : 0;
        } else {
            again++;
            changed += ContentHash.of(known).equals(ContentHash.of(report)) ? 0 : 1;
        }
    }

    Cursor cursor() {
        return cursor;
    }

    Collection<DeliveredOrder> reports() {
        return reports.values();
    }

    List<Rejected> rejected() {
        return rejected;
    }

    /** New documents of which the stamp lies in a window that had been read. */
    int behind() {
        return behind;
    }

    /** The customers' order numbers that begin with {@code prefix}, one for each document. */
    List<String> references(String prefix) {
        return reports.values().stream().flatMap(r -> r.orders().stream()).map(OrderRef::customerReference).filter(r -> r != null && r.startsWith(prefix))
                .sorted().toList();
    }

    @Override
    public String toString() {
        return reports.size() + " documents, " + again + " told again (" + changed + " of them changed), " + behind + " behind a window, " + pages + " pages";
    }
}
