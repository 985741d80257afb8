package io.plumbline.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

/** What the built manifests say: the last word on who depends on whom, since the container reads nothing else. */
public class ManifestTest {
    /** A package at the beginning of a clause, and the rest of the clause; commas within quotes separate nothing. */
    private static final Pattern CLAUSE = Pattern.compile("([A-Za-z0-9_.-]+)((?:;[^\",;]*(?:\"[^\"]*\")?)*)(?:,|$)");

    private static Map<String, String> packages(String bundle, String header) {
        Map<String, String> found = new TreeMap<>();
        String text = Bundles.manifest(bundle).getMainAttributes().getValue(header);
        Matcher clause = CLAUSE.matcher(text == null ? "" : text);
        while (clause.find()) {
            found.put(clause.group(1), clause.group(2));
        }
        return found;
    }

    @Test
    public void theDomainImportsNothingButJava() {
        assertThat(packages("io.plumbline.domain", "Import-Package").keySet()).isNotEmpty()
                .allMatch(p -> p.startsWith("io.plumbline.domain") || Object.class.getModule().getPackages().contains(p));
        Attributes main = Bundles.manifest("io.plumbline.domain").getMainAttributes();
        assertThat(main.getValue("Require-Bundle")).isNull();
        assertThat(main.getValue("DynamicImport-Package")).isNull();
        assertThat(main.getValue("Bundle-ClassPath")).isNull();
    }

    @Test
    public void theApplicationImportsNoTechnology() {
        assertThat(packages("io.plumbline.application", "Import-Package").keySet()).isNotEmpty()
                .allMatch(p -> p.startsWith("io.plumbline.domain") || p.startsWith("io.plumbline.insight") || p.startsWith("io.plumbline.application")
                        || p.equals("org.slf4j") || p.startsWith("java.") || p.startsWith("javax.crypto"));
    }

    @Test
    public void aBundleIsNamedLikeItsFolderAndExportsOnlyItsOwnVersionedPackages() {
        for (String bundle : Bundles.names()) {
            assertThat(Bundles.manifest(bundle).getMainAttributes().getValue("Bundle-SymbolicName")).isEqualTo(bundle);
            packages(bundle, "Export-Package").forEach((name, attributes) -> {
                assertThat(Bundles.owning(name)).as("who owns what " + bundle + " exports: " + name).contains(bundle);
                assertThat(attributes).as(bundle + " exports " + name).containsPattern("(^|;)version=\"?0\\.\\d+\\.\\d+");
            });
        }
    }

    @Test
    public void nobodyImportsAPackageOfOursThatNobodyExports() {
        Map<String, String> exported = new TreeMap<>();
        Bundles.names().forEach(b -> packages(b, "Export-Package").keySet().forEach(p -> exported.put(p, b)));
        for (String bundle : Bundles.names()) {
            assertThat(packages(bundle, "Import-Package").keySet().stream().filter(p -> Bundles.owning(p).isPresent())).as("imports of " + bundle)
                    .allMatch(exported::containsKey);
        }
    }
}
