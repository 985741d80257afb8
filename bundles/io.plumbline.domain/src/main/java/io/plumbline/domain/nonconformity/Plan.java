package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * What a cycle of a case is to achieve. It can be changed until it is approved, and never after.
 *
 * @param by login of who planned it, who may not approve it
 */
public record Plan(Id id, Site site, Id nonconformity, int cycle, Criterion criterion, String by, Instant at, long version) {
    public Plan {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(criterion, "criterion");
        Objects.requireNonNull(by, "by");
    }
}
