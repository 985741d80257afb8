package io.plumbline.rest;

import java.util.List;

import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.plumbline.domain.Problem;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Says;

/** Errors as {@code application/problem+json} (RFC 9457). */
public final class Problems {
    public static final MediaType TYPE = MediaType.valueOf("application/problem+json");

    private Problems() {
    }

    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Says("An error (RFC 9457)")
    public record ProblemJson(
            @Says(value = "The kind, which never changes", example = "urn:plumbline:problem:invalid-request") String type,
            @Says(value = "The kind, for people", example = "Invalid request") String title,
            @Says(value = "The HTTP status", example = "400") int status,
            @Says(value = "What is wrong this time, and what to do about it", example = "query parameter limit is \"1000\": expected a whole number from 1 to 200")
            @Maybe String detail,
            @Says("One for each thing that is wrong") @Maybe List<FieldJson> errors,
            @Says(value = "Where the caller's request can be found in the log; some problems carry it, the header X-Request-Id always does",
                    example = "5f2c8b1e9a3d4c70") @Maybe String requestId) {
    }

    @Says("One thing that is wrong")
    public record FieldJson(
            @Says(value = "Where: a path, a parameter or a header", example = "query parameter limit") String field,
            @Says(value = "What stood there, shortened; empty when it was missing", example = "1000") String value,
            @Says(value = "What would be accepted", example = "a whole number from 1 to 200") String accepted) {
        public static FieldJson of(Problem problem) {
            return new FieldJson(problem.field(), problem.value(), problem.accepted());
        }
    }

    public static Response of(ProblemKind kind, String detail, List<Problem> errors) {
        return Response.status(kind.status()).type(TYPE)
                .entity(new ProblemJson(kind.type(), kind.title(), kind.status(), detail, errors.stream().map(FieldJson::of).toList(), null)).build();
    }

    public static Response of(ProblemKind kind, String detail) {
        return of(kind, detail, List.of());
    }

    public static Response notFound(String what) {
        return of(ProblemKind.NOT_FOUND, what);
    }
}
