package io.plumbline.domain.nonconformity;

import java.util.List;

import io.plumbline.domain.Id;

/** Filters that users keep. Every method runs in the transaction of its caller. */
public interface SavedFilters {
    /** Those of a user, oldest first. */
    List<SavedFilter> of(Id user);

    /** Stores a filter. A second one of the same name of the same user fails and rolls the transaction back. */
    void add(SavedFilter filter);

    /** @return whether the user had it */
    boolean remove(Id user, Id filter);
}
