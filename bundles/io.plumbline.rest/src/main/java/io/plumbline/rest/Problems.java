package io.plumbline.rest;

import java.util.List;

import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Response;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Errors as {@code application/problem+json} (RFC 9457). The {@code type} of each kind never changes. */
public final class Problems {
    static final MediaType TYPE = MediaType.valueOf("application/problem+json");

    private Problems() {
    }

    /** @param errors one for each thing that is wrong; absent where there is only the detail */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record ProblemJson(String type, String title, int status, String detail, List<FieldJson> errors) {
    }

    /** @param accepted what would be accepted, in plain words */
    public record FieldJson(String field, String value, String accepted) {
        public static FieldJson of(io.plumbline.domain.Problem problem) {
            return new FieldJson(problem.field(), problem.value(), problem.accepted());
        }
    }

    public static Response of(int status, String kind, String title, String detail, List<io.plumbline.domain.Problem> errors) {
        return Response.status(status).type(TYPE)
                .entity(new ProblemJson("urn:plumbline:problem:" + kind, title, status, detail, errors.stream().map(FieldJson::of).toList())).build();
    }

    public static Response invalid(io.plumbline.domain.Problem problem) {
        return of(400, "invalid-request", "The request cannot be understood", problem.text(), List.of(problem));
    }

    public static Response notFound(String what) {
        return of(404, "not-found", "Not found", what, List.of());
    }
}
