package io.plumbline.application.order;

import java.time.LocalDate;
import java.util.Optional;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.order.OrderKey;

/** Writes onto orders of one ERP what has become of cases about them. */
public interface ErpNotes {
    /**
     * Writes the note, unless it stands there already: asking again after a try whose end nobody saw writes nothing twice.
     *
     * @throws SourceFault when it could not be written now; a {@link SourceFault#retryAfter() pause} it asks for is kept
     */
    Result write(Note note) throws SourceFault;

    /** What stood in the way of writing when the ERP was last asked, in plain words without secrets; nothing is asked now. */
    Optional<String> fault();

    /**
     * A note. It has no personal data.
     *
     * @param reference number of the case, by which the ERP's people and the connector find it again
     * @param first     whether nothing was written about the case before; a later note goes to where the first one stands
     * @param mark      first line of a later note, which no other one begins with; empty for the first
     * @param text      in words, several lines
     * @param on        the day on which the case was filed
     */
    record Note(OrderKey order, String reference, boolean first, String mark, String text, LocalDate on) {
    }

    /** What came of a try. */
    sealed interface Result {
    }

    /** @param place where it stands, in the ERP's words, at most 120 characters: {@code sale.complaint 17} */
    record Written(String place) implements Result {
    }

    /** Trying again is of no use as long as nobody changes something in the ERP. */
    record Impossible(String why) implements Result {
    }
}
