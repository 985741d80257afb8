package io.plumbline.domain.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/** Records from a source that could not be taken, set aside so that their neighbours are not held up. */
public interface Quarantine {
    /** Sets a record aside, in the transaction of its caller. The same record again replaces what was known of it. */
    void put(Entry entry);

    Optional<Entry> byId(Id id);

    /** Newest first. */
    List<Entry> all(int most);

    long count();

    /** Takes a record out, in the transaction of its caller: it was taken, or an operator gave it up. */
    void remove(Id id);

    /** Takes out what is known of the document, in the transaction of its caller: a good version of it came. */
    void remove(String connector, String identity);

    /**
     * @param connector where it came from
     * @param identity  document type and identity as {@code docType/docId}, or a line of a file
     * @param payload   the record as it came, at most 64 KB; may hold personal data
     * @param format    media type of the payload
     * @param problems  what is wrong with it
     */
    record Entry(Id id, Site site, String connector, String identity, String payload, String format, List<Problem> problems, Instant firstAt, Instant lastAt) {
        public Entry {
            problems = List.copyOf(problems);
        }
    }
}
