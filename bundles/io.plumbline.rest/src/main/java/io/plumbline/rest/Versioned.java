package io.plumbline.rest;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import io.plumbline.domain.Sha256;

/** The state of a record as {@code ETag}; 304 to a caller who has it already, 412 and 428 to one who would change another. */
public final class Versioned {
    private static final int TAG_BYTES = 16;
    private static final Pattern TAG = Pattern.compile("\"v(\\d{1,18})\"");

    private Versioned() {
    }

    /** @param version of the record, where the record is all that the answer shows */
    public static Response of(Object record, long version, Request request) {
        return answer(record, new EntityTag("v" + version), request);
    }

    /** For what shows the record and beside it what changes without it: the tag is to be sent back with a change, and never answered with 304. */
    public static Response fresh(Object record, long version) {
        return Response.ok(record).tag(new EntityTag("v" + version)).build();
    }

    /** For what shows more than one record, or a record that keeps no version: the tag comes from the content. */
    public static Response of(Object content, Request request) {
        return answer(content, tag(content), request);
    }

    /** The tag that comes from the content. */
    public static EntityTag tag(Object content) {
        return new EntityTag(HexFormat.of().formatHex(Arrays.copyOf(Sha256.of(Json.bytes(content)), TAG_BYTES)));
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

    /**
     * The version that the caller read, of a record whose tag is made of it ({@link #of(Object, long, Request)}); the use case compares.
     *
     * @param what was read, to be named: {@code case file}
     * @throws Refusal when the caller names none, or something that no version of a record has as its tag
     */
    public static long expected(HttpServletRequest http, String what) {
        String tag = http.getHeader(HttpHeaders.IF_MATCH);
        if (tag == null) {
            throw new Refusal(ProblemKind.PRECONDITION_REQUIRED, "Send the ETag of the " + what + " that you read as If-Match.");
        }
        Matcher version = TAG.matcher(tag.strip());
        if (!version.matches()) {
            throw changed();
        }
        return Long.parseLong(version.group(1));
    }

    public static Refusal changed() {
        return new Refusal(ProblemKind.CHANGED_MEANWHILE, "It is not, or not any more, in the state that If-Match names. Read it again.");
    }
}
