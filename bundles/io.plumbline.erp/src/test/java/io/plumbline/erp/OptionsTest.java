package io.plumbline.erp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.delivery.SourceFault;

public class OptionsTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void theDefaultsHoldWhereNothingIsSaid() {
        Options options = options();
        assertThat(PullSettings.of(options))
                .isEqualTo(new PullSettings("main", Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(30), 100, null));
        assertThat(options.fault()).isEmpty();
    }

    @Test
    public void settingsAreReadAsAnOperatorWritesThem() {
        Options options = options("every", "30s", "lag", "PT5S", "overlap", "2 h", "page", "250", "startAt", "2026-11-01");
        assertThat(PullSettings.of(options)).isEqualTo(new PullSettings("main", Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofHours(2), 250,
                Instant.parse("2026-11-01T00:00:00Z")));
        assertThat(options.fault()).isEmpty();
        assertThat(options("startAt", "2026-11-01T08:00:00Z").instant("startAt")).isEqualTo("2026-11-01T08:00:00Z");
    }

    @Test
    public void eachBadValueIsNamedWithFileKeyValueAndWhatIsAllowed() {
        Options options = options("every", "often", "lag", "2h", "page", "0", "overlap", "-1m", "startAt", "2026-02-30");
        PullSettings settings = PullSettings.of(options);
        assertThat(options.fault()).hasValue("cannot start with etc/io.plumbline.erp.tryton-main.cfg: "
                + "every is \"often\": expected a duration from 1s to 1d, such as 30s, 5m, 2h or 1d; "
                + "lag is \"2h\": expected a duration from 0s to 1h, such as 30s, 5m, 2h or 1d; "
                + "overlap is \"-1m\": expected a duration from 0s to 7d, such as 30s, 5m, 2h or 1d; "
                + "page is \"0\": expected a whole number from 1 to 500; "
                + "startAt is \"2026-02-30\": expected a day such as 2026-11-01, or a moment such as 2026-11-01T08:00:00Z");
        assertThat(settings).isEqualTo(PullSettings.of(options()));
    }

    @Test
    public void whatCannotStartIsASourceThatSaysWhy() {
        Options options = options("every", "often");
        PullSettings settings = PullSettings.of(options);
        MisconfiguredSource source = new MisconfiguredSource(settings.name(), "tryton", options.fault().orElseThrow());
        SourceFault fault = catchThrowableOfType(SourceFault.class, () -> source.pull(null, Instant.EPOCH));
        assertThat(fault).hasMessageContaining("io.plumbline.erp.tryton-main.cfg").hasMessageContaining("every");
        assertThat(fault.kind()).isEqualTo(SourceFault.Kind.SETUP);
        assertThat(catchThrowableOfType(SourceFault.class, () -> source.fetch("a/1", Instant.EPOCH))).hasMessage(fault.getMessage());
        assertThat(source.name()).isEqualTo("main");
    }

    @Test
    public void theNameComesFromTheOptionOrTheFile() {
        assertThat(options().name()).isEqualTo("main");
        assertThat(options("name", "other-erp").name()).isEqualTo("other-erp");
        assertThat(Options.of(Map.of("service.pid", "io.plumbline.erp.tryton~head-office")).name()).isEqualTo("head-office");
        assertThat(Options.of(Map.of("service.pid", "io.plumbline.erp.tryton~head-office")).file()).isEqualTo("etc/io.plumbline.erp.tryton-head-office.cfg");
        Options bad = options("name", "Main ERP!");
        assertThat(bad.name()).isEqualTo("main-erp-");
        assertThat(bad.fault()).get().asString().contains("name is \"Main ERP!\"");
    }

    @Test
    public void addressesCarryNoLogin() {
        assertThat(options("url", "https://erp.example.org:8000/x").url("url")).hasToString("https://erp.example.org:8000/x");
        for (String bad : List.of("ftp://erp.example.org", "erp.example.org:8000", "http://bot:hunter2@erp.example.org/", "http://erp.example.org/?db=x",
                "http://erp.example.org/#x", "http://", "http://erp.example.org:99999", "file:///etc/passwd", "http://a b")) {
            Options options = options("url", bad);
            assertThat(options.url("url")).as(bad).isNull();
            assertThat(options.fault()).as(bad).get().asString().contains("url is").doesNotContain("hunter2");
        }
        Options missing = options();
        assertThat(missing.url("url")).isNull();
        assertThat(missing.fault()).get().asString().contains("url is missing");
    }

    @Test
    public void aMisspeltKeyIsNoticed() {
        Options options = options("evry", "30s");
        PullSettings.of(options);
        options.refuseUnknown();
        assertThat(options.fault()).get().asString().contains("evry is \"an unknown key\"").contains("every, lag, name, overlap, page, startAt");
    }

    @Test
    public void whatTheFrameworkAddsIsNoMisspeltKey() {
        Options options = options("component.name", "x", "component.id", "7", "service.factoryPid", "y", ".secret", "z", "Thing.target", "(a=b)",
                "io.plumbline.source.type", "demo");
        PullSettings.of(options);
        options.refuseUnknown();
        assertThat(options.fault()).isEmpty();
    }

    @Test
    public void choicesAndZonesAreChecked() {
        Options options = options("delimiter", "PIPE", "zone", "Mars/Base");
        assertThat(options.choice("delimiter", "comma", List.of("comma", "tab"))).isEqualTo("comma");
        assertThat(options.zone("zone", ZoneOffset.UTC)).isEqualTo(ZoneOffset.UTC);
        assertThat(options.fault()).get().asString().contains("one of comma, tab").contains("Europe/Berlin");
        assertThat(options("zone", "Europe/Berlin").zone("zone", ZoneOffset.UTC)).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(options("delimiter", "TAB").choice("delimiter", "comma", List.of("comma", "tab"))).isEqualTo("tab");
    }

    @Test
    public void aSecretShowsItselfToItsUserOnly() throws Exception {
        Secret secret = options("password", "hunter2").secret("password");
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).hasToString("(secret)");
    }

    @Test
    public void aSecretFileIsReadEachTime() throws Exception {
        Path file = folder.newFile("password").toPath();
        Files.writeString(file, "hünter2\n");
        Secret secret = options("password.file", file.toString()).secret("password");
        assertThat(secret.reveal()).isEqualTo("hünter2");
        Files.writeString(file, "changed\r\n");
        assertThat(secret.reveal()).isEqualTo("changed");
        Files.writeString(file, "");
        assertSetup(secret, "an empty file");
        Files.write(file, "ä".getBytes(StandardCharsets.ISO_8859_1));
        assertSetup(secret, "UTF-8");
        Files.writeString(file, "x".repeat(9000));
        assertSetup(secret, "more than 8192 bytes");
        Files.delete(file);
        assertSetup(secret, "cannot be read");
    }

    @Test
    public void aMissingSecretSaysHowToGiveIt() {
        for (Options options : List.of(options(), options("password", "${env:ERP_PASSWORD}"), options("password", "a", "password.file", "b"))) {
            assertThat(options.secret("password")).isNull();
            assertThat(options.fault()).get().asString().contains("password.file").doesNotContain("ERP_PASSWORD");
        }
    }

    private static void assertSetup(Secret secret, String words) {
        SourceFault fault = catchThrowableOfType(SourceFault.class, secret::reveal);
        assertThat(fault).hasMessageContaining("etc/io.plumbline.erp.tryton-main.cfg: password.file").hasMessageContaining(words);
        assertThat(fault.kind()).isEqualTo(SourceFault.Kind.SETUP);
    }

    private static Options options(String... pairs) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "io.plumbline.erp.tryton~main");
        properties.put("felix.fileinstall.filename", "file:/opt/plumbline/etc/io.plumbline.erp.tryton-main.cfg");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return Options.of(properties);
    }
}
