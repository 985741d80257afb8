package io.plumbline.domain.complaint;

import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The complaints. Every method runs in the transaction of its caller. */
public interface Complaints {
    Optional<Complaint> byId(Id id);

    /** The complaint that was entered with this token. */
    Optional<Complaint> byToken(Site site, String token);

    /** Stores one. A second one with the same token at the same site fails and rolls the transaction back. */
    void add(Complaint complaint);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Complaint complaint);
}
