package io.plumbline.rest;

/**
 * The kinds of problems that the API and the room before it answer with. {@link #type()} never changes; the OpenAPI document and the
 * README list all of them.
 */
public enum ProblemKind {
    INVALID_REQUEST(400, "A parameter, header or member cannot be used; `errors` names each, and what would be accepted."),
    MALFORMED(400, "The body as a whole cannot be read; nothing of it was taken."),
    UNAUTHENTICATED(401, "Log in with HTTP Basic."),
    FORBIDDEN(403, "Your role does not allow this."),
    FOREIGN_ORIGIN(403, "A script of another site called, and that site is not named in the configuration."),
    CSRF(403, "A call with the cookie of a page must carry its token as `X-CSRF-Token`."),
    NOT_FOUND(404, "There is nothing at this address, or not any more."),
    METHOD_NOT_ALLOWED(405, "This address does not know the method; `Allow` lists those that it knows."),
    NOT_ACCEPTABLE(406, "None of the media types in `Accept` can be answered."),
    TOO_SLOW(408, "The body took too long to arrive."),
    CONFLICT(409, "It may not be done as things stand; `detail` says why."),
    IN_PROGRESS(409, "The call with this `Idempotency-Key` has not ended yet: ask again after `Retry-After` seconds."),
    CHANGED_MEANWHILE(412, "Somebody else changed it since you read it: read it again."),
    TOO_LARGE(413, "The body is too large, as it came or unpacked."),
    UNSUPPORTED_MEDIA_TYPE(415, "Bodies of this `Content-Type` or `Content-Encoding` are not taken here."),
    REFUSED(422, "The body can be read, but what it says cannot be taken; `errors` says why."),
    KEY_REUSED(422, "This `Idempotency-Key` was used for another call."),
    PRECONDITION_REQUIRED(428, "Say by `If-Match` which state you mean to change: the `ETag` that you read."),
    TOO_MANY_REQUESTS(429, "Call again after `Retry-After` seconds."),
    TOO_MANY_HEADERS(431, "The request has too many headers."),
    INTERNAL(500, "The call failed here and was noted; quote `X-Request-Id` to the operator."),
    SOURCE_UNREACHABLE(502, "The ERP that it must be read from does not answer."),
    NOT_READY(503, "Plumbline is starting, or its database does not answer: call again after `Retry-After` seconds."),
    TOO_BUSY(503, "Too many bodies are on their way slowly: call again after `Retry-After` seconds.");

    private final int status;
    private final String meaning;

    ProblemKind(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    public int status() {
        return status;
    }

    /** For people; Markdown. */
    public String meaning() {
        return meaning;
    }

    /** {@code too-large} */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    public String type() {
        return "urn:plumbline:problem:" + code();
    }

    public String title() {
        return name().charAt(0) + name().substring(1).toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
