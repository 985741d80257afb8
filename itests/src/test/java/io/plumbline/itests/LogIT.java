package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** The logs: JSON, with an id that leads from a case back to the ERP's document, and without a word about a person. */
public class LogIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String EMAIL = "ilse.trace@works.example";
    private static final String COMMENT = "The hinges squeal unbearably";
    private static final ObjectMapper JSON = new ObjectMapper();

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    @Test
    public void fromACaseBackToTheDocumentOfTheErpByOneId() throws Exception {
        String link = Invited.link(PLUMBLINE, "TRACE-7", EMAIL, "en");
        assertThat(new PageClient(PLUMBLINE).answer(link, "satisfaction", "1", "comment", COMMENT, "mayCall", "yes").statusCode()).isEqualTo(200);
        Api quality = Api.as(PLUMBLINE, "quality");
        await().atMost(SOON).until(() -> quality.json("/api/v1/nonconformities?text=SO-TRACE-7").get("items").size() == 1);
        String number = quality.json("/api/v1/nonconformities?text=SO-TRACE-7").get("items").get(0).get("number").asText();

        await().atMost(SOON).until(() -> flow().anyMatch(line -> message(line).endsWith(" number " + number)));
        JsonNode filed = flow().filter(line -> message(line).endsWith(" number " + number)).findFirst().orElseThrow();
        assertThat(message(filed)).startsWith("nonconformity.reported nonconformity ");
        String order = filed.get("order").asText();

        await().atMost(SOON).untilAsserted(() -> assertThat(flow().filter(line -> order.equals(text(line, "order"))).map(line -> message(line).split(" ")[0]))
                .containsSubsequence("delivery.recorded", "invitation.scheduled", "invitation.sent", "response.accepted", "nonconformity.reported")
                .doesNotHaveDuplicates());
        List<JsonNode> told = flow().filter(line -> order.equals(text(line, "order"))).toList();
        assertThat(message(told.get(0))).matches("delivery\\.recorded delivery [0-9A-Z]{26} document \\S+\\|1\\|shipment\\|TRACE-7");
        assertThat(text(told.get(0), "request")).as("came over HTTP").isNotEmpty();
        assertThat(told).allSatisfy(line -> {
            assertThat(line.get("level").asText()).isEqualTo("INFO");
            assertThat(Instant.parse(line.get("time").asText())).isBetween(Instant.now().minus(Duration.ofMinutes(30)), Instant.now());
        });
        String token = link.substring(link.lastIndexOf('/') + 1);
        for (Path log : logs()) {
            assertThat(Files.readString(log)).as(log.toString()).doesNotContainIgnoringCase(EMAIL).doesNotContain("ilse.trace").doesNotContain("Emma Clarke")
                    .doesNotContain("Harbour Joinery").doesNotContain("squeal").doesNotContain(token);
        }
    }

    @Test
    public void everyLineIsOneObject() throws Exception {
        new PageClient(PLUMBLINE).logIn("nobody", "a \"wrong\" password");
        await().atMost(SOON).until(() -> lines("plumbline-security.log").findAny().isPresent());
        for (String name : List.of("karaf.log", "plumbline-security.log")) {
            assertThat(lines(name)).as(name).isNotEmpty().allSatisfy(line -> {
                assertThat(line.get("time").asText()).endsWith("Z");
                assertThat(line.get("level").asText()).isIn("TRACE", "DEBUG", "INFO", "WARN", "ERROR", "FATAL");
                assertThat(line.get("logger").asText()).isNotEmpty();
                assertThat(line.has("message")).isTrue();
            });
        }
    }

    private static Stream<JsonNode> flow() throws IOException {
        return lines("karaf.log").filter(line -> "io.plumbline.flow".equals(text(line, "logger")));
    }

    private static Stream<JsonNode> lines(String log) throws IOException {
        return Files.readAllLines(PLUMBLINE.home().resolve("data/log").resolve(log)).stream().map(line -> {
            try {
                return JSON.readTree(line);
            } catch (IOException e) {
                throw new AssertionError("no JSON: " + line, e);
            }
        });
    }

    private static List<Path> logs() throws IOException {
        try (Stream<Path> files = Files.list(PLUMBLINE.home().resolve("data/log"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static String message(JsonNode line) {
        return text(line, "message");
    }

    private static String text(JsonNode line, String field) {
        return line.path(field).asText("");
    }
}
