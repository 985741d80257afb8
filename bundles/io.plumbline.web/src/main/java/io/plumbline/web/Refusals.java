package io.plumbline.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import javax.ws.rs.WebApplicationException;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;
import javax.ws.rs.ext.ExceptionMapper;
import javax.ws.rs.ext.Provider;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import io.plumbline.application.StoreFault;
import io.plumbline.http.ErrorPages;

/**
 * How refusals and faults look to people: what is wrong, what to do, and the number by which the operator finds it in the log. Each
 * application has one of its own, because the request that is injected belongs to one application.
 */
@Provider
@Component(service = ErrorPages.class)
public final class Refusals implements ErrorPages, ExceptionMapper<Exception> {
    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);
    private final Pages pages;

    @Context
    private HttpServletRequest request;

    @Activate
    public Refusals(@Reference Pages pages) {
        this.pages = pages;
    }

    @Override
    public void write(HttpServletRequest asked, HttpServletResponse response, int status, String sentence, String requestId) throws IOException {
        Visit visit = pages.visit(asked);
        byte[] page = page(visit, status, sentence, requestId).getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html");
        response.setCharacterEncoding("UTF-8");
        response.setHeader("Content-Language", visit.language().code());
        response.setContentLength(page.length);
        response.getOutputStream().write(page);
    }

    @Override
    public Response toResponse(Exception fault) {
        int status = 500;
        if (fault instanceof WebApplicationException refused) {
            status = refused.getResponse().getStatus();
            if (status < 400) {
                return refused.getResponse();
            }
        } else if (fault instanceof StoreFault store && store.passing()) {
            LOG.warn("A page was put off: {}", store.getMessage());
            status = 503;
        } else {
            LOG.error("A page failed", fault);
        }
        return show(request, status);
    }

    /** The page for a status, as a guest's answer. */
    public Response show(HttpServletRequest asked, int status) {
        Visit visit = pages.visit(asked);
        String id = MDC.get("request");
        return Response.status(status).type("text/html;charset=utf-8").header("Content-Language", visit.language().code())
                .entity(page(visit, status, "", id == null ? "" : id)).build();
    }

    private static String page(Visit visit, int status, String sentence, String requestId) {
        String key = visit.look().texts().knows("error." + status) ? "error." + status : status < 500 ? "error.other" : "error.500";
        boolean said = key.equals("error.other") && !sentence.isEmpty();
        return visit.with("title", visit.say(key)).with("sentence", said ? sentence : visit.say(key + ".text"))
                .with("requestId", status == 404 ? "" : requestId).html("error");
    }
}
