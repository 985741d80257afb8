package io.plumbline.web.survey;

import javax.annotation.security.PermitAll;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.survey.Unsubscribe;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.web.Pages;

/**
 * Objecting to being asked. Looking changes nothing, because scanners look; a POST objects at once, from our button or from a mail
 * program (RFC 8058), without login, cookie or further question. Every token, known or not, gets the same answers.
 */
@Path("/u")
@PermitAll
@Component(service = UnsubscribeResource.class)
public final class UnsubscribeResource {
    private final Pages pages;
    private final Unsubscribe unsubscribe;

    @Activate
    public UnsubscribeResource(@Reference Pages pages, @Reference Unsubscribe unsubscribe) {
        this.pages = pages;
        this.unsubscribe = unsubscribe;
    }

    @GET
    @Path("{token}")
    public Response look(@Context HttpServletRequest request) {
        return pages.visit(request).show("survey/unsubscribe");
    }

    @POST
    @Path("{token}")
    public Response object(@Context HttpServletRequest request, @PathParam("token") String text) {
        SurveyToken.from(text).ifPresent(token -> unsubscribe.by(token, pages.now()));
        return pages.visit(request).show("survey/unsubscribed");
    }
}
