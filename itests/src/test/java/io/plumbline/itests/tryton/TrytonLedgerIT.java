package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.itests.flow.Workshop;

/** A real Tryton through all of Plumbline's use cases: on which line of the ledger each order of its demo data ends, and who is asked. */
public class TrytonLedgerIT {
    private static final Map<String, String> AT_ONCE = Map.of("lag", "0s", "overlap", "10m");
    private static final List<String> NOT_DELIVERED = List.of("0126", "0127", "0132", "0133", "0134", "0135", "0136");
    private static final Map<String, List<String>> NOT_ASKED = Map.of("0107", List.of("NOT_ASKED NO_ADDRESS"), "0130", List.of("NOT_ASKED NO_ADDRESS"),
            "0114", List.of("ASKED -", "PART_OF_ORDER -"), "0123", List.of("WAITING -"), "0124", List.of("WAITING -"), "0125", List.of("WAITING -"),
            "0128", List.of("NOT_ASKED RETURNED"));

    @ClassRule
    public static final TrytonKit TRYTON = TrytonKit.onSqlite();

    @Test(timeout = 1_200_000)
    public void theFirstPullPutsEachOrderOnItsLine() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        pull(plumbline, TRYTON.source("main", AT_ONCE));

        assertThat(lines(plumbline, "PO-")).containsExactlyElementsOf(expected(NOT_ASKED));
        // the later delivery carries the invitation
        assertThat(plumbline.sql("select d.doc_no from ledger l join delivery d on d.id = l.delivery_id where l.line = 'PART_OF_ORDER'")).containsExactly("14");
        assertThat(orders(plumbline, "d.happened_on > d.promised_on")).containsExactly("PO-2026-0106", "PO-2026-0108", "PO-2026-0111", "PO-2026-0113",
                "PO-2026-0114");

        List<String> asked = IntStream.rangeClosed(101, 136).mapToObj(n -> "0" + n).filter(n -> !NOT_DELIVERED.contains(n))
                .filter(n -> n.equals("0114") || !NOT_ASKED.containsKey(n)).toList();
        assertThat(plumbline.post.sent).hasSize(asked.size());
        assertThat(to(plumbline, "0101", "0106", "0131", "0114")).containsOnly("einkauf@mueller-praezision.example");
        assertThat(to(plumbline, "0119")).containsOnly("qs@mueller-praezision.example");
        assertThat(to(plumbline, "0109", "0115", "0122")).containsOnly("quality@orion-packaging.example");
        assertThat(to(plumbline, "0120")).containsOnly("indkob@hansen-soen.example");
        assertThat(mail(plumbline, "0101").language()).isEqualTo("de");
        // the customer has no language: the site's default
        assertThat(mail(plumbline, "0108").language()).isEqualTo("en");
        assertThat(plumbline.sql("select id from quarantine")).isEmpty();
    }

    @Test(timeout = 1_200_000)
    public void aReturnSeenAfterTheCustomerWasAskedWithdrawsTheInvitation() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        DeliverySource all = TRYTON.source("main", AT_ONCE);
        pull(plumbline, new WithoutReturns(all));
        assertThat(lines(plumbline, "PO-2026-0128")).containsExactly("PO-2026-0128 ASKED -");
        Pulled pulled = new Pulled(all).drain();
        for (DeliveredOrder report : pulled.reports()) {
            plumbline.report(report, Instant.now());
        }
        plumbline.work(Instant.now());
        assertThat(lines(plumbline, "PO-2026-0128")).containsExactly("PO-2026-0128 WITHDRAWN RETURNED");
    }

    @Test(timeout = 1_200_000)
    public void readingAgainChangesNothing() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        pull(plumbline, TRYTON.source("main", AT_ONCE));
        List<String> lines = lines(plumbline, "");
        List<String> versions = plumbline.sql("select version from delivery order by id");
        int mails = plumbline.post.sent.size();
        assertThat(plumbline.store.transactions().required(() -> plumbline.store.streams().reset("main"))).isTrue();
        pull(plumbline, TRYTON.source("main", AT_ONCE));
        assertThat(lines(plumbline, "")).isEqualTo(lines);
        assertThat(plumbline.sql("select version from delivery order by id")).isEqualTo(versions);
        assertThat(plumbline.post.sent).hasSize(mails);
    }

    @Test(timeout = 1_200_000)
    public void theStreamSaysWhatIsWrongAndGoesOnWhenTheErpIsBack() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        DeliverySource source = TRYTON.source("main", AT_ONCE);
        TRYTON.stop();
        Instant now = Instant.now();
        assertThat(plumbline.pull.run(source, now).fault()).contains("is the ERP running");
        assertThat(plumbline.store.transactions().required(() -> plumbline.store.streams().all()).get(0).lastError()).contains("is the ERP running");
        TRYTON.start();
        PullDeliveries.Pulled again = plumbline.pull.run(source, now.plus(Duration.ofMinutes(10)));
        assertThat(again.fault()).isNull();
        assertThat(again.items()).isGreaterThanOrEqualTo(31);
        assertThat(plumbline.store.transactions().required(() -> plumbline.store.streams().all()).get(0).lastError()).isNull();
    }

    private static void pull(Workshop plumbline, DeliverySource source) {
        Instant now = Instant.now();
        PullDeliveries.Pulled pulled = plumbline.pull.run(source, now);
        assertThat(pulled.fault()).isNull();
        assertThat(pulled.setAside()).isZero();
        plumbline.work(now);
    }

    /** Each delivery of the orders whose number begins with {@code prefix}: the customer's order number, the line, the reason. */
    private static List<String> lines(Workshop plumbline, String prefix) {
        return plumbline.sql("select o.customer_reference || ' ' || l.line || ' ' || coalesce(l.why, '-') from ledger l join delivery_order x"
                + " on x.delivery_id = l.delivery_id join customer_order o on o.id = x.order_id where o.customer_reference like '" + prefix + "%' order by 1");
    }

    private static List<String> orders(Workshop plumbline, String condition) {
        return plumbline.sql("select distinct o.customer_reference from delivery d join delivery_order x on x.delivery_id = d.id"
                + " join customer_order o on o.id = x.order_id where o.customer_reference like 'PO-%' and " + condition + " order by 1");
    }

    private static List<String> expected(Map<String, List<String>> others) {
        List<String> lines = new ArrayList<>();
        IntStream.rangeClosed(101, 136).mapToObj(n -> "0" + n).filter(n -> !NOT_DELIVERED.contains(n))
                .forEach(n -> others.getOrDefault(n, List.of("ASKED -")).forEach(line -> lines.add("PO-2026-" + n + " " + line)));
        return lines;
    }

    private static List<String> to(Workshop plumbline, String... orders) {
        return List.of(orders).stream().map(order -> mail(plumbline, order).to()).toList();
    }

    /** The one mail about an order. */
    private static Envelope mail(Workshop plumbline, String order) {
        String number = plumbline.sql("select order_no from customer_order where customer_reference = 'PO-2026-" + order + "'").get(0);
        List<Envelope> mails = plumbline.post.sent.stream().filter(m -> m.text().startsWith("Order " + number + ":")).toList();
        assertThat(mails).as("mails about %s", order).hasSize(1);
        return mails.get(0);
    }

    /** A source that has not seen returns yet. */
    private record WithoutReturns(DeliverySource source) implements DeliverySource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public String type() {
            return source.type();
        }

        @Override
        public Duration every() {
            return source.every();
        }

        @Override
        public Page pull(Cursor cursor, Instant now) throws SourceFault {
            Page page = source.pull(cursor, now);
            return new Page(page.items().stream().filter(i -> !(i instanceof Good good && good.report().kind() == DeliveredOrder.Kind.RETURN)).toList(),
                    page.next(), page.erpNow(), page.more());
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
            return source.fetch(identity, now);
        }
    }
}
