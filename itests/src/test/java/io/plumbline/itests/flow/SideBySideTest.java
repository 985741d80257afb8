package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery;

/**
 * Reports of different deliveries do not wait for one another. In small tables Derby would rather read every row than follow a key, and
 * then it meets rows that another transaction has not committed yet: two such readers end in a deadlock.
 */
public class SideBySideTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);

    @Test
    public void aReportDoesNotWaitForAnotherThatIsNotCommitted() {
        plumbline.report(shipment("D0", "A0"), NOW);
        plumbline.store.transactions().run(() -> {
            assertThat(plumbline.report(shipment("D1", "A1"), NOW)).isInstanceOf(RecordDelivery.Outcome.Accepted.class);
            assertThat(elsewhere(shipment("D2", "A2"))).isInstanceOf(RecordDelivery.Outcome.Accepted.class);
        });
        assertThat(plumbline.sql("select doc_id from delivery order by doc_id")).containsExactly("D0", "D1", "D2");
    }

    private RecordDelivery.Outcome elsewhere(io.plumbline.domain.delivery.DeliveredOrder report) {
        return CompletableFuture.supplyAsync(() -> plumbline.report(report, NOW)).orTimeout(20, TimeUnit.SECONDS).join();
    }

    private static io.plumbline.domain.delivery.DeliveredOrder shipment(String doc, String order) {
        return Shipment.of(doc, order, NOW.minus(Duration.ofDays(1))).report();
    }
}
