package io.plumbline.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;

/**
 * Which bundle may know what. A bundle knows Java, itself and what stands behind its name here, by the beginnings of package names;
 * a new bundle needs a line of its own.
 */
@RunWith(Parameterized.class)
public class ImportsTest {
    private static final List<String> OURS = List.of("io.plumbline.domain", "io.plumbline.application");
    /** Annotations that end in the manifest, Declarative Services, and the log. */
    private static final List<String> EVERYWHERE = List.of("org.osgi.annotation", "org.osgi.service.component", "org.osgi.service.metatype", "org.slf4j");
    private static final List<String> WEB = List.of("io.plumbline.http", "javax.servlet", "javax.ws.rs", "javax.annotation", "org.apache.cxf", "org.osgi.service.http");
    private static final String JACKSON = "com.fasterxml.jackson";

    private static final Map<String, List<String>> MAY_KNOW = Map.ofEntries(
            Map.entry("io.plumbline.domain", List.of()),
            // pure functions: no component, no log
            Map.entry("io.plumbline.insight", List.of("io.plumbline.domain", "org.apache.commons.statistics")),
            Map.entry("io.plumbline.application", and(List.of("io.plumbline.domain", "io.plumbline.insight"), EVERYWHERE)),
            Map.entry("io.plumbline.store", and(OURS, EVERYWHERE, List.of("java.sql", "javax.sql", "liquibase", JACKSON, "org.erdtman.jcs", "org.osgi.framework", "org.osgi.service.jdbc"))),
            Map.entry("io.plumbline.erp", and(OURS, EVERYWHERE, List.of(JACKSON))),
            Map.entry("io.plumbline.erp.files", and(OURS, EVERYWHERE, List.of("io.plumbline.erp", JACKSON, "org.apache.commons.csv", "org.osgi.framework"))),
            Map.entry("io.plumbline.erp.tryton", and(OURS, EVERYWHERE, List.of("io.plumbline.erp", JACKSON))),
            Map.entry("io.plumbline.routes", and(OURS, EVERYWHERE, List.of("org.apache.camel", "jakarta", "org.eclipse.angus", "io.micrometer", "org.osgi.framework"))),
            Map.entry("io.plumbline.webhooks", and(OURS, EVERYWHERE, List.of("org.apache.hc"))),
            Map.entry("io.plumbline.http", and(OURS, EVERYWHERE, WEB, List.of("io.github.bucket4j", "org.bouncycastle", "org.apache.karaf.jaas", "org.osgi.framework", "org.osgi.service.cm"))),
            Map.entry("io.plumbline.rest", and(OURS, EVERYWHERE, WEB, List.of(JACKSON))),
            Map.entry("io.plumbline.soap", and(OURS, EVERYWHERE, WEB, List.of("javax.jws", "javax.xml.ws", "javax.xml.bind", "org.osgi.framework"))),
            // figures are worked out again for people; the version on the operator's page is that of the bundle
            Map.entry("io.plumbline.web", and(OURS, EVERYWHERE, WEB, List.of("io.plumbline.insight", "io.pebbletemplates", "org.unbescape", "com.openhtmltopdf", "org.apache.pdfbox", "org.apache.fontbox", "java.awt", "org.osgi.framework"))),
            Map.entry("io.plumbline.shell", and(OURS, EVERYWHERE, List.of("org.apache.karaf.shell", "org.apache.karaf.features", "org.osgi.framework"))),
            // the demo stands in for an ERP, its customers and their mailboxes
            Map.entry("io.plumbline.demo", and(OURS, EVERYWHERE, WEB,
                    List.of("io.plumbline.erp", JACKSON, "com.sun.net.httpserver", "com.icegreen.greenmail", "jakarta.mail", "org.osgi.framework"))));

    /** Part of Java, but not for everyone: where SQL, LDAP, remote objects and windows may appear is decided here. */
    private static final Set<String> GRANTED_ONE_BY_ONE = Set.of("java.sql", "javax.sql", "java.rmi", "javax.naming", "java.awt", "javax.swing", "javax.script");
    private static final Set<String> JAVA = ModuleLayer.boot().modules().stream().filter(m -> m.getName().startsWith("java.")).flatMap(m -> m.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    private final String bundle;

    public ImportsTest(String bundle) {
        this.bundle = bundle;
    }

    @Parameters(name = "{0}")
    public static List<String> bundles() {
        return Bundles.names();
    }

    @Test
    public void knowsOnlyWhatItMay() {
        assertThat(MAY_KNOW).as("the bundles that have a line in the table").containsKey(bundle);
        Set<String> tooMuch = new TreeSet<>();
        for (JavaClass one : Bundles.classes(bundle)) {
            for (Dependency dependency : one.getDirectDependenciesFromSelf()) {
                String known = dependency.getTargetClass().getBaseComponentType().getPackageName();
                if (!mayKnow(one, known)) {
                    tooMuch.add(one.getName() + " knows " + dependency.getTargetClass().getName());
                }
            }
        }
        assertThat(tooMuch).isEmpty();
    }

    private boolean mayKnow(JavaClass one, String known) {
        Optional<String> owner = Bundles.owning(known);
        if (owner.isPresent()) {
            return owner.get().equals(bundle) || MAY_KNOW.get(bundle).contains(owner.get());
        }
        if (JAVA.contains(known) && GRANTED_ONE_BY_ONE.stream().noneMatch(p -> beginsWith(known, p)) || known.isEmpty()) {
            return !bundle.equals("io.plumbline.domain") || Object.class.getModule().getPackages().contains(known);
        }
        // @Version on a package is gone at run time
        return one.getSimpleName().equals("package-info") && beginsWith(known, "org.osgi.annotation")
                || MAY_KNOW.get(bundle).stream().anyMatch(p -> beginsWith(known, p));
    }

    private static boolean beginsWith(String packageName, String prefix) {
        return packageName.equals(prefix) || packageName.startsWith(prefix + ".");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<String> and(List<String>... lists) {
        return Arrays.stream(lists).flatMap(List::stream).distinct().toList();
    }
}
