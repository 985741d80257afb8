package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * One look at customers' data, on or after the day that the plan names: what they propose, with all numbers. People decide.
 *
 * @param numbers shares, counts, intervals and tests, as JSON; without people
 */
public record EffectCheck(Id id, Site site, Id nonconformity, int cycle, Proposal proposal, String numbers, Instant at) {
    /** What the data say. */
    public enum Proposal { EFFECTIVE, NOT_EFFECTIVE, CANNOT_CONCLUDE_YET }

    public EffectCheck {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(proposal, "proposal");
        Objects.requireNonNull(numbers, "numbers");
        Objects.requireNonNull(at, "at");
    }
}
