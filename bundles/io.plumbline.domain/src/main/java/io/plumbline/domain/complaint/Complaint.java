package io.plumbline.domain.complaint;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A customer's complaint in one of its states. ISO 10002:2018 8.2 to 8.8 ask that it is received, acknowledged and answered, each with its
 * time; when it is late is fixed at its receipt, so that a changed setting changes no complaint that is there.
 */
public sealed interface Complaint {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    record Received(Facts facts) implements Complaint {
    }

    /** The complainant knows that it has arrived. */
    record Acknowledged(Facts facts) implements Complaint {
    }

    /** The complainant knows what comes of it. */
    record Answered(Facts facts) implements Complaint {
    }

    /** How it came. */
    enum Channel { PHONE, MAIL, LETTER, VISIT, WEB, SOCIAL, OTHER }

    /**
     * What all states share.
     *
     * @param token          made by whoever entered it; the same at the same site is the same complaint
     * @param complainant    personal data: who complains, or null, also once erased
     * @param words          personal data: what they say; null once erased
     * @param customer       or null
     * @param order          or null
     * @param delivery       or null
     * @param nonconformity  the case that it became or belongs to, or null
     * @param receivedAt     when it came, which is not when it was entered
     * @param acknowledgeBy  from this moment on an acknowledgement is late
     * @param answerBy       from this moment on an answer is late
     * @param acknowledgedAt or null
     * @param acknowledgedBy login, or null
     * @param answer         personal data: what was said; null while nothing was, or once erased
     * @param answeredAt     or null
     * @param answeredBy     login, or null
     * @param by             login of who entered it
     * @param version        counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, String token, Channel channel, String complainant, String words, Id customer, Id order, Id delivery, Id nonconformity, Instant receivedAt,
            Instant acknowledgeBy, Instant answerBy, Instant acknowledgedAt, String acknowledgedBy, String answer, Instant answeredAt, String answeredBy, String by, Instant changedAt,
            long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(token, "token");
            Objects.requireNonNull(channel, "channel");
            Objects.requireNonNull(receivedAt, "receivedAt");
            Objects.requireNonNull(acknowledgeBy, "acknowledgeBy");
            Objects.requireNonNull(answerBy, "answerBy");
        }
    }

    /** The next version: the complainant was told that it arrived. */
    default Complaint acknowledged(Instant at, String login, Instant now) {
        Facts f = facts();
        return new Acknowledged(new Facts(f.id, f.site, f.token, f.channel, f.complainant, f.words, f.customer, f.order, f.delivery, f.nonconformity, f.receivedAt, f.acknowledgeBy, f.answerBy,
                at, login, f.answer, f.answeredAt, f.answeredBy, f.by, now, f.version + 1));
    }

    /** The next version: the complainant was told what comes of it, and with that, at the latest, that it arrived. */
    default Complaint answered(String answer, Instant at, String login, Instant now) {
        Facts f = facts();
        return new Answered(new Facts(f.id, f.site, f.token, f.channel, f.complainant, f.words, f.customer, f.order, f.delivery, f.nonconformity, f.receivedAt, f.acknowledgeBy, f.answerBy,
                f.acknowledgedAt == null ? at : f.acknowledgedAt, f.acknowledgedAt == null ? login : f.acknowledgedBy, answer, at, login, f.by, now, f.version + 1));
    }

    /** The next version, in the same state: it belongs to this case. */
    default Complaint within(Id nonconformity, Instant now) {
        Facts f = facts();
        return inState(state(), new Facts(f.id, f.site, f.token, f.channel, f.complainant, f.words, f.customer, f.order, f.delivery, nonconformity, f.receivedAt, f.acknowledgeBy, f.answerBy,
                f.acknowledgedAt, f.acknowledgedBy, f.answer, f.answeredAt, f.answeredBy, f.by, now, f.version + 1));
    }

    /** Whether the acknowledgement came late, or is late by now. */
    default boolean acknowledgedLate(Instant now) {
        return !(facts().acknowledgedAt() == null ? now : facts().acknowledgedAt()).isBefore(facts().acknowledgeBy());
    }

    /** Whether the answer came late, or is late by now. */
    default boolean answeredLate(Instant now) {
        return !(facts().answeredAt() == null ? now : facts().answeredAt()).isBefore(facts().answerBy());
    }

    /** Whether something that is late still has to be done. */
    default boolean overdue(Instant now) {
        return facts().answeredAt() == null && answeredLate(now) || facts().acknowledgedAt() == null && acknowledgedLate(now);
    }

    static Complaint inState(String state, Facts facts) {
        return switch (state) {
            case "Received" -> new Received(facts);
            case "Acknowledged" -> new Acknowledged(facts);
            case "Answered" -> new Answered(facts);
            default -> throw new IllegalArgumentException("no such state of a complaint: " + state);
        };
    }
}
