package io.plumbline.domain.survey;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** One customer asked, or not asked, about one order within one programme. There is never a second one for the same order. A {@link FollowUp} is a programme of its own. */
public sealed interface Invitation {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** Whether the policy may still decide anew; once a mail has left it may not. */
    default boolean undecided() {
        return this instanceof Held || this instanceof Scheduled || this instanceof Suppressed;
    }

    /** Whether an answer would be taken now. */
    default boolean open() {
        return this instanceof Sent || this instanceof Answered;
    }

    /** The order is not whole yet. */
    record Held(Facts facts, Instant fallbackAt) implements Invitation {
    }

    /**
     * To be sent at {@code dueAt}.
     *
     * @param askedFor whether somebody wanted this customer asked at once: then neither the delay nor the rest of the order is waited for
     */
    record Scheduled(Facts facts, Instant dueAt, boolean askedFor) implements Invitation {
        /** In the ordinary course. */
        public Scheduled(Facts facts, Instant dueAt) {
            this(facts, dueAt, false);
        }

        public Sent sent(Instant sentAt, Instant expiresAt) {
            return new Sent(facts.next(sentAt), sentAt, expiresAt);
        }

        public Withdrawn withdrawn(NotAsked why, Instant now) {
            return new Withdrawn(facts.next(now), why);
        }
    }

    record Sent(Facts facts, Instant sentAt, Instant expiresAt) implements Invitation {
        public Answered answered(Instant now) {
            return new Answered(facts.next(now), sentAt, expiresAt, now);
        }

        public Expired expired(Instant now) {
            return new Expired(facts.next(now), sentAt, expiresAt);
        }

        public Withdrawn withdrawn(NotAsked why, Instant now) {
            return new Withdrawn(facts.next(now), why);
        }

        public Bounced bounced(Instant now) {
            return new Bounced(facts.next(now), sentAt, now);
        }
    }

    record Answered(Facts facts, Instant sentAt, Instant expiresAt, Instant answeredAt) implements Invitation {
    }

    record Expired(Facts facts, Instant sentAt, Instant expiresAt) implements Invitation {
    }

    record Bounced(Facts facts, Instant sentAt, Instant bouncedAt) implements Invitation {
    }

    /** Cancelled, returned or objected after it had been scheduled or sent. */
    record Withdrawn(Facts facts, NotAsked why) implements Invitation {
    }

    record Suppressed(Facts facts, NotAsked why) implements Invitation {
    }

    /**
     * What all states share.
     *
     * @param carrier  the delivery that the invitation goes with; null while held
     * @param contact  whom to ask; null where there is nobody
     * @param language in which the customer is asked
     * @param followUp the round in which the customer is asked once more; null in the ordinary course
     * @param version  counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, String programme, Id order, Id carrier, Id contact, Language language, Id followUp, Instant createdAt, Instant changedAt, long version) {
        /** In the ordinary course. */
        public Facts(Id id, Site site, String programme, Id order, Id carrier, Id contact, Language language, Instant createdAt, Instant changedAt, long version) {
            this(id, site, programme, order, carrier, contact, language, null, createdAt, changedAt, version);
        }

        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(programme, "programme");
            Objects.requireNonNull(order, "order");
            Objects.requireNonNull(language, "language");
        }

        public Facts next(Instant now) {
            return new Facts(id, site, programme, order, carrier, contact, language, followUp, createdAt, now, version + 1);
        }

        public Facts next(Id newCarrier, Id newContact, Language newLanguage, Instant now) {
            return new Facts(id, site, programme, order, newCarrier, newContact, newLanguage, followUp, createdAt, now, version + 1);
        }
    }
}
