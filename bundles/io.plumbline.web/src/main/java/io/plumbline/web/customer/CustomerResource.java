package io.plumbline.web.customer;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.customer.CustomerQueries;
import io.plumbline.application.customer.CustomerQueries.CustomerRow;
import io.plumbline.application.customer.CustomerQueries.CustomerView;
import io.plumbline.application.customer.MeasureSatisfaction;
import io.plumbline.application.customer.Satisfaction;
import io.plumbline.application.feedback.FeedbackQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Id;
import io.plumbline.web.Address;
import io.plumbline.web.Allowed;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** Who was delivered to, what they said, and what came of it. */
@Path("/customers")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CustomerResource.class)
public final class CustomerResource {
    private static final int PAGE = 50;
    private static final int MOST_SAID = 100;

    /** A case with its title in the reader's language. */
    record CaseLine(CaseRow of, String title) {
    }

    private final Pages pages;
    private final CustomerQueries customers;
    private final FeedbackQueries feedback;
    private final MeasureSatisfaction measure;

    @Activate
    public CustomerResource(@Reference Pages pages, @Reference CustomerQueries customers, @Reference FeedbackQueries feedback, @Reference MeasureSatisfaction measure) {
        this.pages = pages;
        this.customers = customers;
        this.feedback = feedback;
        this.measure = measure;
    }

    @GET
    public Response list(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        String text = visit.parameter("q");
        String after = visit.parameter("after");
        Page<CustomerRow> page = customers.list(visit.caller().site(), text.isEmpty() ? null : text, after.isEmpty() ? null : after, PAGE);
        Address here = Address.of("/customers").with("q", text);
        return visit.with("rows", page.items()).with("text", text).with("first", after.isEmpty() ? "" : here.toString())
                .with("next", page.next() == null ? "" : here.with("after", page.next()).toString()).show("customer/list");
    }

    @GET
    @Path("{id}")
    public Response one(@Context HttpServletRequest request, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        if (!Id.isOne(id)) {
            throw new NotFoundException();
        }
        CustomerView view = customers.one(visit.caller().site(), new Id(id)).orElseThrow(NotFoundException::new);
        return visit.with("customer", view.customer()).with("contacts", view.contacts()).with("deliveries", view.deliveries()).with("answers", view.answers())
                .with("satisfaction", measure.of(visit.caller().site(), view.customer().id())).with("least", Satisfaction.LEAST)
                .with("feedback", feedback.list(FeedbackQueries.Filter.ofCustomer(visit.caller().site(), view.customer().id()), null, MOST_SAID).items())
                .with("cases", view.cases().stream().map(c -> new CaseLine(c, CaseTitle.in(visit.look().texts(), c.title()))).toList()).show("customer/one");
    }
}
