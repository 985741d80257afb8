package io.plumbline.rest;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

/** The state of a record as {@code ETag}; 304 to a caller who has it already, 412 and 428 to one who would change another. */
public final class Versioned {
    private static final int TAG_BYTES = 16;

    private Versioned() {
    }

    /** @param version of the record, where the record is all that the answer shows */
    public static Response of(Object record, long version, Request request) {
        return answer(record, new EntityTag("v" + version), request);
    }

    /** For what shows more than one record, or a record that keeps no version: the tag comes from the content. */
    public static Response of(Object content, Request request) {
        return answer(content, tag(content), request);
    }

    /** The tag that comes from the content. */
    public static EntityTag tag(Object content) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Json.bytes(content));
            return new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(hash, TAG_BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response answer(Object record, EntityTag tag, Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null ? unchanged.tag(tag).build() : Response.ok(record).tag(tag).build();
    }

    /**
     * Holds the caller to the state that it read.
     *
     * @throws Refusal when the caller names none, or another than {@code tag}
     */
    public static void match(HttpServletRequest http, Request request, EntityTag tag) {
        if (http.getHeader(HttpHeaders.IF_MATCH) == null) {
            throw new Refusal(ProblemKind.PRECONDITION_REQUIRED, "Send the ETag that you read as If-Match.");
        }
        if (request.evaluatePreconditions(tag) != null) {
            throw changed();
        }
    }

    public static Refusal changed() {
        return new Refusal(ProblemKind.CHANGED_MEANWHILE, "It is not, or not any more, in the state that If-Match names. Read it again.");
    }
}
