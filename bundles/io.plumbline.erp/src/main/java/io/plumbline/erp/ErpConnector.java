package io.plumbline.erp;

import java.time.Instant;
import java.util.Optional;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;

/**
 * What is particular to one kind of ERP. {@link PullEngine} does the rest: windows, paging, cursors. A connector keeps no state but
 * its login.
 */
public interface ErpConnector {
    /** The kind of ERP: {@code tryton}, {@code demo}, … */
    String type();

    /**
     * The ERP's own clock. Windows are computed from it and never from ours. Called before each page, so it is also where a refused
     * login, a missing right or a missing company shows.
     */
    Instant now() throws SourceFault;

    /**
     * Reads documents whose change stamp lies in {@code [from, to)}, ordered by their immutable key, beginning after {@code afterKey}.
     * Paging by a key that never changes skips nothing when documents are touched while they are read. A record that cannot be
     * understood becomes {@link DeliverySource.Rejected} (see {@link Records}) and never stops its page.
     *
     * @param from     null for the beginning of time
     * @param afterKey null for the first page of a window
     * @param most     at most so many documents; an ERP's own hard limit may make it fewer
     */
    ErpPage read(Instant from, Instant to, String afterKey, int most) throws SourceFault;

    /**
     * Reads one document as it is now, whatever its change stamp.
     *
     * @param identity document type and identity as {@code docType/docId}
     * @return empty when the ERP does not have it
     */
    Optional<DeliverySource.Item> fetch(String identity) throws SourceFault;
}
