package io.plumbline.domain.action;

import java.util.List;

import io.plumbline.domain.Id;

/** Extensions of actions. Every method runs in the transaction of its caller. */
public interface Extensions {
    /** All that were asked for an action, oldest first. */
    List<Extension> of(Id action);

    /** All that were asked for the actions of a case in all its cycles, oldest first. */
    List<Extension> ofCase(Id nonconformity);

    /** Stores a new one. A second one for the action while nobody has decided on the first fails and rolls the transaction back. */
    void add(Extension extension);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Extension extension);
}
