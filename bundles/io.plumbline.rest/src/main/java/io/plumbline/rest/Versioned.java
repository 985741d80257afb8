package io.plumbline.rest;

import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

/** One record with its version as {@code ETag}; 304 to a caller who has it already. */
public final class Versioned {
    private Versioned() {
    }

    public static Response of(Object record, long version, Request request) {
        EntityTag tag = new EntityTag("v" + version);
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null ? unchanged.tag(tag).build() : Response.ok(record).tag(tag).build();
    }
}
