package io.plumbline.domain.feedback;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** What customers said unasked. Every method runs in the transaction of its caller. */
public interface Feedbacks {
    Optional<Feedback> byId(Id id);

    /** All that was heard through this, by part. */
    List<Feedback> of(Id origin);

    /** Stores one that was not known. A second one with the same origin and part fails and rolls the transaction back. */
    void add(Feedback feedback);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Feedback feedback);
}
