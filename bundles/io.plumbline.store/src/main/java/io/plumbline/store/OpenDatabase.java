package io.plumbline.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.sql.DataSource;

import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.operation.HealthCheck.Result;
import liquibase.exception.LiquibaseException;

/**
 * Brings the database to the state that this version needs, and offers {@link Sql} once it is: every port waits for that. A database
 * that is not there yet is tried again, without holding up the rest; one that was or is being moved to another is not offered.
 */
@Component(immediate = true, service = OpenDatabase.class)
@Capability(namespace = "osgi.service", attribute = {"objectClass:List<String>=\"io.plumbline.store.Sql\"", "uses:=\"io.plumbline.store\""})
public final class OpenDatabase {
    private static final long FIRST_WAIT_SECONDS = 2;
    private static final long LONGEST_WAIT_SECONDS = 30;
    /** A probe that takes longer counts as no answer; {@link io.plumbline.application.operation.Health} waits a little longer still. */
    private static final long PROBE_MILLIS = 350;
    /** The probe's one row always has its place: it cannot tell that there is room for others. */
    private static final Duration SHORT_OF_ROOM = Duration.ofSeconds(10);
    /** So long it may sort itself out. */
    private static final Duration STUCK = Duration.ofSeconds(15);
    /** Also when nobody asks for its health, a database has to get well. */
    private static final long PROBE_EVERY_SECONDS = 5;
    private static final Logger LOG = LoggerFactory.getLogger(OpenDatabase.class);

    private final DataSource dataSource;
    private final Databases databases;
    private final BundleContext context;
    private final ScheduledExecutorService thread;
    private final ScheduledExecutorService prober;
    private long wait = FIRST_WAIT_SECONDS;
    private ServiceRegistration<Sql> registration;
    private boolean closed;
    private Vendor vendor;
    private volatile Sql sql;
    private volatile String trouble = "the database is being opened";
    private Future<?> probe;
    private volatile String silence;
    private volatile boolean closedToReopen;
    /** Since when Derby has been stuck, in {@link System#nanoTime()}; the prober's own. */
    private Long stuck;

    @Activate
    public OpenDatabase(@Reference(target = "(dataSourceName=plumbline)") DataSource dataSource, @Reference Databases databases, BundleContext context) {
        this.dataSource = dataSource;
        this.databases = databases;
        this.context = context;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "plumbline-open-database"));
        this.prober = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread made = new Thread(task, "plumbline-probe-database");
            made.setDaemon(true);
            return made;
        });
        thread.execute(this::open);
        prober.scheduleWithFixedDelay(this::probeInUse, PROBE_EVERY_SECONDS, PROBE_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    private void open() {
        try {
            Vendor found = Schema.migrate(dataSource);
            Sql opened = new Sql(dataSource, found, databases.room());
            String withheld = MoveMark.whole(opened).map(MoveMark.Whole::withheld).orElse(null);
            if (withheld == null) {
                CaseWords.complete(opened); // what is being moved has to stay as it is
            }
            offer(opened, withheld);
        } catch (SQLException | LiquibaseException | RuntimeException | LinkageError e) {
            reopenIfReadOnly(e);
            String now = "the database cannot be opened: " + SqlFault.reason(e);
            if (slow(e)) {
                LOG.info("The database takes its time to open");
            } else if (!now.equals(trouble)) {
                LOG.warn("{}; it is tried again every {} seconds at most", now, LONGEST_WAIT_SECONDS);
                LOG.debug("Why the database cannot be opened", e);
            }
            trouble = now;
            again();
        }
    }

    /** Whether nothing is wrong so far: Derby makes a new database for longer than somebody waits for a connection. */
    private static boolean slow(Throwable e) {
        return e instanceof SQLTransientConnectionException && e.getCause() == null;
    }

    /**
     * A Derby that cannot write while it opens a database, because the disk is full or its lock cannot be taken, opens it read-only, and leaves it so when there is
     * room again. It has to be closed for that; nothing is lost, because nothing can be written.
     */
    private void reopenIfReadOnly(Throwable e) {
        if (!SqlFault.openedReadOnly(e)) {
            return;
        }
        if (!closedToReopen) {
            LOG.warn("The database was opened read-only; it is closed and opened again until it can be written to");
            closedToReopen = true;
        }
        try {
            databases.closeEmbedded();
        } catch (SQLException | RuntimeException failed) {
            LOG.warn("The database that was opened read-only cannot be closed: {}", SqlFault.reason(failed));
        }
    }

    /**
     * A Derby that closed itself under way may leave the files locked by what is left of it, or take its whole engine for shut down, for as long as the process lives.
     * What was acknowledged is safe, as when the power goes.
     */
    private void restartIfStuck(Throwable e) {
        long now = System.nanoTime();
        if (!SqlFault.stuck(e)) {
            stuck = null;
        } else if (stuck == null) {
            stuck = now;
        } else if (now - stuck > STUCK.toNanos()) {
            stuck = now;
            try {
                if (databases.restartProcess()) {
                    LOG.error("Derby does not open the database any more in this process: Karaf is restarted");
                } else {
                    LOG.error("Derby does not open the database any more in this process: restart Karaf");
                }
            } catch (BundleException failed) {
                LOG.error("Derby does not open the database any more in this process, and Karaf cannot be restarted", failed);
            }
        }
    }

    private synchronized void offer(Sql opened, String withheld) {
        if (closed) {
            return;
        }
        vendor = opened.vendor();
        if (withheld != null) {
            trouble = withheld;
            LOG.warn("The database is not used: {}", withheld);
            return;
        }
        silence = null;
        sql = opened;
        registration = context.registerService(Sql.class, opened, null);
        LOG.info("The database is open: {}", vendor.product());
    }

    private synchronized void again() {
        if (!closed) {
            thread.schedule(this::open, wait, TimeUnit.SECONDS);
            wait = Math.min(LONGEST_WAIT_SECONDS, wait * 2);
        }
    }

    @Deactivate
    void close() {
        synchronized (this) {
            closed = true;
        }
        thread.shutdown();
        prober.shutdownNow();
        withdraw();
    }

    private void withdraw() {
        ServiceRegistration<Sql> offered;
        synchronized (this) {
            offered = registration;
            registration = null;
        }
        if (offered != null) {
            offered.unregister();
        }
    }

    /** The database, whether or not it is offered; empty before it was opened. */
    synchronized Optional<Sql> found() {
        return vendor == null ? Optional.empty() : Optional.of(new Sql(dataSource, vendor, databases.room()));
    }

    DataSource dataSource() {
        return dataSource;
    }

    /** What keeps the database from being used. */
    String trouble() {
        return trouble;
    }

    /**
     * Takes the database from everybody, once what is under way has ended.
     *
     * @return false when something does not end: then all is as before
     */
    boolean withhold(String why, Duration patience) throws InterruptedException {
        Sql open = sql;
        trouble = why;
        sql = null;
        withdraw();
        if (open == null || open.close(patience)) {
            return true;
        }
        offer(open, null);
        return false;
    }

    /** What is said of a database that is withheld. */
    void stayWithheld(String why) {
        if (sql == null) {
            trouble = why;
        }
    }

    /** Offers the database again that was withheld. */
    void reopen() {
        found().filter(again -> sql == null).ifPresent(again -> {
            CaseWords.complete(again);
            offer(again, null);
        });
    }

    /** How the database fares. What a probe does not say in time is said when it is asked for again. */
    Result check() {
        Sql open = sql;
        if (open == null) {
            return Result.down(trouble);
        }
        Future<?> running;
        synchronized (this) {
            if (probe == null || probe.isDone()) {
                probe = prober.submit(() -> probe(open));
            }
            running = probe;
        }
        try {
            running.get(PROBE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // somebody else may have learned more by waiting longer
            return Result.down(silence != null ? silence : open.shortage().or(open::unconnected).map(SqlFault::trouble).orElse("the database does not answer"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return silence == null ? Result.ok(open.vendor().product()) : Result.down(silence);
    }

    private void probeInUse() {
        Sql open = sql;
        if (open != null) {
            probe(open);
        }
    }

    private void probe(Sql open) {
        try {
            open.change("update probe set written_at = written_at + 1 where id = 1"); // a full disk reads well
            closedToReopen = false;
            stuck = null;
            open.roomAgain(SHORT_OF_ROOM);
            say(open.shortage().map(SqlFault::trouble).orElse(null));
        } catch (SqlFault e) {
            reopenIfReadOnly(e);
            restartIfStuck(e);
            say(open.shortage().map(SqlFault::trouble).orElseGet(() -> SqlFault.trouble(e)));
        }
    }

    private void say(String now) {
        if (now == null && silence != null) {
            LOG.info("The database answers again");
        } else if (now != null && !now.equals(silence)) {
            LOG.warn("{}", now);
        }
        silence = now;
    }
}
