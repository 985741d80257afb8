package io.plumbline.itests.faults;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.PullDeliveries;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.itests.inside.OneClassBundle;

/**
 * An ERP that is pulled, inside the distribution: a bundle of this one class. It has the use case of the pull route read what stands in a
 * file, one report in a line, twenty to a page, and writes down how many were committed.
 */
public final class StormErp implements BundleActivator, DeliverySource {
    private static final int PAGE = 20;
    private static final String NAME = "Storm-Name";
    private static final String REPORTS = "Storm-Reports";
    private static final String RESULT = "Storm-Result";
    private String name;
    private List<String> reports;
    private ReceiveDeliveries formats;
    private int pages;

    /** Writes the bundle to a file that is dropped where Karaf finds it. */
    static void jar(Path jar, String connector, Path reports, Path result) throws IOException {
        OneClassBundle.write(jar, StormErp.class, "io.plumbline.application.delivery,io.plumbline.domain,io.plumbline.domain.delivery",
                Map.of(NAME, connector, REPORTS, reports.toAbsolutePath().toString(), RESULT, result.toAbsolutePath().toString()));
    }

    @Override
    public void start(BundleContext bundle) throws IOException {
        name = bundle.getBundle().getHeaders("").get(NAME);
        reports = Files.readAllLines(Path.of(bundle.getBundle().getHeaders("").get(REPORTS)));
        Path result = Path.of(bundle.getBundle().getHeaders("").get(RESULT));
        formats = bundle.getService(bundle.getServiceReference(ReceiveDeliveries.class));
        PullDeliveries pull = bundle.getService(bundle.getServiceReference(PullDeliveries.class));
        new Thread(() -> {
            String said;
            try {
                PullDeliveries.Pulled pulled = pull.run(this, Instant.now());
                said = pulled.fault() == null && pulled.setAside() == 0 ? Integer.toString(reports.size()) : "failed: " + pulled;
            } catch (RuntimeException e) {
                said = "failed: " + e;
            }
            try {
                Path temporary = Files.writeString(result.resolveSibling(result.getFileName() + ".part"), said, StandardCharsets.UTF_8);
                Files.move(temporary, result, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }, "storm-pull").start();
    }

    @Override
    public void stop(BundleContext bundle) {
        // its thread ends by itself
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "storm";
    }

    @Override
    public Duration every() {
        return Duration.ofDays(1);
    }

    @Override
    public Page pull(Cursor cursor, Instant now) {
        List<String> some = reports.subList(pages * PAGE, Math.min(reports.size(), (pages + 1) * PAGE));
        List<Item> items = new ArrayList<>();
        try {
            DeliveryFormat json = formats.formatOf("application/json").orElseThrow();
            if (!some.isEmpty()) {
                json.read(("[" + String.join(",", some) + "]").getBytes(StandardCharsets.UTF_8), name).forEach(i -> items.add(new Good(i.report().orElseThrow())));
            }
        } catch (DeliveryFormat.Malformed e) {
            throw new IllegalStateException(e);
        }
        pages++;
        boolean more = pages * PAGE < reports.size();
        return new Page(items, new Cursor(null, now, Integer.toString(pages), null, !more), now, more);
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) {
        return Optional.empty();
    }
}
