package io.plumbline.erp.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.delivery.DeliverySource.Page;
import io.plumbline.application.delivery.SourceFault;

/** The component from its configuration file on. */
public class TrytonSourceTest {
    private static final Path EXAMPLE = Path.of("../../etc/io.plumbline.erp.tryton-main.cfg.example");

    @Rule
    public final FakeTryton tryton = new FakeTryton();
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    @Test
    public void pullsUnderTheNameOfItsFile() throws Exception {
        Path password = folder.newFile("password").toPath();
        Files.writeString(password, FakeTryton.PASSWORD + "\n");
        TrytonSource source = source(Map.of("url", tryton.url().toString(), "database", "qms", "user", FakeTryton.USER, "password.file", password.toString(),
                "every", "15s", "page", "500"));
        assertThat(source.name()).isEqualTo("north");
        assertThat(source.type()).isEqualTo("tryton");
        assertThat(source.every()).isEqualTo(Duration.ofSeconds(15));
        Page page = source.pull(null, Instant.now());
        assertThat(page.items()).hasSize(31);
        assertThat(page.items().toString()).contains("connector=north").doesNotContain("connector=tryton");
        assertThat(source.fetch("stock.shipment.out/1", Instant.now())).isPresent();
    }

    @Test
    public void aBadConfigurationNamesFileKeyValueAndWhatIsAllowed() {
        TrytonSource source = source(Map.of("url", "erp.example.org", "database", "../qms", "user", "reader", "password", "x", "page", "9999", "lgg", "1m"));
        assertThat(source.name()).isEqualTo("north");
        assertThatThrownBy(() -> source.pull(null, Instant.now())).isInstanceOf(SourceFault.class)
                .hasMessageContainingAll("etc/io.plumbline.erp.tryton-north.cfg", "url is \"erp.example.org\"", "database is \"../qms\"", "page is \"9999\"",
                        "from 1 to 500", "lgg is \"an unknown key\"");
        assertThat(tryton.calls()).isEmpty();
    }

    @Test
    public void theExampleNamesEveryKeyAndIsSoundButForItsSecret() throws Exception {
        String text = Files.readString(EXAMPLE);
        Set<String> named = new TreeSet<>();
        Matcher keys = Pattern.compile("(?m)^#?([A-Za-z.]+) = ").matcher(text);
        while (keys.find()) {
            named.add(keys.group(1));
        }
        Set<String> known = Arrays.stream(TrytonOptions.class.getDeclaredMethods()).map(Method::getName).map(n -> n.replace('_', '.'))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(named).isEqualTo(known);
        Properties given = new Properties();
        given.load(new StringReader(text));
        Map<String, Object> properties = new HashMap<>();
        given.forEach((key, value) -> properties.put(key.toString(), value));
        properties.put("password.file", folder.newFile("password").toString());
        assertThatThrownBy(() -> source(properties).pull(null, Instant.now())).isInstanceOf(SourceFault.class).hasMessageContaining("password.file names an empty file");
    }

    @Test
    public void aPasswordChangedInItsFileWorksWithoutARestart() throws Exception {
        Path password = folder.newFile("password").toPath();
        Files.writeString(password, "wrong");
        TrytonSource source = source(Map.of("url", tryton.url().toString(), "database", "qms", "user", FakeTryton.USER, "password.file", password.toString()));
        assertThatThrownBy(() -> source.pull(null, Instant.now())).isInstanceOf(SourceFault.class).hasMessageContaining("check user and password");
        Files.writeString(password, FakeTryton.PASSWORD);
        assertThat(source.pull(null, Instant.now()).items()).isNotEmpty();
    }

    private static TrytonSource source(Map<String, Object> options) {
        Map<String, Object> properties = new HashMap<>(options);
        properties.put("service.factoryPid", "io.plumbline.erp.tryton");
        properties.put("felix.fileinstall.filename", "file:/opt/plumbline/etc/io.plumbline.erp.tryton-north.cfg");
        return new TrytonSource(properties);
    }
}
