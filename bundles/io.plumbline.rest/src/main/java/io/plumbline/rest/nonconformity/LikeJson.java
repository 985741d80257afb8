package io.plumbline.rest.nonconformity;

import java.util.List;

import io.plumbline.application.nonconformity.OtherReceivers.Receiver;
import io.plumbline.application.nonconformity.SimilarCases.Similar;
import io.plumbline.domain.nonconformity.Likeness;
import io.plumbline.rest.delivery.DeliveryJson;
import io.plumbline.rest.openapi.Says;

/** Cases that are alike, and who else received what a case is about. */
final class LikeJson {
    private LikeJson() {
    }

    @Says("Cases that have something in common with one, most alike first")
    public record SimilarCasesJson(@Says(value = "The number of the one", example = "NC-MAIN-2026-0001") String number, @Says("At most 20") List<SimilarCaseJson> items) {
    }

    @Says("A case, and why it is proposed")
    public record SimilarCaseJson(CaseJson nonconformity, @Says("At least one, most telling first") List<ReasonJson> reasons) {
        static SimilarCaseJson of(Similar s) {
            return new SimilarCaseJson(CaseJson.of(s.row()), s.reasons().stream().map(r -> new ReasonJson(r.kind(), r.values())).toList());
        }
    }

    @Says("Something that both have")
    public record ReasonJson(Likeness.Kind kind, @Says("The lots, categories, product numbers or words; empty for the customer") List<String> values) {
    }

    @Says("A delivery that had what a case is about")
    public record ReceiverJson(DeliveryJson delivery, @Says("Which of the products") List<String> products, @Says("Which of the lots; where the case names none, all that it had of these products") List<String> lots) {
        static ReceiverJson of(Receiver r) {
            return new ReceiverJson(DeliveryJson.of(r.delivery()), r.products(), r.lots());
        }
    }
}
