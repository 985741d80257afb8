package io.plumbline.application;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Entry.Personal;

public class FlowLogTest {
    private static final Id OBJECT = new Id("01K9ZZZZZZZZZZZZZZZZZZZZZ1");
    private static final String ORDER = "01K9ZZZZZZZZZZZZZZZZZZZZZ2";

    @Test
    public void aDeliveryIsToldWithItsDocumentAndItsOrders() {
        FlowLog line = FlowLog.of(entry("delivery.recorded", "delivery", Map.of("document", "tryton|MAIN|shipment|42", "orders", ORDER))).orElseThrow();
        assertThat(line.message()).isEqualTo("delivery.recorded delivery " + OBJECT + " document tryton|MAIN|shipment|42");
        assertThat(line.orders()).contains(ORDER);
    }

    @Test
    public void aCaseIsToldWithItsNumberAndItsOrder() {
        FlowLog line = FlowLog.of(entry("nonconformity.reported", "nonconformity", Map.of("number", "NC-MAIN-2026-0001", "order", ORDER, "title", "Order 7")))
                .orElseThrow();
        assertThat(line.message()).isEqualTo("nonconformity.reported nonconformity " + OBJECT + " number NC-MAIN-2026-0001");
        assertThat(line.orders()).contains(ORDER);
    }

    @Test
    public void neitherReasonsNorPersonalDataAreTold() {
        Entry entry = new Entry(Site.MAIN, Instant.EPOCH, Actor.system("test"), "response.accepted", "response", OBJECT, 1, "said by jane@example.org",
                Map.of("satisfaction", "1"), Map.of("comment", new Personal(OBJECT, "Jane Doe was cross")));
        assertThat(FlowLog.of(entry).orElseThrow().message()).isEqualTo("response.accepted response " + OBJECT);
    }

    @Test
    public void oneEventIsOneLine() {
        assertThat(FlowLog.of(entry("invitation.answered", "invitation", Map.of("order", ORDER)))).as("told by the response").isEmpty();
        assertThat(FlowLog.of(entry("mail.sent", "mail", Map.of("purpose", "INVITATION")))).as("told by the invitation").isEmpty();
        assertThat(FlowLog.of(entry("mail.written", "mail", Map.of("purpose", "CASE_NOTICE")))).as("told when it is sent").isEmpty();
        assertThat(FlowLog.of(entry("order.recorded", "customer_order", Map.of()))).as("told by its delivery").isEmpty();
        assertThat(FlowLog.of(entry("contact.recorded", "contact", Map.of()))).as("a person is no event").isEmpty();
        assertThat(FlowLog.of(entry("mail.sent", "mail", Map.of("purpose", "CASE_NOTICE")))).isPresent();
    }

    private static Entry entry(String action, String type, Map<String, String> facts) {
        return new Entry(Site.MAIN, Instant.EPOCH, Actor.system("test"), action, type, OBJECT, 1, "", facts, Map.of());
    }
}
