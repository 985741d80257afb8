package io.plumbline.erp.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

import io.plumbline.application.delivery.DropFolder;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Problem;

public class FilesSourceTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private final Map<Class<?>, Object> services = new LinkedHashMap<>();
    private final ConfigurationProblems problems = new ConfigurationProblems();

    @Test
    public void aFileInEtcMakesADropFolderUntilItGoes() {
        FilesSource source = source("directory", folder.getRoot().getPath(), "every", "5s", "settle", "0s");
        DropFolder drop = (DropFolder) services.get(DropFolder.class);
        assertThat(drop.name()).isEqualTo("inbox");
        assertThat(drop.directory()).isEqualTo(folder.getRoot().toPath());
        assertThat(drop.every()).isEqualTo(Duration.ofSeconds(5));
        assertThat(drop.settle()).isZero();
        assertThat(problems.all()).isEmpty();
        source.stop();
        assertThat(services).isEmpty();
    }

    @Test
    public void theDefaultsAreThoseThatTheFileNames() {
        source("directory", folder.getRoot().getPath());
        DropFolder drop = (DropFolder) services.get(DropFolder.class);
        assertThat(drop.every()).isEqualTo(Duration.ofSeconds(30));
        assertThat(drop.settle()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    public void optionsThatCannotBeUsedAreToldWithFileKeyValueAndWhatIsAllowed() {
        FilesSource source = source("directory", "relative/path", "every", "0s", "decimal", "dot", "setle", "1s");
        assertThat(services).isEmpty();
        assertThat(problems.all()).extracting(Problem::text).containsExactly(
                "etc/io.plumbline.erp.files-inbox.cfg: directory is \"relative/path\": expected a path that begins at the root, such as /srv/erp/out",
                "etc/io.plumbline.erp.files-inbox.cfg: decimal is \"dot\": expected one of auto, comma, point",
                "etc/io.plumbline.erp.files-inbox.cfg: every is \"0s\": expected a duration from 1s to 1d, such as 30s, 5m, 2h or 1d",
                "etc/io.plumbline.erp.files-inbox.cfg: setle is \"an unknown key\": expected one of these keys: decimal, directory, every, name, settle");
        source.stop();
        assertThat(problems.all()).isEmpty();
        source();
        assertThat(problems.all()).extracting(Problem::text).containsExactly("etc/io.plumbline.erp.files-inbox.cfg: directory is missing: expected a path");
    }

    @Test
    public void theExampleInEtcExplainsEachKey() throws Exception {
        String example = Files.readString(Path.of("../../etc/io.plumbline.erp.files-inbox.cfg.example"));
        List<String> keys = Pattern.compile("(?m)^#?([a-z]+) = (\\S+)$").matcher(example).results().map(m -> m.group(1)).toList();
        assertThat(keys).containsExactlyInAnyOrder(Arrays.stream(FolderOptions.class.getDeclaredMethods()).map(Method::getName).toArray(String[]::new));
        for (Method key : FolderOptions.class.getDeclaredMethods()) {
            if (key.getDefaultValue() != null) {
                assertThat(example).contains("\n" + key.getName() + " = " + key.getDefaultValue() + "\n");
            }
        }
    }

    private FilesSource source(String... pairs) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("service.pid", "io.plumbline.erp.files~inbox");
        properties.put("felix.fileinstall.filename", "file:/opt/plumbline/etc/io.plumbline.erp.files-inbox.cfg");
        for (int i = 0; i < pairs.length; i += 2) {
            properties.put(pairs[i], pairs[i + 1]);
        }
        return new FilesSource(bundle(), properties, problems);
    }

    /** A framework that knows nothing but how to register and unregister. */
    private BundleContext bundle() {
        return proxy(BundleContext.class, (method, arguments) -> {
            assertThat(method).isEqualTo("registerService");
            services.put((Class<?>) arguments[0], arguments[1]);
            return proxy(ServiceRegistration.class, (m, a) -> {
                assertThat(m).isEqualTo("unregister");
                services.remove(arguments[0]);
                return null;
            });
        });
    }

    private interface Call {
        Object made(String method, Object[] arguments);
    }

    private static <T> T proxy(Class<T> type, Call call) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> call.made(method.getName(), arguments)));
    }
}
