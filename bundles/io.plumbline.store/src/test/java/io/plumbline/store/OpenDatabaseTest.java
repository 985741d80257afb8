package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import javax.sql.DataSource;

import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.After;
import org.junit.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import io.plumbline.application.operation.HealthCheck;

/** A Derby that could not write while it was opened: it says so, and is well again once it can. */
public class OpenDatabaseTest {
    private final Path home = Path.of("target/derby-" + ProcessHandle.current().pid() + "/opened");
    private final Databases databases = new Databases(null) {
        @Override
        DataSource derby(String url) {
            EmbeddedDataSource source = new EmbeddedDataSource();
            source.setDatabaseName(home.toString());
            assertThat(url).isEqualTo("jdbc:derby:" + home + ";shutdown=true");
            source.setShutdownDatabase("shutdown");
            return source;
        }

        @Override
        Room room() {
            return new Room(new File(home.toString()) {
                private static final long serialVersionUID = 1L;

                @Override
                public long getTotalSpace() {
                    return 1L << 30;
                }

                @Override
                public long getUsableSpace() {
                    return roomy ? 1L << 29 : 3072;
                }
            });
        }

        @Override
        String url() {
            return "jdbc:derby:" + home + ";create=true";
        }
    };
    private volatile boolean roomy = true;
    private OpenDatabase database;

    @After
    public void close() throws Exception {
        database.close();
        databases.closeEmbedded();
    }

    private void open() {
        database = new OpenDatabase(TestDatabase.derbyAt(home.toString()), databases, (BundleContext) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {BundleContext.class},
                (p, m, args) -> Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceRegistration.class}, (p2, m2, args2) -> null)));
    }

    private void assertSaid(HealthCheck.State status, String words) {
        await().atMost(Duration.ofMinutes(2)).until(() -> {
            HealthCheck.Result said = database.check();
            return said.state() == status && said.text().contains(words);
        });
    }

    @Test
    public void nothingIsWrittenWhenThereIsHardlyRoom() throws Exception {
        roomy = false;
        open();
        assertSaid(HealthCheck.State.DOWN, "the disk of the database is full: only 3 KiB are free");
        roomy = true;
        assertSaid(HealthCheck.State.OK, "Derby");
        roomy = false;
        assertSaid(HealthCheck.State.DOWN, "the disk of the database is full: only 3 KiB are free");
        Sql sql = database.found().orElseThrow();
        assertThatThrownBy(() -> sql.change("update probe set written_at = 0 where id = 1")).isInstanceOf(SqlFault.class).matches(e -> ((SqlFault) e).passing(), "is tried again");
        assertThat(sql.number("select count(*) from probe")).as("what is read").isEqualTo(1);
        roomy = true;
        assertSaid(HealthCheck.State.OK, "Derby");
    }

    /** As a full disk does: the lock file cannot be made. */
    private Path unwritable() throws Exception {
        Path lock = home.resolve("db.lck");
        Files.deleteIfExists(lock);
        return Files.createDirectory(lock);
    }

    @Test
    public void openedReadOnlyWhileRunning() throws Exception {
        open();
        assertSaid(HealthCheck.State.OK, "Derby");
        databases.closeEmbedded();
        Path lock = unwritable();
        assertSaid(HealthCheck.State.DOWN, "the database is read-only");
        Files.delete(lock);
        assertSaid(HealthCheck.State.OK, "Derby");
    }

    @Test
    public void openedReadOnlyAtTheStart() throws Exception {
        open();
        assertSaid(HealthCheck.State.OK, "Derby");
        database.close();
        databases.closeEmbedded();
        Path lock = unwritable();
        open();
        assertSaid(HealthCheck.State.DOWN, "cannot be opened");
        Files.delete(lock);
        assertSaid(HealthCheck.State.OK, "Derby");
    }
}
