package io.plumbline.domain.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** The cases. Every method runs in the transaction of its caller. */
public interface Nonconformities {
    Optional<Nonconformity> byId(Id id);

    /** The case with the number at the site; one of another site is as if it were not there. */
    Optional<Nonconformity> byNumber(Site site, CaseNumber number);

    Optional<Nonconformity> byTrigger(Trigger trigger);

    /** Cases of the order that are open. */
    List<Nonconformity> openOfOrder(Id order);

    /** The numbers of cases that were merged into this one, not of those that were merged into them; oldest first. */
    List<CaseNumber> mergedInto(Id nonconformity, int most);

    /**
     * The next number of the site and year. The counter row stays locked until the transaction ends, and a rollback gives the number
     * back: that is what makes numbers gapless.
     */
    CaseNumber nextNumber(Site site, int year);

    /** Stores a case. A second one with the same trigger fails and rolls the transaction back. */
    void add(Nonconformity nonconformity);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Nonconformity nonconformity);
}
