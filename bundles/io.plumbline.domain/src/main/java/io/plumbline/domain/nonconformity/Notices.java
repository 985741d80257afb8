package io.plumbline.domain.nonconformity;

import java.time.LocalDate;
import java.util.Optional;

import io.plumbline.domain.Id;

/** Notices to colleagues. Every method runs in the transaction of its caller. */
public interface Notices {
    /** Stores a new one. A second one of the same kind about the same thing and day fails and rolls the transaction back. */
    void add(Notice notice);

    Optional<Notice> byId(Id id);

    Optional<Notice> of(Id about, Notice.Kind kind, LocalDate day);
}
