import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Lists what is in the distribution, as CycloneDX 1.5: each jar of its system repository and of lib, and each jar inside a jar, with its
 * Maven coordinates and its hash. Read from the files that are shipped, not from what Maven was asked for: most of them come from
 * features, which Maven's model does not know. The same files give the same list.
 *
 * <p>Arguments: the assembled distribution, the version, the file to write, and then for each library whose classes lie within a bundle
 * of ours, where no jar tells of it, {@code bundle=group:artifact:version}.
 */
public final class WriteSbom {
    private static final Pattern NESTED_NAME = Pattern.compile("(?:.*/)?(.+?)-(\\d[^/]*)\\.jar");
    private final Map<String, String> components = new TreeMap<>();

    public static void main(String[] arguments) throws IOException {
        WriteSbom sbom = new WriteSbom();
        Path home = Path.of(arguments[0]);
        try (Stream<Path> files = Stream.concat(Files.walk(home.resolve("system")), Files.walk(home.resolve("lib")))) {
            for (Path jar : files.filter(f -> f.toString().endsWith(".jar")).sorted().toList()) {
                sbom.add(home, jar);
            }
        }
        Stream.of(arguments).skip(3).forEach(embedded -> {
            String[] coordinates = embedded.substring(embedded.indexOf('=') + 1).split(":");
            sbom.put(coordinates[0], coordinates[1], coordinates[2], null, "in " + embedded.substring(0, embedded.indexOf('=')));
        });
        Files.writeString(Path.of(arguments[2]), sbom.json(arguments[1]));
    }

    private void add(Path home, Path jar) throws IOException {
        byte[] bytes = Files.readAllBytes(jar);
        Path relative = home.relativize(jar);
        if (relative.startsWith("system") && relative.getNameCount() > 4) {
            int parts = relative.getNameCount();
            String group = Stream.of(relative.subpath(1, parts - 3).toString().split("[/\\\\]")).collect(Collectors.joining("."));
            put(group, relative.getName(parts - 3).toString(), relative.getName(parts - 2).toString(), bytes, relative.toString());
        } else {
            named(bytes, relative.toString());
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            for (ZipEntry nested : file.stream().filter(e -> e.getName().endsWith(".jar")).toList()) {
                named(file.getInputStream(nested).readAllBytes(), relative + "!/" + nested.getName());
            }
        }
    }

    /** A jar whose coordinates stand in it, or else in its file's name. */
    private void named(byte[] jar, String where) throws IOException {
        Matcher name = NESTED_NAME.matcher(where);
        String artifact = name.matches() ? name.group(1).replaceFirst(".*/", "") : where.replaceFirst(".*/", "").replaceFirst("\\.jar$", "");
        List<Properties> known = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.properties")) {
                    Properties properties = new Properties();
                    properties.load(new ByteArrayInputStream(in.readAllBytes()));
                    known.add(properties);
                }
            }
        }
        Properties own = known.stream().filter(p -> known.size() == 1 || artifact.equals(p.getProperty("artifactId"))).findFirst().orElseGet(Properties::new);
        put(own.getProperty("groupId"), own.getProperty("artifactId", artifact), own.getProperty("version", name.matches() ? name.group(2) : ""), jar, where);
    }

    private void put(String group, String artifact, String version, byte[] content, String where) {
        String purl = group == null ? "pkg:generic/" + artifact + "@" + version : "pkg:maven/" + group + "/" + artifact + "@" + version;
        StringBuilder one = new StringBuilder("    {\"type\":\"library\",\"bom-ref\":").append(quoted(purl + "#" + where));
        if (group != null) {
            one.append(",\"group\":").append(quoted(group));
        }
        one.append(",\"name\":").append(quoted(artifact)).append(",\"version\":").append(quoted(version));
        if (content != null) {
            one.append(",\"hashes\":[{\"alg\":\"SHA-256\",\"content\":\"").append(sha256(content)).append("\"}]");
        }
        one.append(",\"purl\":").append(quoted(purl)).append(",\"properties\":[{\"name\":\"plumbline:file\",\"value\":").append(quoted(where)).append("}]}");
        components.put(purl + "#" + where, one.toString());
    }

    private String json(String version) {
        String all = String.join(",\n", components.values());
        return "{\n  \"bomFormat\":\"CycloneDX\",\n  \"specVersion\":\"1.5\",\n  \"serialNumber\":\"urn:uuid:" + UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8))
                + "\",\n  \"version\":1,\n  \"metadata\":{\"component\":{\"type\":\"application\",\"group\":\"io.plumbline\",\"name\":\"plumbline-distribution\",\"version\":"
                + quoted(version) + "}},\n  \"components\":[\n" + all + "\n  ]\n}\n";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (GeneralSecurityException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
