package io.plumbline.domain.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.Test;

import io.plumbline.domain.Reports;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;

public class ContentHashTest {
    private static final DeliveredOrder GOOD = Reports.good();

    private static DeliveredOrder with(SourceRef source, Map<String, String> attributes, List<DeliveredOrder.Line> lines) {
        return new DeliveredOrder(source, GOOD.kind(), GOOD.status(), GOOD.orders(), GOOD.customer(), GOOD.contacts(), GOOD.requested(), GOOD.promised(),
                GOOD.shipped(), GOOD.delivered(), GOOD.destination(), GOOD.origin(), GOOD.salesperson(), lines, GOOD.links(), attributes);
    }

    @Test
    public void touchingADocumentWithoutChangingItChangesNothing() {
        SourceRef s = GOOD.source();
        SourceRef later = new SourceRef(s.connector(), s.company(), s.docType(), s.docId(), s.docNo(), s.changedAt().plusSeconds(60));
        assertThat(ContentHash.of(with(later, Map.of("invoiced", "yes"), GOOD.lines()))).isEqualTo(ContentHash.of(GOOD)).hasSize(64);
    }

    @Test
    public void numbersCountByValue() {
        assertThat(ContentHash.of(with(GOOD.source(), Map.of(), List.of(Reports.line("10", "4.00"))))).isEqualTo(ContentHash.of(GOOD));
        assertThat(ContentHash.of(with(GOOD.source(), Map.of(), List.of(Reports.line("10", "4.01"))))).isNotEqualTo(ContentHash.of(GOOD));
        assertThat(ContentHash.of(with(GOOD.source(), Map.of(), List.of(Reports.line("10", "100"))))).isNotEqualTo(ContentHash.of(GOOD));
    }

    @Test
    public void textThatMovesFromOneFieldToTheNextIsAChange() {
        SourceRef s = GOOD.source();
        SourceRef ab = new SourceRef(s.connector(), "ab", "c", s.docId(), s.docNo(), s.changedAt());
        SourceRef a = new SourceRef(s.connector(), "a", "bc", s.docId(), s.docNo(), s.changedAt());
        assertThat(ContentHash.of(with(ab, Map.of(), GOOD.lines()))).isNotEqualTo(ContentHash.of(with(a, Map.of(), GOOD.lines())));
    }

    @Test
    public void aCarrierIsAChangeAndNoneLeavesTheHashAsItWasBeforeThereWereAny() {
        assertThat(ContentHash.of(GOOD)).isEqualTo("0ebb79f30f1bf5fce88464bfcb5c728acfde4ca4d3e92503d73423203f7180ff");
        assertThat(ContentHash.of(carried(" \t"))).isEqualTo(ContentHash.of(GOOD));
        String dhl = ContentHash.of(carried("DHL"));
        assertThat(ContentHash.of(carried(" DHL "))).isEqualTo(dhl).isNotEqualTo(ContentHash.of(GOOD)).isNotEqualTo(ContentHash.of(carried("Schenker")));
    }

    private static DeliveredOrder carried(String carrier) {
        return Reports.broughtBy(GOOD, carrier);
    }

    @Test
    public void peopleCount() {
        assertThat(ContentHash.of(GOOD.withoutPeople())).isNotEqualTo(ContentHash.of(GOOD));
    }
}
