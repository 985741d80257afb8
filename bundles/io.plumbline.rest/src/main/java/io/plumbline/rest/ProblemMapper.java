package io.plumbline.rest;

import java.util.List;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers whatever was thrown: the caller's mistakes by their status, ours as 500 without a word about the inside. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof Invalid invalid) {
            return Problems.invalid(invalid.problem());
        }
        if (thrown instanceof WebApplicationException web) {
            return web(web.getResponse());
        }
        LOG.error("A REST call failed", thrown);
        return Problems.of(500, "internal", "Something went wrong here", "The call failed; nothing was changed by it. The log has the cause.", List.of());
    }

    private static Response web(Response given) {
        String title = given.getStatusInfo().getReasonPhrase();
        String detail = switch (given.getStatus()) {
            case 401 -> "Log in with HTTP Basic.";
            case 403 -> "Your role does not allow this.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This address does not know the method.";
            case 406 -> "Answers are application/json.";
            case 415 -> "The body must be application/json.";
            default -> title;
        };
        Response answer = Problems.of(given.getStatus(), kind(given.getStatus()), title, detail, List.of());
        Object allow = given.getHeaders().getFirst(HttpHeaders.ALLOW);
        return allow == null ? answer : Response.fromResponse(answer).header(HttpHeaders.ALLOW, allow).build();
    }

    private static String kind(int status) {
        return switch (status) {
            case 401 -> "unauthenticated";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405 -> "method-not-allowed";
            case 415 -> "unsupported-media-type";
            default -> status >= 500 ? "internal" : "invalid-request";
        };
    }
}
