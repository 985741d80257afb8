package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The list of what is inside: no jar is missing, none is named that is not there, and hashes are those of the files. */
public class SbomIT {
    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    @Test
    public void everyJarOfTheDistributionIsListed() throws Exception {
        JsonNode bom = new ObjectMapper().readTree(PLUMBLINE.home().resolve("sbom.cdx.json").toFile());
        assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        Map<String, String> hashes = new HashMap<>();
        for (JsonNode component : bom.get("components")) {
            String file = component.at("/properties/0/value").asText();
            assertThat(component.get("purl").asText()).startsWith("pkg:").contains("@");
            if (!file.contains("!/") && component.has("hashes")) {
                hashes.put(file, component.at("/hashes/0/content").asText());
            }
        }
        List<Path> jars = jars();
        assertThat(jars).hasSizeGreaterThan(100);
        for (Path jar : jars) {
            String sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
            assertThat(hashes.remove(PLUMBLINE.home().relativize(jar).toString())).as(jar.toString()).isEqualTo(sha);
        }
        assertThat(hashes).as("listed, and not there").isEmpty();
        assertThat(bom.toString()).contains("pkg:maven/org.apache.camel/camel-api@", "pkg:maven/org.apache.derby/derby@", "java-json-canonicalization@");
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Stream.concat(Files.walk(PLUMBLINE.home().resolve("system")), Files.walk(PLUMBLINE.home().resolve("lib")))) {
            return files.filter(f -> f.toString().endsWith(".jar")).toList();
        }
    }
}
