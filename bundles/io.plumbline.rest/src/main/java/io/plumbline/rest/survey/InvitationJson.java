package io.plumbline.rest.survey;

import java.time.Instant;

import io.plumbline.application.survey.SurveyQueries.InvitationRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("Who is asked about an order, was asked, or is not")
public record InvitationJson(
        String id,
        @Says(value = "The survey programme; followup where the customer is asked once more", example = "delivery") String programme,
        @OneOf(Invitation.class) String state,
        @Says("Identity of the order") String order,
        @Maybe String orderNumber,
        @Says("Identity of the delivery that carries the invitation") @Maybe String delivery,
        @Says("Identity of the customer") @Maybe String customer,
        @Says("Null once erased") @Maybe String customerName,
        @Says(value = "Language of the mail", example = "DE") @Maybe String language,
        @Says("When it is, or was, to be sent") @Maybe Instant dueAt,
        @Maybe Instant sentAt,
        @Maybe Instant expiresAt,
        @Maybe Instant answeredAt,
        @Says("The reason where the state is Suppressed or Withdrawn") @Maybe NotAsked why,
        @Says(value = "The case that has the customer asked once more; null in the ordinary course", example = "NC-MAIN-2026-0002") @Maybe String followUpOf,
        Instant createdAt,
        long version) {
    public static InvitationJson of(InvitationRow r) {
        return new InvitationJson(r.id().value(), r.programme(), r.state(), r.order().value(), r.orderNumber(), value(r.delivery()), value(r.customer()),
                r.customerName(), r.language(), r.dueAt(), r.sentAt(), r.expiresAt(), r.answeredAt(), r.why(), r.followUpOf(), r.createdAt(), r.version());
    }

    private static String value(Id id) {
        return id == null ? null : id.value();
    }
}
