package io.plumbline.itests.inside;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.osgi.framework.BundleActivator;

import io.plumbline.itests.Distribution;
import io.plumbline.itests.Shell;

/** A bundle of one class that a test puts into the running distribution, for what no public door offers. It stays until it is closed. */
public final class Lodger implements AutoCloseable {
    private static final Pattern NUMBER = Pattern.compile("Bundle ID: (\\d+)");
    private final Distribution plumbline;
    private final String number;

    private Lodger(Distribution plumbline, String number) {
        this.plumbline = plumbline;
        this.number = number;
    }

    /** Installs and starts a bundle whose only class is its activator; fails with what the shell says if it does not start. */
    static Lodger moveIn(Distribution plumbline, Class<? extends BundleActivator> activator, String imports, Map<String, String> headers) throws IOException {
        try (Shell shell = plumbline.shell()) {
            Path jar = Files.createTempFile(Path.of("target").toAbsolutePath(), "lodger-", ".jar");
            OneClassBundle.write(jar, activator, imports, headers);
            String said = shell.run("bundle:install -s " + jar.toUri());
            Files.delete(jar);
            Matcher m = NUMBER.matcher(said);
            assertThat(m.find()).as(said).isTrue();
            Lodger lodger = new Lodger(plumbline, m.group(1));
            if (said.contains("Error")) {
                lodger.close();
                throw new AssertionError(said);
            }
            return lodger;
        }
    }

    @Override
    public void close() throws IOException {
        try (Shell shell = plumbline.shell()) {
            shell.run("bundle:uninstall " + number);
        }
    }
}
