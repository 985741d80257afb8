package io.plumbline.domain.delivery;

import java.util.Collection;

/**
 * Lets documents that belong together be taken one after the other, also while none of them is known: a delivery and the return or
 * receipt that names it, brought at the same moment, would otherwise not see each other.
 */
public interface Turns {
    /** Waits for every other transaction that took a turn for one of these names; the turn lasts until the caller's transaction ends. */
    void take(String connector, Collection<String> names);
}
