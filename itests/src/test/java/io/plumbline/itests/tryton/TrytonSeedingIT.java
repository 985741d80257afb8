package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.itests.flow.Workshop;

/** A real Tryton that delivers in bulk while Plumbline reads it. */
public class TrytonSeedingIT {
    @ClassRule
    public static final TrytonKit TRYTON = TrytonKit.onSqlite();

    @Test(timeout = 1_200_000)
    public void twoThousandOrdersSeededWhilePollingStandInTheLedgerOnceEach() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        DeliverySource source = TRYTON.source("main", Map.of("lag", "1s", "overlap", "15s", "page", "500"));
        TrytonKit.Run seeding = TRYTON.seed(2000, "--prefix", "FLOW", "--batch", "100");
        while (seeding.running()) {
            pull(plumbline, source);
        }
        seeding.done();
        Instant end = Instant.now().plusSeconds(1);
        while (plumbline.store.transactions().required(() -> plumbline.store.streams().all()).get(0).cursor().to().isBefore(end)) {
            pull(plumbline, source);
        }
        assertThat(plumbline.sql("select o.customer_reference from ledger l join delivery_order x on x.delivery_id = l.delivery_id"
                + " join customer_order o on o.id = x.order_id where o.customer_reference like 'FLOW-%'")).hasSize(2000).doesNotHaveDuplicates();
        assertThat(plumbline.sql("select d.id from delivery d where not exists (select 1 from ledger l where l.delivery_id = d.id)")).isEmpty();
        List<String> asked = plumbline.sql("select o.customer_reference from ledger l join customer_order o on o.id = l.order_id where l.line = 'ASKED'"
                + " and o.customer_reference like 'FLOW-%'");
        // one in eight belongs to the customer without an address
        assertThat(asked).hasSize(1750);
        assertThat(plumbline.post.sent.stream().map(Envelope::messageId).distinct()).hasSameSizeAs(plumbline.post.sent);
    }

    private static void pull(Workshop plumbline, DeliverySource source) {
        Instant now = Instant.now();
        PullDeliveries.Pulled pulled = plumbline.pull.run(source, now);
        assertThat(pulled.fault()).isNull();
        assertThat(pulled.setAside()).isZero();
        plumbline.work(now);
    }
}
