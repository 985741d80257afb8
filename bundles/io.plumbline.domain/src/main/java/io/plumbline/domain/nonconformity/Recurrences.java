package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.RecurrenceRule.Closure;

/** Cases that came back. Every method runs in the transaction of its caller. */
public interface Recurrences {
    /** Stores one. A second one for the same two cases fails and rolls the transaction back. */
    void add(Recurrence recurrence);

    /** @throws io.plumbline.domain.Stale when the row is not at the version before */
    void save(Recurrence recurrence);

    Optional<Recurrence> byId(Id id);

    /** Whether there is one for these two, dismissed or not. */
    boolean known(Id earlier, Id later);

    /** Of which the case is the earlier one; the newest first. */
    List<Recurrence> after(Id earlier, int most);

    /** Of which the case is the later one; the newest first. */
    List<Recurrence> before(Id later, int most);

    /**
     * Cases of the site that are closed with a plan for one of these strata, of each kind the newest 50 closes, and the newest 500 closes of those with a plan for
     * everything.
     *
     * @param from   closed at this moment or later
     * @param before and before this one
     */
    List<Closure> closures(Site site, Set<Stratum> strata, Instant from, Instant before);
}
