package io.plumbline.domain.delivery;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;

/**
 * The one line of the denominator ledger on which a delivery stands within a programme. The lines of a period add up to its
 * deliveries, so that a response rate has an honest denominator.
 *
 * @param line       which line
 * @param why        the reason where {@code line} is {@link Line#NOT_ASKED} or {@link Line#WITHDRAWN}, otherwise null
 * @param invitation that the line comes from, or null
 * @param order      of that invitation, or null
 */
public record LedgerLine(Line line, NotAsked why, Id invitation, Id order) {
    /** The lines, most telling first: a delivery that serves several orders stands on the first that applies to any of them. */
    public enum Line { ANSWERED, SUSPECT, BOUNCED, WITHDRAWN, ASKED, SILENT, WAITING, NOT_ASKED, PART_OF_ORDER }

    /**
     * What is known of one order that the delivery serves.
     *
     * @param invitation  empty until the policy decided for the first time
     * @param onlySuspect whether all answers so far look like a machine's, and there is at least one
     */
    public record Asked(Id order, Optional<Invitation> invitation, boolean onlySuspect) {
    }

    /** The line on which {@code delivery} stands, given all orders that it serves. */
    public static LedgerLine of(Delivery delivery, Collection<Asked> orders) {
        return orders.stream().map(o -> of(delivery, o)).min(Comparator.comparing(LedgerLine::line))
                .orElseGet(() -> ownState(delivery, null, null).orElse(new LedgerLine(Line.WAITING, null, null, null)));
    }

    private static LedgerLine of(Delivery delivery, Asked asked) {
        Invitation invitation = asked.invitation().orElse(null);
        Id order = asked.order();
        Id id = invitation == null ? null : invitation.facts().id();
        boolean carries = invitation != null && delivery.facts().id().equals(invitation.facts().carrier());
        if (!carries) {
            Optional<LedgerLine> own = ownState(delivery, id, order);
            if (own.isPresent()) {
                return own.get();
            }
            boolean waiting = invitation == null || invitation instanceof Invitation.Held;
            return new LedgerLine(waiting ? Line.WAITING : Line.PART_OF_ORDER, null, id, order);
        }
        if (invitation instanceof Invitation.Suppressed s) {
            return new LedgerLine(Line.NOT_ASKED, s.why(), id, order);
        }
        if (invitation instanceof Invitation.Withdrawn w) {
            return new LedgerLine(Line.WITHDRAWN, w.why(), id, order);
        }
        return new LedgerLine(asked.onlySuspect() && !(invitation instanceof Invitation.Answered) ? Line.SUSPECT : plain(invitation), null, id, order);
    }

    private static Line plain(Invitation invitation) {
        if (invitation instanceof Invitation.Answered) {
            return Line.ANSWERED;
        }
        if (invitation instanceof Invitation.Sent) {
            return Line.ASKED;
        }
        if (invitation instanceof Invitation.Expired) {
            return Line.SILENT;
        }
        if (invitation instanceof Invitation.Bounced) {
            return Line.BOUNCED;
        }
        return Line.WAITING;
    }

    private static Optional<LedgerLine> ownState(Delivery delivery, Id invitation, Id order) {
        if (delivery instanceof Delivery.Cancelled) {
            return Optional.of(new LedgerLine(Line.NOT_ASKED, NotAsked.CANCELLED, invitation, order));
        }
        if (delivery instanceof Delivery.Reversed) {
            return Optional.of(new LedgerLine(Line.NOT_ASKED, NotAsked.RETURNED, invitation, order));
        }
        return Optional.empty();
    }
}
