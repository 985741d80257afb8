package io.plumbline.domain.nonconformity;

import java.util.List;

import io.plumbline.domain.Site;

/** What sites changed about the catalogue of causes. Every method runs in the transaction of its caller. */
public interface CauseCategories {
    /** What the site added, and the standard ones that it retired or took up again; oldest first. */
    List<CauseCategory> of(Site site);

    /** Stores one. A second one of the same code at the same site fails and rolls the transaction back. */
    void add(CauseCategory category);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(CauseCategory category);
}
