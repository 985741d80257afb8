package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;

import org.junit.Test;

/** What the database is asked for a delivery that is new: each statement is a round trip, and every report pays for it. */
public class DeliveryCostTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    public void aNewDeliveryOfAKnownCustomerTakesSixteenStatements() {
        CountedStatements database = new CountedStatements("delivery-cost");
        Workshop plumbline = new Workshop(Workshop.ASK_ALL, database.source());
        plumbline.report(Shipment.of("1", "A", NOW.minusSeconds(3600)).report(), NOW);
        assertThat(database.during(() -> plumbline.report(Shipment.of("2", "B", NOW.minusSeconds(60)).report(), NOW))).hasSize(16);
    }
}
