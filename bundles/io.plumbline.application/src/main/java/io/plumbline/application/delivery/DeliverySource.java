package io.plumbline.application.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.order.ErpNotes;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams.Cursor;

/** An ERP that Plumbline pulls deliveries from. One service for each configured source. */
public interface DeliverySource {
    /** The configured name, unique among all sources: the stream, the route and the documents' connector. */
    String name();

    /** The kind of ERP: {@code tryton}, {@code demo}, … */
    String type();

    /** How long to wait between two looks. */
    Duration every();

    /**
     * Reads the page after {@code cursor}.
     *
     * @param cursor where the last page ended, or null at the very beginning
     * @throws SourceFault when nothing could be read; the cursor stays where it was
     */
    Page pull(Cursor cursor, Instant now) throws SourceFault;

    /**
     * Reads one document again, for a replay from the quarantine.
     *
     * @param identity as in {@link Rejected#identity()}
     * @return empty when the ERP no longer has it
     */
    Optional<Item> fetch(String identity, Instant now) throws SourceFault;

    /** Where notes about cases go, if this ERP takes them and an operator wants them there. */
    default Optional<ErpNotes> notes() {
        return Optional.empty();
    }

    /** One record of a page. */
    sealed interface Item permits Good, Rejected {
    }

    record Good(DeliveredOrder report) implements Item {
    }

    /**
     * A record that could not be understood.
     *
     * @param identity document type and identity as {@code docType/docId}
     * @param payload  the record as it came
     */
    record Rejected(String identity, String payload, String format, List<Problem> problems) implements Item {
        public Rejected {
            problems = List.copyOf(problems);
        }
    }

    /**
     * @param next   where this page ended
     * @param erpNow the ERP's own clock
     * @param more   whether another page can be read at once
     */
    record Page(List<Item> items, Cursor next, Instant erpNow, boolean more) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
