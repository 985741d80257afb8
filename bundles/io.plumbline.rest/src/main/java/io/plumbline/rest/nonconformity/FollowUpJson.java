package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.util.List;

import io.plumbline.application.action.AskAgain.AffectedCustomer;
import io.plumbline.application.action.AskAgain.Preview;
import io.plumbline.application.action.FollowUpQueries.Asked;
import io.plumbline.application.action.FollowUpQueries.Round;
import io.plumbline.domain.Id;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.NotAsked;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("A round in which those were asked once more whom a case affected")
public record FollowUpJson(
        String id,
        @Says("Of the case, from 1") int cycle,
        @Says("What was done, as the customers read it; may be empty") String message,
        @Says(value = "Login of who asked", example = "jana.petersen") String by,
        Instant at,
        @Says("To how many a mail left") long sent,
        long answered,
        @Says("How many answered 4 or 5 of 5") long satisfied,
        @Says("How many answered higher than at first") long better,
        List<AskedAgainJson> customers) {
    @Says("A customer who is asked once more")
    public record AskedAgainJson(
            @Says("Identity of the invitation") String invitation,
            @Says("Identity of the order") String order,
            @Maybe String orderNumber,
            @Says("Identity of the customer") @Maybe String customer,
            @Says("Null once erased") @Maybe String customerName,
            @Says("Of the invitation") @OneOf(Invitation.class) String state,
            @Says("Why they were not asked after all") @Maybe NotAsked why,
            @Maybe Instant sentAt,
            @Says(value = "Satisfaction as they first answered about the order, 1 to 5", example = "1") @Maybe Integer before,
            @Says(value = "As they answer now, 1 to 5", example = "4") @Maybe Integer after,
            @Says(value = "The case that the new answer filed", example = "NC-MAIN-2026-0002") @Maybe String caseNumber) {
        static AskedAgainJson of(Asked a) {
            return new AskedAgainJson(a.invitation().value(), a.order().value(), a.orderNumber(), value(a.customer()), a.customerName(), a.state(), a.why(), a.sentAt(), a.before(), a.after(),
                    a.caseNumber());
        }
    }

    @Says("The rounds of a case, oldest first")
    public record FollowUpsJson(List<FollowUpJson> rounds) {
    }

    @Says("What a round would do now")
    public record FollowUpPreviewJson(
            @Says("Why there can be none now; null when there can") @Maybe String refusal,
            @Says("Those who were affected; whoever has no reason against it would be asked") List<AffectedJson> customers,
            @Says("About how many of the orders somebody was asked once more already") int askedBefore,
            @Says("How many more there are for a further round") int left) {
        static FollowUpPreviewJson of(Preview p) {
            return new FollowUpPreviewJson(p.refusal() == null ? null : p.refusal().text(), p.customers().stream().map(AffectedJson::of).toList(), p.asked(), p.left());
        }
    }

    @Says("A customer who was affected")
    public record AffectedJson(
            @Says("Identity of the order") String order,
            @Maybe String orderNumber,
            @Says("Identity of the customer") @Maybe String customer,
            @Says("Null once erased") @Maybe String customerName,
            @Says(value = "Satisfaction as they answered about the order, 1 to 5", example = "1") @Maybe Integer before,
            @Says("Why they are not asked; null when they would be") @Maybe NotAsked why) {
        static AffectedJson of(AffectedCustomer a) {
            return new AffectedJson(a.order().value(), a.orderNumber(), value(a.customer()), a.customerName(), a.before(), a.why());
        }
    }

    static FollowUpJson of(Round r) {
        return new FollowUpJson(r.followUp().id().value(), r.followUp().cycle(), r.followUp().message(), r.followUp().by(), r.followUp().at(), r.sent(), r.answered(), r.satisfied(), r.better(),
                r.asked().stream().map(AskedAgainJson::of).toList());
    }

    private static String value(Id id) {
        return id == null ? null : id.value();
    }
}
