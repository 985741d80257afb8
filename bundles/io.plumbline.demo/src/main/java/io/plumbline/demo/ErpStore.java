package io.plumbline.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The demo ERP's own store: a file to which every version of every document is appended as a line of JSON. */
final class ErpStore {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
    private final Path file;
    private final NavigableMap<Long, List<ErpDocument>> documents = new TreeMap<>();

    ErpStore(Path file) {
        this.file = file;
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                    remember(read(line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo ERP cannot use " + file, e);
        }
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    synchronized void put(ErpDocument document) {
        ObjectNode line = object().put("id", document.id()).put("stamp", document.stamp().toString()).put("committed", document.committed().toString());
        line.set("body", document.body());
        try {
            String text = JSON.writeValueAsString(line);
            Files.writeString(file, text + "\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            remember(read(text)); // as a restart would read it
        } catch (IOException e) {
            throw new UncheckedIOException("the demo ERP cannot write " + file, e);
        }
    }

    /** The next identity. */
    synchronized long next() {
        return documents.isEmpty() ? 1001 : documents.lastKey() + 1;
    }

    synchronized boolean isEmpty() {
        return documents.isEmpty();
    }

    /** The latest stamp in the store. */
    synchronized Optional<Instant> lastStamp() {
        return documents.values().stream().flatMap(List::stream).map(ErpDocument::stamp).max(Comparator.naturalOrder());
    }

    /** What somebody sees at {@code now} of documents stamped within {@code [from, to)}, by identity, after {@code afterId}. */
    synchronized List<ErpDocument> seen(Instant from, Instant to, long afterId, int most, Instant now) {
        List<ErpDocument> found = new ArrayList<>();
        for (List<ErpDocument> versions : documents.tailMap(afterId, false).values()) {
            latest(versions, now).filter(d -> (from == null || !d.stamp().isBefore(from)) && d.stamp().isBefore(to)).ifPresent(found::add);
            if (found.size() == most) {
                break;
            }
        }
        return found;
    }

    synchronized Optional<ErpDocument> seen(long id, Instant now) {
        return Optional.ofNullable(documents.get(id)).flatMap(versions -> latest(versions, now));
    }

    private static Optional<ErpDocument> latest(List<ErpDocument> versions, Instant now) {
        return versions.stream().filter(d -> !d.committed().isAfter(now)).reduce((a, b) -> b);
    }

    private void remember(ErpDocument document) {
        documents.computeIfAbsent(document.id(), id -> new ArrayList<>()).add(document);
    }

    private static ErpDocument read(String line) throws IOException {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        return new ErpDocument(node.get("id").asLong(), Instant.parse(node.get("stamp").asText()), Instant.parse(node.get("committed").asText()),
                (ObjectNode) node.get("body"));
    }
}
