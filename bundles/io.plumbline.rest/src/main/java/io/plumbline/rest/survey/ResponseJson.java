package io.plumbline.rest.survey;

import java.time.Instant;

import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("What a customer answered")
public record ResponseJson(
        String id,
        @Says("Accepted counts, Later is a further answer, Suspect looks like a machine's") @OneOf(io.plumbline.domain.survey.Response.class) String state,
        @Says("Identity of the invitation") String invitation,
        @Says("Identity of the order") String order,
        @Maybe String orderNumber,
        @Says("Identity of the customer") @Maybe String customer,
        @Says("Null once erased") @Maybe String customerName,
        @Says(value = "1 to 5", example = "2") int satisfaction,
        @Says(value = "0 to 10; null where the customer left it out", example = "3") @Maybe Integer recommendation,
        @Says("In the customer's own words; null once erased") @Maybe String comment,
        @Says("Whether somebody may call") boolean mayCall,
        @Says(value = "Language of the page", example = "DE") @Maybe String language,
        Instant receivedAt,
        @Says("Why it looks like a machine's") @Maybe String suspectWhy,
        @Says(value = "Of the case that the answer made", example = "NC-MAIN-2026-0001") @Maybe String caseNumber,
        @Says(value = "The case that had the customer asked once more; null in the ordinary course", example = "NC-MAIN-2026-0002") @Maybe String followUpOf,
        long version) {
    public static ResponseJson of(ResponseRow r) {
        return new ResponseJson(r.id().value(), r.state(), r.invitation().value(), r.order().value(), r.orderNumber(),
                r.customer() == null ? null : r.customer().value(), r.customerName(), r.satisfaction(), r.recommendation(), r.comment(), r.mayCall(), r.language(),
                r.receivedAt(), r.suspectWhy(), r.caseNumber(), r.followUpOf(), r.version());
    }
}
