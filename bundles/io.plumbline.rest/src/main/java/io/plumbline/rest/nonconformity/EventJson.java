package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.domain.mail.Mail;
import io.plumbline.rest.delivery.DeliveryJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Says;
import io.plumbline.rest.survey.ResponseJson;

@Says("One event of a case's trail")
public record EventJson(
        Instant at,
        @Says("What happened; the member of that name shows it") Kind kind,
        @Maybe DeliveryJson delivery,
        @Maybe SentMailJson mail,
        @Maybe ResponseJson answer,
        @Maybe EntryJson entry) {

    /** What a trail is made of. */
    public enum Kind { DELIVERY, MAIL, ANSWER, ENTRY }

    @Says("A mail as it was sent, the secret of its links blanked out")
    public record SentMailJson(String id, Mail.Purpose purpose, Mail.State state, @Says("Identity of the contact or user") String recipient,
            @Says("The subject line; null once erased") @Maybe String title, @Says("The text part; null once erased") @Maybe String text,
            @Says("Null while it waits") @Maybe Instant sentAt) {
        static SentMailJson of(Mail m) {
            return new SentMailJson(m.id().value(), m.purpose(), m.state(), m.recipient().value(), m.title(), m.text(), m.sentAt());
        }
    }

    @Says("What the journal says; personal data stands there only as a commitment")
    public record EntryJson(@Says("Null until it is chained") @Maybe Long number, @Says(value = "Who did it", example = "system:nonconformities.file") String actor,
            @Says(value = "What happened", example = "nonconformity.reported") String action, @Says(value = "To what kind of row", example = "nonconformity") String objectType,
            @Says("Identity of the row") String object, @Says("The row's version after it") long version, String reason,
            @Says("What the row holds since") Map<String, String> facts) {
        static EntryJson of(JournalRow r) {
            return new EntryJson(r.number(), r.actor(), r.action(), r.objectType(), r.object().value(), r.version(), r.reason(), r.facts());
        }
    }

    /** Deliveries, mails, answers and what the journal says, as they came. */
    static List<EventJson> trail(CaseView view) {
        List<EventJson> trail = new ArrayList<>();
        view.deliveries().forEach(d -> trail.add(new EventJson(d.firstSeenAt(), Kind.DELIVERY, DeliveryJson.of(d), null, null, null)));
        if (view.invitation() != null) {
            view.invitation().mails().forEach(m -> trail.add(new EventJson(m.sentAt() == null ? m.createdAt() : m.sentAt(), Kind.MAIL, null, SentMailJson.of(m), null,
                    null)));
            view.invitation().responses().forEach(r -> trail.add(new EventJson(r.receivedAt(), Kind.ANSWER, null, null, ResponseJson.of(r), null)));
        }
        view.journal().forEach(j -> trail.add(new EventJson(j.recordedAt(), Kind.ENTRY, null, null, null, EntryJson.of(j))));
        trail.sort(Comparator.comparing(EventJson::at));
        return trail;
    }
}
