package io.plumbline.store;

import java.sql.SQLException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.operation.HealthCheck;
import liquibase.exception.LiquibaseException;

/**
 * Brings the database to the state that this version needs, and offers {@link Sql} once it is: every port waits for that. A database
 * that is not there yet is tried again, without holding up the rest.
 */
@Component(immediate = true, service = HealthCheck.class)
@Capability(namespace = "osgi.service", attribute = {"objectClass:List<String>=\"io.plumbline.store.Sql\"", "uses:=\"io.plumbline.store\""})
public final class OpenDatabase implements HealthCheck {
    private static final long FIRST_WAIT_SECONDS = 2;
    private static final long LONGEST_WAIT_SECONDS = 30;
    private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);

    private final DataSource dataSource;
    private final BundleContext context;
    private final ScheduledExecutorService thread;
    private long wait = FIRST_WAIT_SECONDS;
    private ServiceRegistration<Sql> registration;
    private boolean closed;
    private volatile Sql sql;
    private volatile String trouble = "the database is being opened";

    @Activate
    public OpenDatabase(@Reference(target = "(dataSourceName=plumbline)") DataSource dataSource, BundleContext context) {
        this.dataSource = dataSource;
        this.context = context;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "plumbline-open-database"));
        thread.execute(this::open);
    }

    private void open() {
        try {
            Vendor vendor = Schema.migrate(dataSource);
            offer(new Sql(dataSource, vendor));
            LOG.info("The database is open: {}", vendor.product());
        } catch (SQLException | LiquibaseException | RuntimeException e) {
            String now = "the database cannot be opened: " + e.getMessage();
            if (!now.equals(trouble)) {
                LOG.warn("The database cannot be opened, it is tried again every {} seconds at most", LONGEST_WAIT_SECONDS, e);
            }
            trouble = now;
            again();
        }
    }

    private synchronized void offer(Sql opened) {
        if (!closed) {
            sql = opened;
            registration = context.registerService(Sql.class, opened, null);
        }
    }

    private synchronized void again() {
        if (!closed) {
            thread.schedule(this::open, wait, TimeUnit.SECONDS);
            wait = Math.min(LONGEST_WAIT_SECONDS, wait * 2);
        }
    }

    @Deactivate
    void close() {
        ServiceRegistration<Sql> offered;
        synchronized (this) {
            closed = true;
            offered = registration;
            registration = null;
        }
        thread.shutdown();
        if (offered != null) {
            offered.unregister();
        }
    }

    @Override
    public String name() {
        return "database";
    }

    @Override
    public boolean neededToBeReady() {
        return true;
    }

    @Override
    public Result check() {
        Sql open = sql;
        if (open == null) {
            return Result.down(trouble);
        }
        open.change("update probe set written_at = written_at + 1 where id = 1"); // a full disk reads well
        return Result.ok(open.vendor().product());
    }
}
