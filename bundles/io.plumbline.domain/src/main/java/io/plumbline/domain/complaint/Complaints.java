package io.plumbline.domain.complaint;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The complaints. Every method runs in the transaction of its caller. */
public interface Complaints {
    Optional<Complaint> byId(Id id);

    /** The complaint that was entered with this token. */
    Optional<Complaint> byToken(Site site, String token);

    /** Those that became this case or belong to it, in the order in which they were entered. */
    List<Complaint> of(Id nonconformity);

    /** Stores one. A second one with the same token at the same site fails and rolls the transaction back. */
    void add(Complaint complaint);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Complaint complaint);
}
