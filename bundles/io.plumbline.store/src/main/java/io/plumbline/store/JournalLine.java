package io.plumbline.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;

import org.erdtman.jcs.JsonCanonicalizer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.domain.Sha256;

/**
 * An entry of the journal as its row holds it, and the bytes that are chained. Those are the canonical JSON (RFC 8785) of
 * <pre>
 * {"v":1, "number":…, "site":…, "recordedAt":…, "actor":{"kind":…, "name":…}, "action":…, "objectType":…, "object":…, "version":…,
 *  "reason":…, "facts":{name: text, …}, "personal":{name: {"subject":…, "commitment":…}, …}}
 * </pre>
 * {@code recordedAt} is in UTC as in 2026-11-21T08:15:30.123456Z, without decimals that are zero in threes; a commitment is HMAC-SHA-256
 * over the value in UTF-8 under a random key of 256 bits, in hexadecimal. The hash of an entry is SHA-256 over the 32 bytes of the hash
 * before it (none for the first) followed by these bytes.
 *
 * @param facts       JSON as stored
 * @param commitments JSON as stored
 */
record JournalLine(long entry, String site, Instant recordedAt, String actorKind, String actorName, String action, String objectType, String object,
        long version, String reason, String facts, String commitments) {
    static final String COLUMNS = "entry_id, site, recorded_at, actor_kind, actor_name, action, object_type, object_id, version, reason, facts, commitments";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    static JournalLine of(Row row) {
        return new JournalLine(row.number("entry_id"), row.text("site"), row.moment("recorded_at"), row.text("actor_kind"), row.text("actor_name"),
                row.text("action"), row.text("object_type"), row.text("object_id"), row.number("version"), row.text("reason"), row.text("facts"),
                row.text("commitments"));
    }

    /** The hash of this entry at the end of a chain; of nothing sensible where the row no longer holds JSON. */
    String hash(String previousHash, long number) {
        try {
            MessageDigest digest = Sha256.digest();
            digest.update(HexFormat.of().parseHex(previousHash));
            digest.update(canonical(number));
            return HexFormat.of().formatHex(digest.digest());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return "unreadable"; // an altered row can hold anything; this equals no hash
        }
    }

    byte[] canonical(long number) throws JsonProcessingException {
        ObjectNode entry = JsonNodeFactory.instance.objectNode();
        entry.put("v", 1).put("number", number).put("site", site).put("recordedAt", recordedAt.toString());
        entry.putObject("actor").put("kind", actorKind).put("name", actorName);
        entry.put("action", action).put("objectType", objectType).put("object", object).put("version", version).put("reason", reason);
        entry.set("facts", MAPPER.readTree(facts));
        entry.set("personal", MAPPER.readTree(commitments));
        return canonical(entry).getBytes(StandardCharsets.UTF_8);
    }

    static String canonical(Object value) {
        try {
            return new JsonCanonicalizer(MAPPER.writeValueAsString(value)).getEncodedString();
        } catch (IOException e) {
            throw new IllegalStateException("JSON that was just written cannot be read", e);
        }
    }
}
