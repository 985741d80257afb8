package io.plumbline.http.operation;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.delivery.Streams;

/**
 * Whether the pages have something to show: where an ERP to pull from is configured, its first deliveries must be in, or all that it
 * has must be read. The configuration is asked, and not the connector, because right after a start the connector is not there yet.
 * The ports come and go with the database; that is why they are fields, and why this check stays when they are away.
 */
@Component(service = HealthCheck.class)
public final class FirstDeliveriesCheck implements HealthCheck {
    private static final Logger LOG = LoggerFactory.getLogger(FirstDeliveriesCheck.class);
    private static final String ERPS = "(service.factoryPid=io.plumbline.erp.*)";
    /** Is filled by others, and may rightly stay empty. */
    private static final String DROP_FOLDER = "io.plumbline.erp.files";
    private final ConfigurationAdmin configurations;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Transactions transactions;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile OperationQueries queries;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile Streams streams;
    /** Deliveries never vanish, so one look that found some is enough. */
    private volatile boolean found;

    @Activate
    public FirstDeliveriesCheck(@Reference ConfigurationAdmin configurations) {
        this.configurations = configurations;
    }

    FirstDeliveriesCheck(ConfigurationAdmin configurations, Transactions transactions, OperationQueries queries, Streams streams) {
        this(configurations);
        this.transactions = transactions;
        this.queries = queries;
        this.streams = streams;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public boolean neededToBeReady() {
        return true;
    }

    @Override
    public Result check() {
        Transactions t = transactions;
        OperationQueries q = queries;
        Streams s = streams;
        if (t == null || q == null || s == null) {
            return Result.down("the database is not open");
        }
        found = found || t.required(q::deliveries) > 0;
        if (found) {
            return Result.ok("there are deliveries");
        }
        if (!erpConfigured()) {
            return Result.ok("none yet, and no ERP to pull from is configured");
        }
        List<Streams.State> all = t.required(s::all);
        boolean read = all.stream().anyMatch(state -> state.lastReadAt() != null && state.cursor() != null && state.cursor().done());
        return read ? Result.ok("none yet: the ERP has none") : Result.degraded("none yet: the ERP is still being read for the first time");
    }

    private boolean erpConfigured() {
        try {
            Configuration[] all = configurations.listConfigurations(ERPS);
            return all != null && Arrays.stream(all).map(Configuration::getFactoryPid).anyMatch(pid -> !pid.equals(DROP_FOLDER));
        } catch (IOException e) {
            LOG.warn("The configured ERPs cannot be listed", e);
            return false;
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException("a constant filter is well formed", e);
        }
    }
}
