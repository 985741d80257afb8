package io.plumbline.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Configuration is a contract: what components say they read (the metatype in their bundles) and what stands in {@code etc/} are
 * the same keys, none missing on either side.
 */
public class ConfigurationTest {
    private static final Pattern KEY = Pattern.compile("^#?\\s?([A-Za-z][A-Za-z0-9.]*)\\s*=.*");
    private static final Pattern SET = Pattern.compile("^([A-Za-z][A-Za-z0-9.]*)\\s*=.*");
    private static final Pattern FROM_ENVIRONMENT = Pattern.compile("\\$\\{env:([A-Z0-9_]+)");

    /** The keys that the bundles' metatype promises, by PID. */
    private static Map<String, Set<String>> promised() {
        Map<String, Set<String>> keys = new TreeMap<>();
        for (Document metatype : Bundles.xml("OSGI-INF/metatype")) {
            Set<String> ids = attributes(metatype, "AD", "id");
            for (Element designate : Bundles.elements(metatype, "Designate")) {
                String pid = designate.getAttribute(designate.hasAttribute("factoryPid") ? "factoryPid" : "pid");
                keys.computeIfAbsent(pid, k -> new TreeSet<>()).addAll(ids);
            }
        }
        return keys;
    }

    /** The PIDs that components read, with the names of the references whose target a configuration may choose. */
    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> targets = new TreeMap<>();
        for (Document component : Bundles.xml("OSGI-INF")) {
            targets.computeIfAbsent(pid(component), k -> new TreeSet<>())
                    .addAll(attributes(component, "reference", "name").stream().map(n -> n + ".target").collect(Collectors.toSet()));
        }
        return targets;
    }

    /** The PIDs from which components take options: their constructors have more parameters than references. */
    private static Set<String> taken() {
        Set<String> pids = new TreeSet<>();
        for (Document component : Bundles.xml("OSGI-INF")) {
            String parameters = component.getDocumentElement().getAttribute("init");
            long references = Bundles.elements(component, "reference").stream().filter(r -> r.hasAttribute("parameter")).count();
            if (component.getDocumentElement().hasAttribute("configuration-pid") && !parameters.isEmpty() && Integer.parseInt(parameters) > references) {
                pids.add(pid(component));
            }
        }
        return pids;
    }

    private static String pid(Document component) {
        Element root = component.getDocumentElement();
        return root.getAttribute(root.hasAttribute("configuration-pid") ? "configuration-pid" : "name");
    }

    /** The files in {@code etc/} and {@code etc/demo/} that configure Plumbline, by PID. */
    private static Map<String, List<Path>> files(Set<String> pids) throws IOException {
        Map<String, List<Path>> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(Bundles.project("etc"))) {
            for (Path file : all.filter(f -> f.getFileName().toString().matches("io\\.plumbline\\..*\\.cfg(\\.example)?")).sorted().toList()) {
                String name = file.getFileName().toString().replaceFirst("\\.cfg(\\.example)?$", "");
                String pid = pids.contains(name) ? name : name.replaceFirst("-.*", "");
                files.computeIfAbsent(pid, k -> new ArrayList<>()).add(file);
            }
        }
        return files;
    }

    @Test
    public void whatAComponentTakesIsPromisedByItsBundleAndTheReverse() throws Exception {
        assertThat(promised().keySet()).as("configurations with a metatype").isNotEmpty().containsAll(taken());
        assertThat(read().keySet()).as("configurations that some component reads").containsAll(promised().keySet());
    }

    @Test
    public void everyPromisedKeyStandsInEtc() throws Exception {
        Map<String, Set<String>> promised = promised();
        Map<String, List<Path>> files = files(promised.keySet());
        Map<String, Set<String>> missing = new LinkedHashMap<>();
        for (Map.Entry<String, Set<String>> one : promised.entrySet()) {
            Set<String> left = new TreeSet<>(one.getValue());
            for (Path file : files.getOrDefault(one.getKey(), List.of())) {
                left.removeAll(matching(file, KEY));
            }
            if (!left.isEmpty()) {
                missing.put(one.getKey(), left);
            }
        }
        assertThat(missing).as("keys that no file in etc/ shows").isEmpty();
    }

    @Test
    public void everyKeyInEtcIsPromised() throws Exception {
        Map<String, Set<String>> promised = promised();
        Map<String, Set<String>> read = read();
        List<String> unknown = new ArrayList<>();
        files(promised.keySet()).forEach((pid, files) -> files.forEach(file -> matching(file, SET).stream()
                .filter(key -> !promised.getOrDefault(pid, Set.of()).contains(key) && !read.getOrDefault(pid, Set.of()).contains(key))
                .forEach(key -> unknown.add(Bundles.project("").relativize(file) + ": " + key))));
        assertThat(unknown).as("keys in etc/ that no component reads").isEmpty();
    }

    @Test
    public void everyKeyInEtcHasItsComment() throws Exception {
        List<String> bare = new ArrayList<>();
        for (List<Path> files : files(promised().keySet()).values()) {
            for (Path file : files) {
                if (!file.getParent().endsWith("demo")) {
                    bare(file).forEach(key -> bare.add(file.getFileName() + ": " + key));
                }
            }
        }
        assertThat(bare).as("keys without a comment above them").isEmpty();
    }

    @Test
    public void everyVariableOfTheEnvironmentStandsInTheReadme() throws Exception {
        String readme = Files.readString(Bundles.project("etc/README.md"));
        Set<String> variables = new TreeSet<>();
        try (Stream<Path> all = Files.list(Bundles.project("etc"))) {
            for (Path file : all.filter(f -> f.toString().endsWith(".cfg")).toList()) {
                Matcher found = FROM_ENVIRONMENT.matcher(Files.readString(file));
                while (found.find()) {
                    variables.add(found.group(1));
                }
            }
        }
        assertThat(variables).isNotEmpty().allMatch(v -> v.equals("NAME") || readme.contains("`" + v + "`"));
    }

    private static List<String> bare(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        String before = "";
        for (String line : Files.readAllLines(file)) {
            Matcher key = SET.matcher(line);
            if (key.matches() && !before.startsWith("#")) {
                found.add(key.group(1));
            }
            before = line.strip();
        }
        return found;
    }

    private static Set<String> matching(Path file, Pattern pattern) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(pattern::matcher).filter(Matcher::matches).map(m -> m.group(1)).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Set<String> attributes(Document document, String element, String attribute) {
        return Bundles.elements(document, element).stream().map(e -> e.getAttribute(attribute)).collect(Collectors.toCollection(TreeSet::new));
    }
}
