package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * Somebody holds that a case is none; somebody else has to agree before it is rejected.
 *
 * @param by login of who proposed it
 */
public record RejectionProposal(Id id, Site site, Id nonconformity, String reason, String by, Instant at) {
    public RejectionProposal {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(by, "by");
    }
}
