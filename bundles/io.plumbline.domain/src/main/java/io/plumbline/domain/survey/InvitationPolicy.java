package io.plumbline.domain.survey;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import io.plumbline.domain.Id;

/**
 * Whether, whom and when to ask about an order. Rules apply in the order in which they stand; the first that objects is the one that
 * the ledger names.
 */
public final class InvitationPolicy {
    private InvitationPolicy() {
    }

    /** What the policy needs to know of an order. */
    public record Situation(boolean orderCancelled, boolean anyDelivery, boolean allCancelled, boolean anyReturned, boolean whole, Instant lastDeliveredAt,
            Instant firstSeenAt, boolean reachable, boolean optedOut, Optional<Instant> lastInvitedAt, boolean openCase, Id invitation) {
    }

    /** The decision. */
    public sealed interface Decision {
        /** Wait for the rest of the order, at most until {@code fallbackAt}; {@link Instant#MAX} where there is no fallback. */
        record Hold(Instant fallbackAt) implements Decision {
        }

        record Schedule(Instant dueAt) implements Decision {
        }

        record Suppress(NotAsked why) implements Decision {
        }
    }

    public static Decision decide(Programme programme, Situation s, Instant now) {
        if (s.orderCancelled() || s.allCancelled()) {
            return new Decision.Suppress(NotAsked.CANCELLED);
        }
        if (s.anyReturned()) {
            return new Decision.Suppress(NotAsked.RETURNED);
        }
        Instant fallbackAt = programme.fallback().map(f -> s.lastDeliveredAt().plus(f)).orElse(Instant.MAX);
        if (programme.askWithin().isPresent() && s.lastDeliveredAt().plus(programme.askWithin().get()).isBefore(s.firstSeenAt())) {
            return new Decision.Suppress(NotAsked.TOO_OLD);
        }
        if (!s.whole() && now.isBefore(fallbackAt)) {
            return new Decision.Hold(fallbackAt);
        }
        Optional<NotAsked> objection = whoMayBeAsked(programme, s, now);
        if (objection.isPresent()) {
            return new Decision.Suppress(objection.get());
        }
        if (!sampled(programme.samplePercent(), s.invitation())) {
            return new Decision.Suppress(NotAsked.NOT_SAMPLED);
        }
        Instant from = s.whole() ? s.lastDeliveredAt() : now;
        Instant due = from.plus(programme.delay());
        return new Decision.Schedule(due.isBefore(now) ? now : due);
    }

    /**
     * The same rules for somebody who wants the customer asked at once: neither the delay nor the rest of the order is waited for, and
     * whatever else objects still does.
     */
    public static Decision decideAtOnce(Programme programme, Situation s, Instant now) {
        Situation whole = new Situation(s.orderCancelled(), s.anyDelivery(), s.allCancelled(), s.anyReturned(), true, s.lastDeliveredAt(), s.firstSeenAt(),
                s.reachable(), s.optedOut(), s.lastInvitedAt(), s.openCase(), s.invitation());
        return decide(programme, whole, now) instanceof Decision.Suppress refusal ? refusal : new Decision.Schedule(now);
    }

    /**
     * Whether a customer whom a nonconformity affected is asked once more, at once: somebody wants it, so that neither the age of the order nor the sample matters, and goods
     * that came back are no reason not to ask how it went on.
     *
     * @param s where {@code openCase} means another case than the one that asks
     */
    public static Decision decideFollowUp(Programme programme, Situation s, Instant now) {
        if (s.orderCancelled() || s.allCancelled()) {
            return new Decision.Suppress(NotAsked.CANCELLED);
        }
        return whoMayBeAsked(programme, s, now).<Decision>map(Decision.Suppress::new).orElseGet(() -> new Decision.Schedule(now));
    }

    /** What speaks for the person, whatever they are asked about: their address, their objection, their trouble that is not settled, and their patience. */
    private static Optional<NotAsked> whoMayBeAsked(Programme programme, Situation s, Instant now) {
        if (!s.reachable()) {
            return Optional.of(NotAsked.NO_ADDRESS);
        }
        if (s.optedOut()) {
            return Optional.of(NotAsked.OPTED_OUT);
        }
        if (s.openCase()) {
            return Optional.of(NotAsked.OPEN_CASE);
        }
        boolean tired = programme.quietPeriod().isPresent() && s.lastInvitedAt().isPresent() && s.lastInvitedAt().get().plus(programme.quietPeriod().get()).isAfter(now);
        return tired ? Optional.of(NotAsked.FATIGUE) : Optional.empty();
    }

    /** Drawn by the invitation's random part, so that deciding again draws the same lot. */
    static boolean sampled(BigDecimal percent, Id invitation) {
        int lot = Math.floorMod(invitation.value().substring(10).hashCode(), 10_000);
        return BigDecimal.valueOf(lot).compareTo(percent.movePointRight(2)) < 0;
    }
}
