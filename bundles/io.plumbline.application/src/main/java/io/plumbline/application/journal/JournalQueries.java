package io.plumbline.application.journal;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.plumbline.domain.Id;

/** The journal, for reading. */
public interface JournalQueries {
    /** What happened to the objects (at most 200 of them), oldest first; where it is more than {@code most}, or than 200, the newest of it. */
    List<JournalRow> of(List<Id> objects, int most);

    /** @param number null until it is chained */
    record JournalRow(Long number, Instant recordedAt, String actor, String action, String objectType, Id object, long version, String reason,
            Map<String, String> facts) {
    }
}
