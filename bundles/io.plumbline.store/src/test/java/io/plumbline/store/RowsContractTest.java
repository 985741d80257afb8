package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.LedgerLine;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;
import io.plumbline.domain.webhook.WebhookHealth;
import io.plumbline.domain.webhook.WebhookMessage;
import io.plumbline.domain.webhook.WebhookMessage.Attempt;

/** What the ports keep as one row is one row, whoever writes it: the tables without an identity of their own have natural keys. */
public class RowsContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;

    private void assertOnce(String table) {
        assertThat(store.sql().number("select count(*) from " + table)).as(table).isPositive();
        assertUnique(() -> store.sql().change("insert into " + table + " select * from " + table), table + "_pk");
    }

    @Test
    public void aDeliveryStandsOnceInItsLedgerAndHasEachOfItsLinesAndOrdersOnce() {
        Delivery delivery = new Delivery.Delivered(Samples.delivery(Samples.id(), Samples.report("d1", Status.DELIVERED, LocalDate.of(2026, 3, 29)), List.of(Samples.id()), 1));
        store.deliveries().add(delivery);
        store.ledger().add(delivery, "delivery", new LedgerLine(LedgerLine.Line.WAITING, null, null, null), NOW);
        List.of("ledger", "delivery_line").forEach(this::assertOnce);
        // another order, because the same one is refused by delivery_order_once as well
        assertUnique(() -> store.sql().change("insert into delivery_order (delivery_id, line_no, site, order_id) select delivery_id, line_no, site, ? from delivery_order",
                Samples.id()), "delivery_order_pk");
    }

    @Test
    public void returnsAndReceiptsNameWhatTheyNameOnce() {
        store.goodsReturns().add(Samples.goodsReturn("r1", "d1", "o9", true, 1));
        store.goodsReceipts().add(new GoodsReceipt(Samples.id(), Site.MAIN, new DocumentKey("demo", "1", "ReceiptAdvice", "ra1"), null, List.of("LS-1"), List.of(), List.of(),
                null, null, true, "0".repeat(64), NOW, NOW, 1));
        List.of("goods_return_original", "goods_receipt_name").forEach(this::assertOnce);
    }

    @Test
    public void aStepAStreamAnObjectionAndASessionAreThereOnce() {
        store.workQueue().put(new Flow.Due(new Command.SendInvitation(Samples.id()), NOW));
        assertThat(store.streams().take("erp", "tryton", Duration.ofMinutes(10), NOW)).isPresent();
        store.optOuts().add("zoe@example.org", Samples.id(), NOW);
        store.sessions().add(new Session(HexFormat.of().formatHex(Samples.tokenHash(Samples.id())), Samples.id(), "csrf", NOW, NOW, NOW.plusSeconds(100)));
        List.of("step", "stream", "opt_out", "login_session").forEach(this::assertOnce);
    }

    @Test
    public void aSaltAndWhatIsKnownOfAnEndpointAreThereOnce() {
        Id id = Samples.id();
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.connector("demo"), "contact.recorded", "something", id, 1, "", Map.of(),
                Map.of("name", new Entry.Personal(id, "Zoë Groß"))));
        store.webhooks().save(WebhookHealth.unknown(id).failed("no answer", true, null, NOW));
        Webhook.Facts endpoint = new Webhook.Facts(id, Site.MAIN, "one", URI.create("https://hooks.example.org/"), Set.of(EventType.RESPONSE_RECORDED), 1, null, NOW, NOW, 1);
        WebhookMessage message = WebhookMessage.written(Samples.id(), endpoint, EventType.RESPONSE_RECORDED, Samples.id(), "{}", NOW);
        store.webhookMessages().add(message);
        store.webhookMessages().add(new Attempt(message.id(), 1, NOW, null, Duration.ofMillis(20), "no answer"));
        List.of("journal_salt", "webhook_health", "webhook_attempt").forEach(this::assertOnce);
    }
}
