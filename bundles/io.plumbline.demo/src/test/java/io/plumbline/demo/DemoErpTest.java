package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.DeliverySource.Good;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Kind;
import io.plumbline.domain.delivery.DeliveredOrder.OrderState;
import io.plumbline.domain.delivery.DeliveredOrder.Status;
import io.plumbline.domain.delivery.DeliveryRules;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.erp.PullEngine;
import io.plumbline.erp.PullSettings;
import io.plumbline.erp.Secret;

public class DemoErpTest {
    private static final Instant START = Instant.parse("2026-05-20T00:00:00Z");
    private static final Instant END = START.plus(Duration.ofDays(182));

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final AtomicReference<Instant> clock = new AtomicReference<>(END);
    private Path file;
    private ErpStore store;
    private ErpServer server;

    @Before
    public void begin() throws IOException {
        file = folder.getRoot().toPath().resolve("erp.jsonl");
        store = new ErpStore(file);
        server = new ErpServer(0, store, "the-key", clock::get);
    }

    @After
    public void end() {
        server.close();
    }

    private DeliverySource source(String key) {
        return new PullEngine(new DemoConnector(URI.create("http://127.0.0.1:" + server.port()), Secret.of(key)),
                new PullSettings("demo", Duration.ofSeconds(5), Duration.ofSeconds(2), Duration.ofMinutes(5), 100, null));
    }

    private List<DeliveredOrder> pullAll(DeliverySource source, AtomicReference<Cursor> cursor) throws SourceFault {
        List<DeliveredOrder> found = new ArrayList<>();
        DeliverySource.Page page;
        do {
            page = source.pull(cursor.get(), clock.get());
            cursor.set(page.next());
            page.items().forEach(item -> found.add(((Good) item).report()));
        } while (page.more());
        return found;
    }

    private void tellHistory() {
        Trade.history(START, END).forEach(p -> p.deed().run(store, p.at(), Duration.ZERO));
    }

    @Test
    public void halfAYearHoldsEverythingThatHappensInAWarehouseAndAllOfItIsSound() throws SourceFault {
        tellHistory();
        List<DeliveredOrder> all = pullAll(source("the-key"), new AtomicReference<>());
        assertThat(all).hasSizeBetween(300, 700);
        for (DeliveredOrder report : all) {
            assertThat(DeliveryRules.check(report, END)).as(report.source().toString()).isEmpty();
        }
        assertThat(all).anyMatch(r -> r.kind() == Kind.RETURN).anyMatch(r -> r.status() == Status.CANCELLED)
                .anyMatch(r -> r.kind() == Kind.DELIVERY && r.orders().get(0).state() == OrderState.OPEN)
                .anyMatch(r -> r.kind() == Kind.DELIVERY && r.delivered().date().isAfter(r.promised().date()))
                .anyMatch(r -> r.kind() == Kind.DELIVERY && r.contacts().get(0).email() == null)
                .anyMatch(r -> r.kind() == Kind.DELIVERY && r.contacts().get(0).optedOut());
        Set<String> languages = new HashSet<>();
        all.stream().filter(r -> r.kind() == Kind.DELIVERY).forEach(r -> languages.add(r.contacts().get(0).language()));
        assertThat(languages).containsExactlyInAnyOrder("de", "en");
        assertThat(all.stream().map(r -> r.source().key()).distinct()).hasSameSizeAs(all);
    }

    @Test
    public void theHistoryIsTheSameOnEveryMachine() {
        tellHistory();
        ErpStore other = new ErpStore(folder.getRoot().toPath().resolve("other.jsonl"));
        Trade.history(START, END).forEach(p -> p.deed().run(other, p.at(), Duration.ZERO));
        assertThat(other.seen(null, END, 0, 1000, END)).isEqualTo(store.seen(null, END, 0, 1000, END)).isNotEmpty();
    }

    @Test
    public void theStoreSurvivesARestart() {
        tellHistory();
        assertThat(new ErpStore(file).seen(null, END, 0, 1000, END)).isEqualTo(store.seen(null, END, 0, 1000, END)).isNotEmpty();
        assertThat(new ErpStore(file).next()).isEqualTo(store.next());
    }

    @Test
    public void aDeliveryThatCommitsLateIsSeenByTheOverlapAndOnlyByIt() throws SourceFault {
        Trade.Planned first = Trade.history(START, END).get(0);
        first.deed().run(store, END.minusSeconds(10), Duration.ofSeconds(40));
        AtomicReference<Cursor> cursor = new AtomicReference<>();
        assertThat(pullAll(source("the-key"), cursor)).isEmpty();
        clock.set(END.plusSeconds(40));
        assertThat(pullAll(source("the-key"), cursor)).hasSize(1);
    }

    @Test
    public void outagesAndWrongKeysAreNamedForWhatTheyAre() throws SourceFault {
        server.feel(ErpServer.Mood.BROKEN);
        assertThatThrownBy(() -> source("the-key").pull(null, END)).isInstanceOf(SourceFault.class).hasMessageContaining("HTTP 503");
        server.feel(ErpServer.Mood.BEHIND_A_LOGIN_PAGE);
        assertThatThrownBy(() -> source("the-key").pull(null, END)).isInstanceOf(SourceFault.class).hasMessageContaining("web page");
        server.feel(ErpServer.Mood.WELL);
        assertThatThrownBy(() -> source("wrong").pull(null, END)).isInstanceOfSatisfying(SourceFault.class,
                fault -> assertThat(fault.kind()).isEqualTo(SourceFault.Kind.LOGIN));
        assertThat(source("the-key").pull(null, END).items()).isEmpty();
    }

    @Test
    public void oneDocumentCanBeReadAgain() throws SourceFault {
        tellHistory();
        DeliveredOrder some = pullAll(source("the-key"), new AtomicReference<>()).get(3);
        String identity = some.source().docType() + "/" + some.source().docId();
        assertThat(source("the-key").fetch(identity, END)).contains(new Good(some));
        assertThat(source("the-key").fetch("delivery-note/999999", END)).isEmpty();
    }
}
