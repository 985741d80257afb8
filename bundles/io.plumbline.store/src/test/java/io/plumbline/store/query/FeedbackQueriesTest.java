package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.junit.Test;

import io.plumbline.application.Page;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.feedback.FeedbackQueries.FeedbackRow;
import io.plumbline.application.feedback.FeedbackQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.store.PortContract;

public class FeedbackQueriesTest extends PortContract {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final Site OTHER = new Site("OTHER");
    private final Random random = new Random(5);

    private Id id(long minute) {
        return Id.at(NOW.plusSeconds(60 * minute), random);
    }

    private FeedbackQueries queries() {
        return new SqlFeedbackQueries(store.sql());
    }

    private Feedback said(Site site, Feedback.Kind kind, Id origin, int n, Id delivery, Id customer) {
        Feedback.Facts facts = new Feedback.Facts(id(n), site, kind, origin, "line " + n, null, delivery, null, customer,
                new Discrepancy("1", null, "Hinge", null, new BigDecimal("2"), null, null, "C62", Map.of()), "words " + n, LocalDate.of(2026, 11, 20), false,
                NOW.plusSeconds(60L * n), NOW, 1);
        Feedback feedback = n % 2 == 0 ? new Feedback.New(facts) : new Feedback.Answered(facts);
        store.feedbacks().add(feedback);
        return feedback;
    }

    private static List<Feedback> in(Page<FeedbackRow> page) {
        return page.items().stream().map(FeedbackRow::feedback).toList();
    }

    @Test
    public void listsNewestFirstByEachFilterAndPagesByKey() {
        Id origin = id(0);
        Id delivery = id(1);
        Id customer = id(2);
        List<Feedback> all = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            all.add(0, said(Site.MAIN, n == 3 ? Feedback.Kind.CALL : Feedback.Kind.RECEIPT, origin, n, n < 3 ? delivery : null, n > 5 ? customer : null));
        }
        said(OTHER, Feedback.Kind.RECEIPT, origin, 8, delivery, customer);
        assertThat(in(queries().list(Filter.all(Site.MAIN), null, 50))).isEqualTo(all);
        assertThat(in(queries().list(new Filter(Site.MAIN, "New", null, null, null, null), null, 50))).isEqualTo(all.stream().filter(Feedback.New.class::isInstance).toList());
        assertThat(in(queries().list(new Filter(Site.MAIN, "Answered", Feedback.Kind.CALL, null, null, null), null, 50))).hasSize(1);
        assertThat(in(queries().list(new Filter(Site.MAIN, null, Feedback.Kind.CALL, null, null, null), null, 50))).hasSize(1);
        assertThat(in(queries().list(Filter.ofDelivery(Site.MAIN, delivery), null, 50))).isEqualTo(all.subList(5, 7));
        assertThat(in(queries().list(Filter.ofCustomer(Site.MAIN, customer), null, 50))).isEqualTo(all.subList(0, 2));
        assertThat(in(queries().list(new Filter(Site.MAIN, null, null, null, null, NOW.plusSeconds(300)), null, 50))).isEqualTo(all.subList(0, 3));
        List<Feedback> paged = new ArrayList<>();
        String after = null;
        do {
            Page<FeedbackRow> page = queries().list(Filter.all(Site.MAIN), after, 3);
            paged.addAll(in(page));
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(all);
        assertThat(queries().list(Filter.all(Site.MAIN), "no key", 3).items()).isEmpty();
    }

    @Test
    public void oneIsShownWithWhatItIsAbout() {
        Customer customer = new Customer(id(1), Site.MAIN, "main", "1", "58", "C58", "Nordlicht", null, NOW, NOW, 1);
        store.customers().add(customer);
        GoodsReceipt receipt = new GoodsReceipt(id(2), Site.MAIN, new DocumentKey("main", "1", "ReceiptAdvice", "RA-1"), "RA-1", List.of("LS-1"), List.of(), List.of(), null,
                null, true, "0".repeat(64), null, NOW, 1);
        store.goodsReceipts().add(receipt);
        Feedback feedback = said(Site.MAIN, Feedback.Kind.RECEIPT, receipt.id(), 4, id(3), customer.id());
        assertThat(queries().one(Site.MAIN, feedback.facts().id())).contains(new FeedbackRow(feedback, "RA-1", null, null, "C58", "Nordlicht"));
        assertThat(queries().one(OTHER, feedback.facts().id())).isEmpty();
        assertThat(queries().one(Site.MAIN, id(9))).isEmpty();
    }
}
