package io.plumbline.routes;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliveryKeeping;
import io.plumbline.application.delivery.LedgerKeeping;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.RecordReceipt;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.delivery.GoodsReceipts;
import io.plumbline.domain.delivery.GoodsReturns;
import io.plumbline.domain.delivery.Ledger;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Turns;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.order.Orders;
import io.plumbline.domain.survey.Invitations;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.domain.survey.Responses;

/** What the use cases behind the routes stand on, in memory, as far as the routes' tests go. */
final class Ports {
    final Map<DocumentKey, Delivery> deliveries = new ConcurrentHashMap<>();
    final Memory streams = new Memory();
    /** Thrown by the next transactions, as by a database that is gone; null while all is well. */
    volatile RuntimeException gone;

    final Transactions transactions = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            if (gone != null) {
                throw gone;
            }
            return work.get();
        }
    };

    /** A port that holds nothing: empty answers, and nothing is kept. */
    static <T> T empty(Class<T> port) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            Class<?> type = method.getReturnType();
            if (type == Optional.class) {
                return Optional.empty();
            }
            if (type == List.class) {
                return List.of();
            }
            return type == int.class ? (Object) 0 : type == long.class ? (Object) 0L : type == boolean.class ? (Object) false : null;
        }));
    }

    ReceiveDeliveries receiveDeliveries() {
        Deliveries kept = (Deliveries) Proxy.newProxyInstance(Deliveries.class.getClassLoader(), new Class<?>[] {Deliveries.class}, (proxy, method, args) -> {
            switch (method.getName()) {
                case "byKey":
                    return Optional.ofNullable(deliveries.get(args[0]));
                case "add", "save":
                    deliveries.put(((Delivery) args[0]).facts().report().source().key(), (Delivery) args[0]);
                    return null;
                case "numbered":
                    return new Deliveries.Numbered(List.of(), List.of(), List.of());
                default:
                    return method.getReturnType() == List.class ? List.of() : Optional.empty();
            }
        });
        Programme programme = new Programme("csat", Site.MAIN, Duration.ZERO, Optional.empty(), Optional.empty(), Optional.empty(), Duration.ofDays(30),
                BigDecimal.valueOf(100), Language.EN, Programme.AcceptanceLimits.DEFAULT);
        Organisation organisation = new Organisation("Test", URI.create("http://localhost"), "a@example.org", "", "", ZoneId.of("UTC"), Site.MAIN);
        LedgerKeeping ledger = new LedgerKeeping(kept, empty(Invitations.class), empty(Responses.class), empty(Ledger.class));
        Steps steps = new Steps(empty(WorkQueue.class));
        DeliveryKeeping keeping = new DeliveryKeeping(steps, empty(Journal.class), kept, empty(GoodsReturns.class), empty(GoodsReceipts.class), empty(Turns.class),
                empty(Orders.class), empty(Feedbacks.class), ledger, () -> programme);
        ReceiveDeliveries receive = new ReceiveDeliveries(new RecordDelivery(transactions, new Ids(), steps, empty(Journal.class), kept, empty(GoodsReturns.class),
                empty(Orders.class), empty(Customers.class), keeping, ledger, () -> programme, () -> organisation),
                new RecordReceipt(transactions, new Ids(), empty(Journal.class), empty(GoodsReceipts.class), empty(Feedbacks.class), keeping, () -> organisation));
        receive.addFormat(new Lines());
        return receive;
    }

    /** A format of one cancelled document per line; a line that begins with ! is wrong, and a document that begins with ? cannot be read. */
    private static final class Lines implements DeliveryFormat {
        @Override
        public String mediaType() {
            return "text/csv";
        }

        @Override
        public boolean reads(String fileName) {
            return fileName.endsWith(".csv");
        }

        @Override
        public List<Item> read(byte[] document, String connector) throws Malformed {
            List<String> lines = new String(document, StandardCharsets.UTF_8).lines().toList();
            if (lines.isEmpty() || lines.get(0).startsWith("?")) {
                throw new Malformed(new Problem("line 1", lines.isEmpty() ? null : lines.get(0), "a heading"));
            }
            List<Item> items = new ArrayList<>();
            for (String line : lines) {
                String at = "line " + (items.size() + 1);
                if (line.startsWith("!")) {
                    items.add(new Item(at, Optional.empty(), Optional.empty(), List.of(new Problem("quantity", line.substring(1), "a number"))));
                } else {
                    items.add(new Item(at, Optional.of("doc/" + line), Optional.of(new DeliveredOrder(
                            new DeliveredOrder.SourceRef(connector, "-", "doc", line, line, null), DeliveredOrder.Kind.DELIVERY, DeliveredOrder.Status.CANCELLED, List.of(),
                            null, List.of(), null, null, null, null, null, null, null, List.of(), List.of(), Map.of())), List.of()));
                }
            }
            return items;
        }
    }

    /** Streams as their contract says. */
    static final class Memory implements Streams {
        private final Map<String, State> states = new HashMap<>();
        private final Map<String, Long> taken = new HashMap<>();
        private final Map<String, Integer> looks = new HashMap<>();
        private long epoch;

        /** How often the stream was given back. */
        synchronized int looks(String name) {
            return looks.getOrDefault(name, 0);
        }

        synchronized State of(String name) {
            return states.get(name);
        }

        @Override
        public synchronized Optional<Lease> take(String name, String type, Duration lease, Instant now) {
            State state = states.computeIfAbsent(name, n -> new State(n, type, null, null, null, 0, null, null, 0, null, false));
            if (taken.containsKey(name) || state.paused() || state.nextTryAt() != null && state.nextTryAt().isAfter(now)) {
                return Optional.empty();
            }
            taken.put(name, ++epoch);
            return Optional.of(new Lease(name, epoch, state.cursor()));
        }

        @Override
        public synchronized void advanced(Lease lease, Cursor cursor, int items, Instant erpNow, Instant now) {
            State s = states.get(lease.name());
            states.put(s.name(), new State(s.name(), s.type(), cursor, now, erpNow, s.items() + items, null, null, 0, null, s.paused()));
        }

        @Override
        public synchronized void failed(Lease lease, String error, Instant again, Instant now) {
            State s = states.get(lease.name());
            states.put(s.name(), new State(s.name(), s.type(), s.cursor(), s.lastReadAt(), s.erpNow(), s.items(), error,
                    s.failingSince() == null ? now : s.failingSince(), s.failures() + 1, again, s.paused()));
            release(lease);
        }

        @Override
        public synchronized void release(Lease lease) {
            taken.remove(lease.name(), lease.epoch());
            looks.merge(lease.name(), 1, Integer::sum);
        }

        @Override
        public synchronized boolean reset(String name) {
            return states.containsKey(name);
        }

        @Override
        public synchronized boolean pause(String name, boolean paused) {
            return states.computeIfPresent(name, (n, s) -> new State(n, s.type(), s.cursor(), s.lastReadAt(), s.erpNow(), s.items(), s.lastError(),
                    s.failingSince(), s.failures(), s.nextTryAt(), paused)) != null;
        }

        @Override
        public synchronized List<State> all() {
            return List.copyOf(states.values());
        }
    }
}
