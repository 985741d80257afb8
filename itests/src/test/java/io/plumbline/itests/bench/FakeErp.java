package io.plumbline.itests.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.domain.delivery.DeliveredOrder.ContactRef;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.DeliveredOrder.OrderRef;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.itests.inside.OneClassBundle;

/**
 * An ERP that answers at once, inside the distribution: a bundle of this one class. It has the use case of the pull route read it, a
 * hundred deliveries a page, and writes down how many a second were committed.
 */
public final class FakeErp implements BundleActivator, DeliverySource {
    private static final int PAGE = 100;
    private static final int WARM = 3;
    private static final String SECONDS = "Bench-Seconds";
    private static final String RESULT = "Bench-Result";
    private final String run = Long.toString(System.nanoTime(), 36);
    private long seconds;
    private int pages;
    private long begin;
    private long end;

    /** Writes the bundle to a file that is dropped where Karaf finds it. */
    static void jar(Path jar, Duration time, Path result) throws IOException {
        OneClassBundle.write(jar, FakeErp.class, "io.plumbline.application.delivery,io.plumbline.domain.delivery",
                Map.of(SECONDS, Long.toString(time.toSeconds()), RESULT, result.toString()));
    }

    @Override
    public void start(BundleContext bundle) {
        seconds = Long.parseLong(bundle.getBundle().getHeaders("").get(SECONDS));
        Path result = Path.of(bundle.getBundle().getHeaders("").get(RESULT));
        PullDeliveries pull = bundle.getService(bundle.getServiceReference(PullDeliveries.class));
        Thread thread = new Thread(() -> {
            String said;
            try {
                PullDeliveries.Pulled pulled = pull.run(this, Instant.now());
                said = pulled.fault() == null && pulled.setAside() == 0 && pages > WARM + 1 ? Double.toString((double) (pages - WARM - 1) * PAGE / ((end - begin) / 1e9))
                        : "failed: " + pulled;
            } catch (RuntimeException e) {
                said = "failed: " + e;
            }
            try {
                Path temporary = Files.writeString(result.resolveSibling(result.getFileName() + ".part"), said, StandardCharsets.UTF_8);
                Files.move(temporary, result, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }, "bench-pull");
        thread.start();
    }

    @Override
    public void stop(BundleContext bundle) {
        // its thread ends by itself
    }

    @Override
    public String name() {
        return "bench-" + run;
    }

    @Override
    public String type() {
        return "bench";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    /** Each call says that the page before was committed. */
    @Override
    public Page pull(Cursor cursor, Instant now) {
        long moment = System.nanoTime();
        if (pages == WARM) {
            begin = moment;
        }
        end = moment;
        boolean more = pages < WARM || moment - begin < seconds * 1_000_000_000L;
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < PAGE; i++) {
            items.add(new Good(report(pages * PAGE + i)));
        }
        pages++;
        return new Page(items, new Cursor(null, now, Integer.toString(pages), null, !more), now, more);
    }

    private DeliveredOrder report(int number) {
        String document = "P" + run + number;
        String customer = Integer.toString(number % 200);
        return new DeliveredOrder(new SourceRef(name(), "1", "shipment", document, "SHP-" + document, null), DeliveredOrder.Kind.DELIVERY, DeliveredOrder.Status.DELIVERED,
                List.of(new OrderRef("O-" + document, "SO-" + document, null, null, "EUR", null, DeliveredOrder.OrderState.COMPLETE)),
                new CustomerRef(customer, "C" + customer, "Harbour Joinery " + customer + " Ltd", null, null),
                List.of(new ContactRef(DeliveredOrder.Role.BUYER, customer + "-1", "Emma Clarke", "emma@c" + customer + ".example", null, "en", false)), null, null, null,
                ErpDate.day(LocalDate.now(ZoneOffset.UTC).minusDays(1), DeliveredOrder.Basis.GOODS_ISSUE), null, null, null,
                List.of(line("1", "OAK-12", "Oak panel 1200 x 600"), line("2", "HNG-90", "Hinge 90")), List.of(), Map.of());
    }

    private static Line line(String id, String sku, String name) {
        return new Line(id, null, null, null, sku, null, null, name, null, null, java.math.BigDecimal.valueOf(3), null, "pcs", null, List.of());
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) {
        return Optional.empty();
    }
}
