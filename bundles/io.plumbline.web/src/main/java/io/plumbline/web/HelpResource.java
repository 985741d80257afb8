package io.plumbline.web;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.survey.Programme;

/** Short help for quality managers, auditors and operators, with the rules in force. */
@Path("/help")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR})
@Component(service = HelpResource.class)
public final class HelpResource {
    private final Pages pages;
    private final Programmes programmes;

    @Activate
    public HelpResource(@Reference Pages pages, @Reference Programmes programmes) {
        this.pages = pages;
        this.programmes = programmes;
    }

    @GET
    public Response help(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        Programme programme = programmes.current();
        return visit.with("acceptance", programme.acceptance()).with("delay", visit.look().formats().length(programme.delay()))
                .with("expiry", visit.look().formats().length(programme.expiry()))
                .with("askWithin", programme.askWithin().map(visit.look().formats()::length).orElse(""))
                .with("fallback", programme.fallback().map(visit.look().formats()::length).orElse(""))
                .with("quiet", programme.quietPeriod().map(visit.look().formats()::length).orElse(""))
                .with("sample", visit.look().formats().number(programme.samplePercent())).show("help/help");
    }
}
