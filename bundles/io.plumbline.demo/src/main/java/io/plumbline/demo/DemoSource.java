package io.plumbline.demo;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.erp.MisconfiguredSource;
import io.plumbline.erp.Options;
import io.plumbline.erp.PullEngine;
import io.plumbline.erp.PullSettings;
import io.plumbline.erp.Secret;

/** The demo ERP as a source, from {@code etc/io.plumbline.erp.demo-<name>.cfg}. */
@Component(service = DeliverySource.class, configurationPid = "io.plumbline.erp.demo", configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = DemoSourceOptions.class, factory = true)
public final class DemoSource implements DeliverySource {
    private final DeliverySource engine;
    private final ConfigurationProblems problems;
    private final String component;

    @Activate
    public DemoSource(Map<String, Object> properties, @Reference ConfigurationProblems problems) {
        Options options = Options.of(properties);
        PullSettings settings = PullSettings.of(options);
        URI url = options.url("url");
        Secret key = options.secret("key");
        options.refuseUnknown();
        engine = options.fault().<DeliverySource>map(fault -> new MisconfiguredSource(settings.name(), "demo", fault))
                .orElseGet(() -> new PullEngine(new DemoConnector(url, key), settings));
        this.problems = problems;
        component = "io.plumbline.erp.demo-" + settings.name();
        problems.report(component, options.problems());
    }

    @Deactivate
    public void stop() {
        problems.report(component, java.util.List.of());
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public String type() {
        return engine.type();
    }

    @Override
    public Duration every() {
        return engine.every();
    }

    @Override
    public Page pull(Cursor cursor, Instant now) throws SourceFault {
        return engine.pull(cursor, now);
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
        return engine.fetch(identity, now);
    }
}
