package io.plumbline.domain.delivery;

import java.util.Collection;

/**
 * Lets documents that belong together be taken one after the other, also while none of them is known: a delivery and the return or
 * receipt that names it, brought at the same moment, would otherwise not see each other. Deliveries need not wait for each other. A turn
 * lasts until the caller's transaction ends.
 */
public interface Turns {
    /** Keeps out whoever names one of these, and waits for those who do so at this moment. */
    void called(String connector, Collection<String> names);

    /** Keeps out whatever is called by one of these names, and whoever names it, and waits for them. */
    void naming(String connector, Collection<String> names);
}
