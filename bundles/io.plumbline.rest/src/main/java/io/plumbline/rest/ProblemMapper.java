package io.plumbline.rest;

import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.StoreFault;
import io.plumbline.domain.Stale;

/** Answers whatever was thrown: the caller's mistakes by their status, ours as 500 without a word about the inside. */
final class ProblemMapper implements ExceptionMapper<Throwable> {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

    @Override
    public Response toResponse(Throwable thrown) {
        if (thrown instanceof Refusal refusal) {
            Response answer = Problems.of(refusal.kind(), refusal.getMessage(), refusal.problems());
            return refusal.kind() == ProblemKind.IN_PROGRESS || refusal.kind() == ProblemKind.NOT_READY
                    ? Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, "5").build() : answer;
        }
        if (thrown instanceof WebApplicationException web) {
            return web(web.getResponse());
        }
        if (thrown instanceof Stale) {
            return Problems.of(ProblemKind.CONFLICT, "Others changed the same thing again and again meanwhile. Look again.");
        }
        if (thrown instanceof StoreFault fault && fault.passing()) {
            LOG.warn("A REST call was put off: {}", fault.getMessage());
            return Response.fromResponse(Problems.of(ProblemKind.NOT_READY, "The database takes no work at the moment. Call again in a few seconds."))
                    .header(HttpHeaders.RETRY_AFTER, "5").build();
        }
        LOG.error("A REST call failed", thrown);
        return Problems.of(ProblemKind.INTERNAL, "The call failed. The log has the cause.");
    }

    private static Response web(Response given) {
        if (given.getStatus() < 400) {
            return given;
        }
        ProblemKind kind = switch (given.getStatus()) {
            case 401 -> ProblemKind.UNAUTHENTICATED;
            case 403 -> ProblemKind.FORBIDDEN;
            case 404 -> ProblemKind.NOT_FOUND;
            case 405 -> ProblemKind.METHOD_NOT_ALLOWED;
            case 406 -> ProblemKind.NOT_ACCEPTABLE;
            case 412 -> ProblemKind.CHANGED_MEANWHILE;
            case 413 -> ProblemKind.TOO_LARGE;
            case 415 -> ProblemKind.UNSUPPORTED_MEDIA_TYPE;
            default -> given.getStatus() >= 500 ? ProblemKind.INTERNAL : ProblemKind.INVALID_REQUEST;
        };
        return Problems.of(kind, kind.meaning().replace("`", ""));
    }
}
