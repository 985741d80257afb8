package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;

import org.junit.Rule;
import org.junit.Test;

import io.plumbline.application.nonconformity.CaseQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.soap.v1.AnswerPage;
import io.plumbline.soap.v1.CustomerKey;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NonconformityPage;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;
import io.plumbline.soap.v1.Quality;

/** What an ERP may know, through a client over HTTP. */
public class QualityTest {
    @Rule
    public final SoapRoom room = new SoapRoom();

    private static CustomerKey customer(String id) {
        CustomerKey key = new CustomerKey();
        key.setConnector("erp");
        key.setCustomerId(id);
        return key;
    }

    private static OrderKey order(String id) {
        OrderKey key = new OrderKey();
        key.setConnector("erp");
        key.setOrderId(id);
        return key;
    }

    @Test
    public void nonconformitiesAreListedPageByPage() throws Exception {
        room.client(ErpEvents.class, "erp").reportDelivery(Shipments.delivery("1"));
        room.cases.add(SoapRoom.caseRow("NC-MAIN-2026-0007"));
        NonconformityPage page = room.client(Quality.class, "auditor").nonconformities(customer("58"), order("O-1"), Shipments.time("2026-11-20T10:00:00+01:00"), 10,
                "NC-MAIN-2026-0009");
        assertThat(page.getNext()).isEqualTo("NC-MAIN-2026-0007");
        assertThat(page.getNonconformity()).singleElement().satisfies(n -> {
            assertThat(n.getReportedAt().toXMLFormat()).isEqualTo("2026-11-20T09:00:00.123456Z");
            assertThat(n.getTitle()).isEqualTo("Satisfaction 1 of 5 \uFFFD");
            assertThat(n.getVersion()).isEqualTo(3);
        });
        Filter filter = (Filter) room.asked.get(0);
        assertThat(filter.customer()).isEqualTo(room.customers.keySet().iterator().next());
        assertThat(filter.order()).isEqualTo(room.orders.keySet().iterator().next());
        assertThat(filter.since()).isEqualTo(Instant.parse("2026-11-20T09:00:00Z"));
        assertThat(room.asked.subList(1, 3)).containsExactly("NC-MAIN-2026-0009", 10);
    }

    @Test
    public void answersAreListedPageByPage() throws Exception {
        Id id = new Id("3".repeat(26));
        room.answers.add(SoapRoom.answerRow(id));
        AnswerPage page = room.client(Quality.class, "quality-manager").answers(null, null, null, null, "4".repeat(26));
        assertThat(page.getNext()).isEqualTo(id.value());
        assertThat(page.getCount()).isEqualTo(1);
        assertThat(page.getAnswer()).singleElement().satisfies(a -> {
            assertThat(a.getComment()).isEqualTo("klemmt ]]> \uFFFD");
            assertThat(a.getRecommendation()).isNull();
        });
        assertThat(room.asked.get(4)).isEqualTo("4".repeat(26));
        assertThat(room.asked.get(5)).isEqualTo(50);
    }

    @Test
    public void whoeverAsksForWhatIsNotThereIsTold() {
        Quality quality = room.client(Quality.class, "erp");
        assertThat(catchThrowableOfType(() -> quality.answers(customer("none"), null, null, null, null), NotFound.class).getMessage()).contains("customer/customerId");
        assertThat(catchThrowableOfType(() -> quality.nonconformities(null, order("none"), null, null, null), NotFound.class).getMessage()).contains("order/orderId");
        assertThat(catchThrowableOfType(() -> quality.answers(null, null, null, null, "x"), InvalidRequest.class).getFaultInfo().getProblem()).extracting(p -> p.getField())
                .containsExactly("after");
        assertThat(catchThrowableOfType(() -> quality.nonconformities(null, null, null, null, "NC"), InvalidRequest.class)).isNotNull();
        InvalidRequest limit = catchThrowableOfType(() -> quality.answers(null, null, null, 201, null), InvalidRequest.class);
        assertThat(limit.getFaultInfo().getProblem()).singleElement().satisfies(p -> {
            assertThat(p.getField()).isEqualTo("limit");
            assertThat(p.getAccepted()).isEqualTo("a whole number from 1 to 200");
        });
        InvalidRequest since = catchThrowableOfType(() -> quality.answers(null, null, Shipments.time("2026-11-20T10:00:00"), null, null), InvalidRequest.class);
        assertThat(since.getMessage()).contains("since").contains("with its offset");
    }
}
