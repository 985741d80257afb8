package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * What the case's order in the ERP says of the case; never changed.
 *
 * @param number    among the notes about the case, beginning with 1
 * @param cycle     of the case when it was written
 * @param connector whose ERP it stands in
 * @param order     the ERP's identity of the order
 * @param place     where it stands, in the ERP's words: {@code sale.complaint 17}
 */
public record OrderNote(Id id, Site site, Id nonconformity, int number, Said said, int cycle, String connector, String order, String place, Instant at) {
    /** What a note says. */
    public enum Said { FILED, REOPENED, CLOSED, REJECTED, MERGED }

    public OrderNote {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(said, "said");
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(place, "place");
        if (number < 1 || cycle < 1) {
            throw new IllegalArgumentException("number and cycle from 1 expected");
        }
    }

    /**
     * What is to be written next, so that the order says what has become of the case. Each case is filed on its order before anything else
     * is said of it. What came and went while nothing could be written is not told.
     *
     * @param written so far, oldest first
     * @return empty when the order says it all
     */
    public static Optional<Said> due(Nonconformity nonconformity, List<OrderNote> written) {
        if (written.isEmpty()) {
            return Optional.of(Said.FILED);
        }
        Said last = written.get(written.size() - 1).said();
        Said now = standing(nonconformity);
        return now == (last == Said.FILED ? Said.REOPENED : last) ? Optional.empty() : Optional.of(now);
    }

    /** A case on which work remains stands as one that was reopened. */
    private static Said standing(Nonconformity nonconformity) {
        if (nonconformity.open()) {
            return Said.REOPENED;
        }
        return nonconformity instanceof Nonconformity.Closed ? Said.CLOSED : nonconformity instanceof Nonconformity.Rejected ? Said.REJECTED : Said.MERGED;
    }
}
