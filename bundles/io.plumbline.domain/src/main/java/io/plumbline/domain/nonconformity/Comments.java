package io.plumbline.domain.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;

/** Comments on cases. Every method runs in the transaction of its caller. */
public interface Comments {
    void add(Comment comment);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Comment comment);

    Optional<Comment> byId(Id id);

    /** All on a case, oldest first, withdrawn ones included. */
    List<Comment> of(Id nonconformity);
}
