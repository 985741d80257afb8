package io.plumbline.rest.customer;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.customer.CustomerQueries;
import io.plumbline.application.customer.CustomerQueries.CustomerRow;
import io.plumbline.application.customer.CustomerQueries.CustomerView;
import io.plumbline.application.customer.MeasureSatisfaction;
import io.plumbline.application.customer.Satisfaction;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.http.Caller;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.delivery.DeliveryJson;
import io.plumbline.rest.nonconformity.CaseJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;
import io.plumbline.rest.survey.ResponseJson;

/** {@code /customers}: who was delivered to, what they said, and what came of it. */
@Path("/customers")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({"quality-manager", "auditor"})
@Component(service = CustomerResource.class)
public final class CustomerResource {
    private final CustomerQueries customers;
    private final MeasureSatisfaction measure;

    @Activate
    public CustomerResource(@Reference CustomerQueries customers, @Reference MeasureSatisfaction measure) {
        this.customers = customers;
        this.measure = measure;
    }

    @Says("Somebody who orders")
    public record CustomerJson(String id, @Maybe String number, @Says("Null once erased") @Maybe String name, long deliveries,
            @Says("Invitations that were answered") long answers, long openCases,
            @Says("The last day on which a delivery is known to have happened") @Maybe LocalDate lastDelivery) {
        static CustomerJson of(CustomerRow r) {
            return new CustomerJson(r.id().value(), r.number(), r.name(), r.deliveries(), r.answers(), r.openCases(), r.lastDelivery());
        }
    }

    @Says("How satisfied a customer is, by their accepted answers")
    public record SatisfactionJson(long answers, @Says("Mean satisfaction, 1 to 5") @Maybe BigDecimal mean, @Says("Answers that are low by the limits of the programme") long low,
            @Says("Share of low answers in percent; null for fewer than 10 answers") @Maybe BigDecimal lowPercent,
            @Says("Where the true share may lie with a confidence of 95 % (Wilson), in percent: from") @Maybe BigDecimal lowPercentFrom, @Says("To") @Maybe BigDecimal lowPercentTo) {
        static SatisfactionJson of(Satisfaction s) {
            Satisfaction.LowShare share = s.share();
            return new SatisfactionJson(s.answers(), s.mean(), s.low(), share == null ? null : share.percent(), share == null ? null : share.from(), share == null ? null : share.to());
        }
    }

    @Says("A customer with contacts, and of each the newest 100 deliveries, answers and cases")
    public record CustomerDetailJson(String id, String connector, String company, @Says("Identity in the ERP") String erpId, @Maybe String number,
            @Says("Null once erased") @Maybe String name, @Says("The ERP's customer group") @Maybe String groupCode, Instant firstSeenAt, Instant changedAt,
            long version, SatisfactionJson satisfaction, List<ContactJson> contacts, List<DeliveryJson> deliveries, List<ResponseJson> responses, List<CaseJson> nonconformities) {
        static CustomerDetailJson of(CustomerView v, Satisfaction satisfaction) {
            Customer c = v.customer();
            return new CustomerDetailJson(c.id().value(), c.connector(), c.company(), c.erpId(), c.number(), c.name(), c.groupCode(), c.firstSeenAt(), c.changedAt(),
                    c.version(), SatisfactionJson.of(satisfaction), v.contacts().stream().map(ContactJson::of).toList(), v.deliveries().stream().map(DeliveryJson::of).toList(),
                    v.answers().stream().map(ResponseJson::of).toList(), v.cases().stream().map(CaseJson::of).toList());
        }
    }

    @Says("A person who can be asked; what is personal is null once erased")
    public record ContactJson(String id, @Maybe String name, @Maybe String email, @Maybe String phone, @Says(value = "BCP 47", example = "de") @Maybe String language,
            @Says("Whether the ERP says that they do not want to be asked") boolean optedOut) {
        static ContactJson of(Contact c) {
            return new ContactJson(c.id().value(), c.name(), c.email(), c.phone(), c.language(), c.optedOut());
        }
    }

    @GET
    @Operation(id = "listCustomers", says = "Customers, by name", gives = CustomerJson.class, paged = true)
    public PageJson<CustomerJson> list(@QueryParam("text") @Says(value = "Part of a name or number", example = "nord") String text, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        return PageJson.of(customers.list(Caller.in(http).site(), text, after == null ? null : after.value(), limit.rows()), uri, CustomerJson::of);
    }

    @GET
    @Path("/{id}")
    @Operation(id = "getCustomer", says = "One customer", gives = CustomerDetailJson.class, tagged = true)
    public Response one(@PathParam("id") @Says("Identity of the customer") Id id, @Context HttpServletRequest http, @Context Request request) {
        Site site = Caller.in(http).site();
        return Versioned.of(CustomerDetailJson.of(customers.one(site, id).orElseThrow(NotFoundException::new), measure.of(site, id)), request);
    }
}
