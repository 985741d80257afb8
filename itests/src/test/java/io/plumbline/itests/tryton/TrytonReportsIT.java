package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.ClassRule;
import org.junit.Test;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.LinkType;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.DeliveryRules;

/** The connector and the pull engine against a real Tryton: what each order of its demo data comes to. */
public class TrytonReportsIT {
    private static final Map<String, String> AT_ONCE = Map.of("lag", "0s", "overlap", "10m", "every", "1s");
    private static final String NOT_DELIVERED = "0126 0127 0132 0133 0134 0135 0136";

    @ClassRule
    public static final TrytonKit TRYTON = TrytonKit.onSqlite();

    @Test(timeout = 1_200_000)
    public void eachOrderOfTheDemoDataIsReportedAsItStands() throws Exception {
        Pulled pulled = new Pulled(TRYTON.source("table", AT_ONCE)).drain();
        Map<String, List<DeliveredOrder>> byOrder = new TreeMap<>();
        for (DeliveredOrder report : pulled.reports()) {
            assertThat(DeliveryRules.check(report, Instant.now())).isEmpty();
            report.orders().forEach(o -> byOrder.computeIfAbsent(o.customerReference().substring(8), no -> new ArrayList<>()).add(report));
        }
        assertThat(pulled.rejected()).isEmpty();

        Set<String> delivered = IntStream.rangeClosed(101, 136).mapToObj(n -> "0" + n).filter(n -> !NOT_DELIVERED.contains(n)).collect(Collectors.toSet());
        assertThat(byOrder.keySet()).isEqualTo(delivered);
        byOrder.forEach((order, reports) -> assertThat(reports).as(order).hasSize(order.equals("0114") ? 2 : 1)
                .allSatisfy(r -> assertThat(r.status()).isEqualTo(Status.DELIVERED)));
        Map<DeliveredOrder.Kind, Long> kinds = pulled.reports().stream().collect(Collectors.groupingBy(DeliveredOrder::kind, Collectors.counting()));
        assertThat(kinds).isEqualTo(Map.of(DeliveredOrder.Kind.DELIVERY, 29L, DeliveredOrder.Kind.SERVICE, 1L, DeliveredOrder.Kind.RETURN, 1L));
        assertThat(byOrder.get("0130").get(0).kind()).isEqualTo(DeliveredOrder.Kind.SERVICE);

        // whole, all but those of which a part is still to come
        assertThat(where(byOrder, r -> r.orders().get(0).state() == OrderState.OPEN)).containsExactly("0123", "0124", "0125");
        assertThat(where(byOrder, r -> r.orders().get(0).state() == OrderState.CANCELLED)).isEmpty();

        assertThat(where(byOrder, TrytonReportsIT::late)).containsExactly("0106", "0108", "0111", "0113", "0114");
        List<DeliveredOrder> split = byOrder.get("0114").stream().sorted(Comparator.comparing(r -> r.delivered().date())).toList();
        assertThat(late(split.get(0))).isFalse();
        assertThat(late(split.get(1))).isTrue();

        // whom to ask, and in which language
        assertThat(where(byOrder, r -> r.contacts().isEmpty())).containsExactly("0107", "0130");
        assertThat(addresses(byOrder, "0109", "0115", "0122")).containsOnly("quality@orion-packaging.example");
        assertThat(addresses(byOrder, "0101", "0106", "0131", "0114")).containsOnly("einkauf@mueller-praezision.example");
        assertThat(addresses(byOrder, "0119")).containsOnly("qs@mueller-praezision.example");
        assertThat(addresses(byOrder, "0120")).containsOnly("indkob@hansen-soen.example");
        assertThat(byOrder.get("0120").get(0).customer().no()).isEqualTo("C004");
        assertThat(byOrder.get("0120").get(0).destination().city()).isEqualTo("Linz");
        assertThat(where(byOrder, r -> !r.contacts().isEmpty() && r.contacts().get(0).language() == null)).containsExactly("0108", "0116");
        assertThat(byOrder.get("0101").get(0).contacts().get(0).language()).isEqualTo("de");
        assertThat(byOrder.get("0102").get(0).contacts().get(0).language()).isEqualTo("fr");

        // what came back
        DeliveredOrder goodsBack = pulled.reports().stream().filter(r -> r.kind() == DeliveredOrder.Kind.RETURN).findFirst().orElseThrow();
        assertThat(goodsBack.status()).isEqualTo(Status.DELIVERED);
        assertThat(goodsBack.links()).singleElement().satisfies(link -> {
            assertThat(link.type()).isEqualTo(LinkType.RETURN_OF);
            assertThat(link.orderId()).isEqualTo(byOrder.get("0128").get(0).orders().get(0).id());
        });
    }

    @Test(timeout = 1_200_000)
    public void whatAnOperatorDidWrongIsSaidAndTheStreamGoesOnOnceItIsRight() throws Exception {
        assertFault(Map.of("password", "wrong"), Kind.LOGIN, "check user and password");
        assertFault(Map.of("database", "nosuchdb"), Kind.SETUP, "cannot open the database nosuchdb");
        assertFault(Map.of("user", TrytonKit.READER_WITHOUT_COMPANY), Kind.SETUP, "no company for user qms_nocompany");
        assertFault(Map.of("url", TRYTON.url() + "/somewhere/else"), Kind.SETUP, "check url");

        Pulled pulled = new Pulled(TRYTON.source("outage", AT_ONCE)).drain();
        int documents = pulled.reports().size();
        TRYTON.stop();
        SourceFault down = catchThrowableOfType(SourceFault.class, pulled::drain);
        assertThat(down.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(down).hasMessageContaining("is the ERP running");
        TRYTON.start();
        assertThat(pulled.drain().reports()).hasSize(documents);
    }

    private static void assertFault(Map<String, String> options, Kind kind, String words) {
        SourceFault fault = catchThrowableOfType(SourceFault.class, () -> TRYTON.source("wrong", options).pull(null, Instant.now()));
        assertThat(fault).isNotNull();
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault).hasMessageContaining(words);
    }

    private static boolean late(DeliveredOrder report) {
        return report.promised() != null && report.delivered().date().isAfter(report.promised().date());
    }

    private static Set<String> addresses(Map<String, List<DeliveredOrder>> byOrder, String... orders) {
        return List.of(orders).stream().flatMap(o -> byOrder.get(o).stream()).map(r -> r.contacts().get(0).email()).collect(Collectors.toSet());
    }

    private static List<String> where(Map<String, List<DeliveredOrder>> byOrder, java.util.function.Predicate<DeliveredOrder> what) {
        return byOrder.entrySet().stream().filter(e -> e.getValue().stream().anyMatch(what)).map(Map.Entry::getKey).toList();
    }
}
