package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.After;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Test;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/**
 * The databases as an operator handles them, in a distribution that keeps running: a backup, the move from Derby to a real PostgreSQL, the
 * switch in {@code etc/}, PostgreSQL going and coming back, a boot before its database is there, and the backup restored.
 */
public class PostgresIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String DATASOURCE = "org.ops4j.datasource-plumbline.cfg";
    private static final String PASSWORD = "cOrrect-h0rse'battery";
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[A-Za-z0-9_-]{22}");

    private final GreenMail post = new GreenMail(new ServerSetup(Distribution.freePort(), "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final int postgresPort = Distribution.freePort();
    private final Path postgresData = Path.of("target", "postgres-it-data").toAbsolutePath();
    private final Path secret = Path.of("target", "postgres-it-password").toAbsolutePath();
    private EmbeddedPostgres postgres;
    private Installation plumbline;

    @Before
    public void install() throws Exception {
        post.start();
        plumbline = Installation.unpacked("postgres-it");
        plumbline.set("io.plumbline.mail.cfg", "host", "127.0.0.1", "port", Integer.toString(post.getSmtp().getPort()), "security", "none");
        plumbline.environment("PLUMBLINE_DB_PASSWORD", PASSWORD);
        Files.writeString(secret, PASSWORD);
    }

    @After
    public void stop() throws Exception {
        plumbline.close();
        if (postgres != null) {
            postgres.close();
        }
        post.stop();
    }

    private void startPostgres(boolean fresh) throws Exception {
        if (fresh && Files.exists(postgresData)) {
            try (Stream<Path> all = Files.walk(postgresData)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
        try {
            // "clean" would also throw the data away when the server stops
            postgres = EmbeddedPostgres.builder().setPort(postgresPort).setDataDirectory(postgresData).setCleanDataDirectory(false).start();
        } catch (IOException | RuntimeException e) {
            Assume.assumeNoException("PostgreSQL does not start on this machine, so nothing was proven on it", fresh ? e : null);
            throw e;
        }
        if (fresh) {
            Path rules = postgresData.resolve("pg_hba.conf");
            Files.writeString(rules, "host all plumbline all scram-sha-256\n" + Files.readString(rules));
            sql("postgres", "select pg_reload_conf()", "create role plumbline login password '" + PASSWORD.replace("'", "''") + "'",
                    "create database plumbline owner plumbline encoding 'UTF8' template template0");
        }
    }

    private void stopPostgres() throws IOException {
        postgres.close();
        postgres = null;
    }

    private void sql(String database, String... statements) throws SQLException {
        try (Connection connection = postgres.getDatabase("postgres", database).getConnection(); Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postgresPort + "/" + database;
    }

    private int ready() throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(plumbline.at("/health/ready")).build(), HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private String databaseHealth() throws IOException {
        return plumbline.run("plumbline:status").lines().filter(l -> l.startsWith("database ")).findFirst().orElse("");
    }

    private void awaitDatabase(String state, String... words) {
        await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).ignoreExceptions().untilAsserted(() -> assertThat(databaseHealth()).contains(state).contains(words));
    }

    private HttpResponse<String> report(String order) throws IOException, InterruptedException {
        return new Api(plumbline, "erp", People.password(plumbline, "erp")).report("""
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s"},
                 "kind":"DELIVERY","status":"DELIVERED","orders":[{"id":"%1$s","no":"SO-%1$s","state":"COMPLETE"}],
                 "customer":{"id":"58","no":"C58","name":"Nordlicht Möbel GmbH"},
                 "contacts":[{"role":"BUYER","name":"Jana Petersen","email":"%1$s@nordlicht.example","language":"de"}],
                 "delivered":{"date":"%2$s","basis":"GOODS_ISSUE"},
                 "lines":[{"id":"1","sku":"GZ-1001","name":"Scharnier 90°","delivered":4,"uom":"pcs"}]}
                """.formatted(order, LocalDate.now(ZoneOffset.UTC).minusDays(1)));
    }

    private void assertTaken(String order) {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(report(order).statusCode()).isEqualTo(200));
    }

    private String linkTo(String address) {
        return await().atMost(SOON).until(() -> {
            for (MimeMessage mail : post.getReceivedMessages()) {
                if (mail.getAllRecipients()[0].toString().contains(address)) {
                    Matcher m = LINK.matcher(((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString());
                    return m.find() ? m.group() : null;
                }
            }
            return null;
        }, link -> link != null);
    }

    private boolean caseOf(String order) throws IOException, InterruptedException {
        return new Api(plumbline, "quality", People.password(plumbline, "quality")).get("/api/v1/nonconformities?text=SO-" + order).body().contains("SO-" + order);
    }

    @Test
    public void fromDerbyToPostgresqlAndThroughItsFaults() throws Exception {
        plumbline.start();
        awaitDatabase("OK", "Derby");
        assertTaken("before");
        String link = linkTo("before@nordlicht.example");
        Path backups = Files.createDirectory(plumbline.home().resolve("backups"));
        String backup = plumbline.run("plumbline:backup backups");
        assertThat(backup).contains("The journal of the copy is sound.", "db/secret.key");

        refusals();
        String moved = plumbline.run("plumbline:migrate --user plumbline " + url("plumbline"));
        assertThat(moved).contains("rows are the same on both sides", "sound.", "osgi.jdbc.driver.name = PostgreSQL JDBC Driver").doesNotContain(PASSWORD);
        awaitDatabase("DOWN", "was moved to " + url("plumbline"));
        assertThat(report("refused").statusCode()).isEqualTo(503);

        plumbline.set(DATASOURCE, "osgi.jdbc.driver.name", "PostgreSQL JDBC Driver", "url", "jdbc:postgresql://127.0.0.1:1/plumbline", "user", "plumbline", ".password",
                "FILE(" + secret + ")");
        awaitDatabase("DOWN", "127.0.0.1:1 refused");
        assertThat(ready()).isEqualTo(503);
        plumbline.set(DATASOURCE, "url", url("plumbline"));
        awaitDatabase("OK", "PostgreSQL 16");
        await().atMost(SOON).until(() -> ready() == 200);

        HttpResponse<String> thanks = await().atMost(SOON).ignoreExceptions().until(() -> new PageClient(plumbline).answer(link, "satisfaction", "1", "comment", "klemmt"),
                r -> r.statusCode() == 200);
        assertThat(thanks.statusCode()).isEqualTo(200);
        await().atMost(SOON).ignoreExceptions().until(() -> caseOf("before"));
        assertTaken("after");
        linkTo("after@nordlicht.example");
        assertThat(plumbline.run("plumbline:journal-verify")).contains("The journal is sound.");
        assertThat(plumbline.run("plumbline:backup backups")).contains("pg_dump");

        stopPostgres();
        awaitDatabase("DOWN", "does not answer", "refused");
        assertThat(report("lost").statusCode()).isGreaterThanOrEqualTo(500);
        startPostgres(false);
        awaitDatabase("OK", "PostgreSQL 16");
        assertTaken("recovered");

        plumbline.kill();
        stopPostgres();
        plumbline.start();
        awaitDatabase("DOWN", "127.0.0.1:" + postgresPort + " refused");
        assertThat(ready()).isEqualTo(503);
        startPostgres(false);
        awaitDatabase("OK", "PostgreSQL 16");
        assertTaken("booted");
        assertThat(plumbline.run("plumbline:journal-verify")).contains("The journal is sound.");
        assertThat(plumbline.run("service:list javax.sql.DataSource")).contains("plumbline").doesNotContain(PASSWORD);
        passwordIsNowhere();

        Path copy;
        try (Stream<Path> all = Files.walk(backups, 2)) {
            copy = all.filter(p -> p.endsWith("plumbline")).findFirst().orElseThrow();
        }
        Files.move(copy, plumbline.home().resolve("db/restored"));
        plumbline.set(DATASOURCE, "osgi.jdbc.driver.name", "derby", "url", "jdbc:derby:${karaf.base}/db/restored", "user", null, ".password", null);
        awaitDatabase("OK", "Derby");
        assertThat(plumbline.run("plumbline:journal-verify")).contains("The journal is sound.");
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> {
            String known = new Api(plumbline, "quality", People.password(plumbline, "quality")).get("/api/v1/deliveries").body();
            assertThat(known).contains("SO-before").doesNotContain("SO-after");
        });
    }

    /** Each is clear, changes nothing, and leaves the old database in use. */
    private void refusals() throws Exception {
        String command = "plumbline:migrate --user plumbline " + url("plumbline");
        assertThat(plumbline.run(command)).contains("nothing was moved", "cannot be reached", "refused");
        startPostgres(true);
        Path wrong = Files.writeString(plumbline.home().resolve("wrong"), "guess");
        assertThat(plumbline.run(command.replace("--user", "--password-file " + wrong + " --user"))).contains("nothing was moved", "password authentication failed").doesNotContain("guess");
        sql("plumbline", "create table public.invoices (id int)");
        assertThat(plumbline.run(command)).contains("nothing was moved", "not empty", "invoices");
        sql("plumbline", "drop table public.invoices");
        assertThat(plumbline.run("plumbline:migrate nowhere")).contains("nothing was moved", "no data source of this name");
        assertThat(databaseHealth()).contains("OK", "Derby");
    }

    private void passwordIsNowhere() throws IOException {
        try (Stream<Path> all = Files.walk(plumbline.home())) {
            byte[] secret = PASSWORD.getBytes(StandardCharsets.UTF_8);
            assertThat(all.filter(Files::isRegularFile).filter(p -> !p.startsWith(plumbline.home().resolve("system"))).filter(p -> holds(p, secret)))
                    .as("files with the database's password").isEmpty();
        }
    }

    private static boolean holds(Path file, byte[] secret) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(new String(secret, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
