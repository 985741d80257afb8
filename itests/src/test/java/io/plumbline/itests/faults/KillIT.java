package io.plumbline.itests.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.Test;
import org.slf4j.LoggerFactory;

import io.plumbline.application.FileKeys;
import io.plumbline.itests.faults.Invariants.Violation;
import io.plumbline.store.Store;

/**
 * Plumbline is killed again and again while an ERP pushes, mails leave and customers answer; some of the kills fall between the moment
 * at which the mail server has a mail and the one at which Plumbline has noted that. {@code -Dplumbline.kills=30} says how often, and
 * {@code -Dplumbline.seed=…} repeats the choices of a run. Derby on disk.
 */
public class KillIT {
    private static final int KILLS = Integer.getInteger("plumbline.kills", 2);
    /** At least one in six, for 30 kills that is five. */
    private static final int KILLS_WHILE_SENDING = Math.max(1, KILLS / 6);
    private static final int EVENTS_PER_SECOND = Integer.getInteger("plumbline.events", 60);
    private static final int AT_LEAST = Math.min(50, EVENTS_PER_SECOND);
    private static final Duration IN_FLIGHT = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofSeconds(5);

    private final ClientLog log = new ClientLog();

    @Test
    public void nothingIsLostAndNothingHappensTwice() throws Exception {
        long seed = Long.getLong("plumbline.seed", System.nanoTime());
        Random random = new Random(seed);
        StringBuilder story = new StringBuilder("seed " + seed);
        Path home = Path.of("target", "faults", "kill");
        try (SmtpSink post = new SmtpSink(); PlumblineProcess plumbline = PlumblineProcess.unpacked(home)) {
            plumbline.mailsTo(post.port()).configure("io.plumbline.programme.cfg", "delay", "3s");
            plumbline.start();
            plumbline.awaitReady();
            plumbline.setUp();
            Duration up = Duration.ZERO;
            Duration longestStart = Duration.ZERO;
            Set<String> shown = new HashSet<>();
            try (Load load = Load.begin(plumbline, post, log, EVENTS_PER_SECOND, seed)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Instant ready = Instant.now();
                    acknowledgedIsShown(plumbline, shown);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2000 + random.nextInt(5000)));
                    if (kill % (KILLS / KILLS_WHILE_SENDING) == 0) {
                        killWhileSending(plumbline, post, random.nextBoolean());
                    } else {
                        plumbline.kill();
                        if (post.lastTaken().isAfter(Instant.now().minusSeconds(2))) {
                            log.crashedWhileSending(); // whether it was noted by then cannot be told from outside
                        }
                    }
                    load.down();
                    up = up.plus(Duration.between(ready, Instant.now()));
                    Instant down = Instant.now();
                    plumbline.start();
                    plumbline.awaitReady();
                    Duration start = Duration.between(down, Instant.now());
                    longestStart = start.compareTo(longestStart) > 0 ? start : longestStart;
                    load.up();
                }
                int offered = load.offered();
                int events = log.delivered().size() + log.cancelled().size() + post.mails().size() + load.answers() + log.objected().size();
                story.append(", ").append(KILLS).append(" kills, ").append(log.delivered().size()).append(" deliveries, ").append(log.cancelled().size())
                        .append(" cancellations, ").append(post.mails().size()).append(" mails, ").append(load.answers()).append(" answers, ")
                        .append(log.objected().size()).append(" objections acknowledged: ").append(events * 1000L / Math.max(1, up.toMillis()))
                        .append(" events/s while up, ").append(offered * 1000L / Math.max(1, up.toMillis())).append(" pushes/s offered; ").append(load.refusedForNow().size())
                        .append(" reports answered 500; longest start ").append(longestStart.toSeconds()).append(" s");
                load.stopPushing();
                Instant quiet = Instant.now();
                await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofSeconds(1)).until(() -> load.underway() == 0 && plumbline.nothingIsDue());
                story.append("; all work done ").append(Duration.between(quiet, Instant.now()).toSeconds()).append(" s after the last push");
                assertThat(offered * 1000L).as("pushes offered while up, at least 50 in a second: " + story).isGreaterThanOrEqualTo(AT_LEAST * up.toMillis());
                assertThat(load.surprises()).as(story.toString()).isEmpty();
                assertThat(post.unreadable()).isEmpty();
            }
            assertThat(Invariants.missingFrom(plumbline.listed(), log)).as(story.toString()).isEmpty();
            plumbline.stop();
            Instant at = Instant.now();
            LoggerFactory.getLogger(KillIT.class).warn("{}", story);
            assertThat(violations(home, post, at)).as(story.toString()).isEmpty();
        }
    }

    /** Everything that was acknowledged before the last kill and was not seen yet. */
    private void acknowledgedIsShown(PlumblineProcess plumbline, Set<String> shown) throws Exception {
        Set<String> wanted = new HashSet<>(log.delivered());
        wanted.removeAll(shown);
        assertThat(plumbline.listedOf(wanted)).containsAll(wanted);
        shown.addAll(wanted);
    }

    private void killWhileSending(PlumblineProcess plumbline, SmtpSink post, boolean beforeTheAnswer) throws InterruptedException {
        CountDownLatch dead = new CountDownLatch(1);
        SmtpSink.Interruption kill = mail -> {
            plumbline.kill();
            log.crashedWhileSending();
            dead.countDown();
            return false;
        };
        if (beforeTheAnswer) {
            post.beforeAnswer(kill);
        } else {
            post.afterAnswer(kill);
        }
        assertThat(dead.await(2, TimeUnit.MINUTES)).as("a mail to be killed at").isTrue();
    }

    private List<Violation> violations(Path home, SmtpSink post, Instant at) throws SQLException {
        EmbeddedDataSource derby = new EmbeddedDataSource();
        derby.setDatabaseName(home.resolve("db/plumbline").toString());
        try {
            tablesAreSound(derby);
            Store store = Store.open(derby, new FileKeys(home.resolve("db/secret.key")));
            return Invariants.violations(derby, store, log, post.mails(), POLL, IN_FLIGHT, at);
        } finally {
            close(derby);
        }
    }

    /** Derby compares each table with its indexes. */
    static void tablesAreSound(EmbeddedDataSource derby) throws SQLException {
        try (Connection connection = derby.getConnection(); Statement statement = connection.createStatement(); ResultSet checked = statement.executeQuery(
                "select t.tablename, syscs_util.syscs_check_table('APP', t.tablename) from sys.systables t where t.tabletype = 'T'")) {
            int tables = 0;
            while (checked.next()) {
                assertThat(checked.getInt(2)).as(checked.getString(1)).isEqualTo(1);
                tables++;
            }
            assertThat(tables).isPositive();
        }
    }

    /** Derby says that it shut down by an exception. */
    static void close(EmbeddedDataSource derby) {
        derby.setShutdownDatabase("shutdown");
        try {
            derby.getConnection().close();
        } catch (SQLException closed) {
            assertThat(closed.getSQLState()).isEqualTo("08006");
        }
    }
}
