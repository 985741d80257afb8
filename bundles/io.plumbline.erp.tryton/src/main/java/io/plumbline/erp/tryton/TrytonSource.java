package io.plumbline.erp.tryton;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.erp.MisconfiguredSource;
import io.plumbline.erp.Options;
import io.plumbline.erp.PullEngine;
import io.plumbline.erp.PullSettings;

/** One Tryton for each {@code etc/io.plumbline.erp.tryton-<name>.cfg}. */
@Component(configurationPid = "io.plumbline.erp.tryton", configurationPolicy = ConfigurationPolicy.REQUIRE, service = DeliverySource.class)
@Designate(ocd = TrytonOptions.class, factory = true)
public final class TrytonSource implements DeliverySource {
    private static final Logger LOG = LoggerFactory.getLogger(TrytonSource.class);
    private final DeliverySource source;
    private final Complaints complaints;

    @Activate
    public TrytonSource(Map<String, Object> properties) {
        Options options = Options.of(properties);
        PullSettings pull = PullSettings.of(options);
        TrytonSettings tryton = TrytonSettings.of(options);
        Optional<String> complaintType = Complaints.type(options);
        options.refuseUnknown();
        Optional<String> fault = options.fault();
        fault.ifPresent(text -> LOG.error("{}", text));
        if (fault.isPresent()) {
            complaints = null;
            source = new MisconfiguredSource(pull.name(), TrytonConnector.TYPE, fault.get());
        } else {
            TrytonRpc rpc = new TrytonRpc(tryton);
            complaints = complaintType.map(type -> new Complaints(rpc, type)).orElse(null);
            source = new PullEngine(new TrytonConnector(rpc), pull);
        }
    }

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
        if (complaints != null) {
            complaints.look(now);
        }
        return page;
    }

    @Override
    public Optional<ErpNotes> notes() {
        return complaints == null ? source.notes() : Optional.of(complaints);
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
        return source.fetch(identity, now);
    }
}
