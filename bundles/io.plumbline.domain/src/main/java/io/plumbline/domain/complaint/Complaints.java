package io.plumbline.domain.complaint;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;

/** The complaints. Every method runs in the transaction of its caller. */
public interface Complaints {
    Optional<Complaint> byId(Id id);

    /** The complaint that was entered with this token. */
    Optional<Complaint> byToken(Site site, String token);

    /** Those that became this case or belong to it, in the order in which they were entered. */
    List<Complaint> of(Id nonconformity);

    /**
     * Those that belong to cases that were merged into this one, by themselves or with another one that was, in the order in which they were
     * entered.
     */
    List<Brought> broughtTo(Id nonconformity);

    /** @param with number of the case that it came with */
    record Brought(Complaint complaint, CaseNumber with) {
    }

    /** Stores one. A second one with the same token at the same site fails and rolls the transaction back. */
    void add(Complaint complaint);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Complaint complaint);
}
