package io.plumbline.domain.survey;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.domain.Site;

/**
 * Whom to ask, when, and what counts as low: the measurement plan that ISO 9001 9.1.1 asks for.
 *
 * @param name            one word, part of each ledger line
 * @param delay           from the delivery that made the order whole to the mail; zero or more
 * @param askWithin       a delivery that happened longer ago than this when first seen is not asked about; empty: no limit
 * @param fallback        an order that is not whole after this time, counted from its last delivery, is asked about all the same; empty: never
 * @param quietPeriod     at least this long between two invitations to one contact; empty: no limit
 * @param expiry          how long an invitation can be answered after it was sent
 * @param samplePercent   share of whole orders that are asked, 0 to 100; 100 asks all
 * @param defaultLanguage where the ERP names none that Plumbline speaks
 * @param acceptance      what counts as low
 */
public record Programme(String name, Site site, Duration delay, Optional<Duration> askWithin, Optional<Duration> fallback, Optional<Duration> quietPeriod,
        Duration expiry, BigDecimal samplePercent, Language defaultLanguage, AcceptanceLimits acceptance) {
    public Programme {
        Objects.requireNonNull(name, "name");
        if (FollowUp.PROGRAMME.equals(name)) {
            throw new IllegalArgumentException("the name " + name + " is taken");
        }
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(delay, "delay");
        Objects.requireNonNull(expiry, "expiry");
        Objects.requireNonNull(samplePercent, "samplePercent");
        Objects.requireNonNull(defaultLanguage, "defaultLanguage");
        Objects.requireNonNull(acceptance, "acceptance");
        if (delay.isNegative() || expiry.isNegative() || expiry.isZero()) {
            throw new IllegalArgumentException("delay must not be negative and expiry must be positive");
        }
        if (samplePercent.signum() < 0 || samplePercent.compareTo(BigDecimal.valueOf(100)) > 0) {
            throw new IllegalArgumentException("samplePercent must be between 0 and 100");
        }
    }

    /**
     * What counts as low.
     *
     * @param satisfactionAtMost   a satisfaction of this or less is low; 0 (none is) to 5
     * @param recommendationAtMost a recommendation of this or less is low; -1 (none is) to 10
     */
    public record AcceptanceLimits(int satisfactionAtMost, int recommendationAtMost) {
        /** The limits that Plumbline comes with. */
        public static final AcceptanceLimits DEFAULT = new AcceptanceLimits(2, 3);

        public AcceptanceLimits {
            if (satisfactionAtMost < 0 || satisfactionAtMost > 5 || recommendationAtMost < -1 || recommendationAtMost > 10) {
                throw new IllegalArgumentException("satisfaction limit 0 to 5 and recommendation limit -1 to 10 expected");
            }
        }
    }
}
