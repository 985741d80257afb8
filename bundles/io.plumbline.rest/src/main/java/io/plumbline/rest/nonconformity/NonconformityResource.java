package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CasePlace;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.CaseQueries.Counts;
import io.plumbline.application.nonconformity.ExportCases;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.OtherReceivers;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.SimilarCases;
import io.plumbline.application.nonconformity.WorkQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.http.Caller;
import io.plumbline.rest.Json;
import io.plumbline.rest.Limit;
import io.plumbline.rest.Once;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems;
import io.plumbline.rest.Problems.ProblemJson;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.SheetAnswer;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.nonconformity.AssignmentJson.AssignedJson;
import io.plumbline.rest.nonconformity.AssignmentJson.AssignmentsJson;
import io.plumbline.rest.nonconformity.AssignmentJson.NewAssignmentsJson;
import io.plumbline.rest.nonconformity.AssignmentJson.NewGradeJson;
import io.plumbline.rest.nonconformity.AssignmentJson.NewOwnerJson;
import io.plumbline.rest.nonconformity.IntakeJson.FiledJson;
import io.plumbline.rest.nonconformity.IntakeJson.NewCaseJson;
import io.plumbline.rest.nonconformity.LikeJson.ReceiverJson;
import io.plumbline.rest.nonconformity.LikeJson.SimilarCaseJson;
import io.plumbline.rest.nonconformity.LikeJson.SimilarCasesJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities}: the cases, by their number. */
@Path("/nonconformities")
@Produces(MediaType.APPLICATION_JSON)
@Component(service = NonconformityResource.class)
public final class NonconformityResource {
    private static final List<String> COLUMNS = List.of("number", "title", "state", "severity", "customer", "customerName", "order", "orderNumber", "owner", "due", "reportedAt", "changedAt",
            "version");
    private static final int NEWEST = 8;

    private final CaseQueries cases;
    private final SimilarCases similar;
    private final OtherReceivers others;
    private final ReportNonconformity report;
    private final WorkQueries work;
    private final ExportCases export;
    private final GradeCase grade;
    private final AssignCase assign;
    private final CaseAnswers answers;
    private final Once once;
    private final Organisation.Current organisation;
    private final InstantSource clock;

    @Activate
    public NonconformityResource(@Reference CaseQueries cases, @Reference WorkQueries work, @Reference ExportCases export, @Reference SimilarCases similar, @Reference OtherReceivers others,
            @Reference ReportNonconformity report, @Reference GradeCase grade, @Reference AssignCase assign,
            @Reference ReadCaseFile read, @Reference Once once, @Reference Organisation.Current organisation) {
        this(cases, work, export, similar, others, report, grade, assign, read, once, organisation, InstantSource.system());
    }

    /** With a clock of its own, for tests. */
    public NonconformityResource(CaseQueries cases, WorkQueries work, ExportCases export, SimilarCases similar, OtherReceivers others, ReportNonconformity report, GradeCase grade, AssignCase assign, ReadCaseFile read, Once once,
            Organisation.Current organisation, InstantSource clock) {
        this.cases = cases;
        this.work = work;
        this.export = export;
        this.similar = similar;
        this.others = others;
        this.report = report;
        this.grade = grade;
        this.assign = assign;
        this.answers = new CaseAnswers(read);
        this.once = once;
        this.organisation = organisation;
        this.clock = clock;
    }

    @Says("A case, the order as it was when the case was filed, and where it may go from here")
    public record CaseDetailJson(CaseJson nonconformity, @Says("The clauses that made the case") List<String> whyLow, @Says("How often it was reopened") int reopened,
            @Says("The order as known when the case was filed") @Maybe SnapshotJson snapshot, @Says("Identity of the invitation") @Maybe String invitation,
            @Says("Identity of the answer that made it") @Maybe String response, @Says("Identities of the order's deliveries") List<String> deliveries,
            @Says("The moves that the lifecycle has out of its state") List<WayOutJson> moves) {
        static CaseDetailJson of(CaseView v) {
            Nonconformity.Facts f = v.nonconformity().facts();
            return new CaseDetailJson(CaseJson.of(v.row()), f.whyLow(), f.reopened(), f.snapshot() == null ? null : SnapshotJson.of(f.snapshot()),
                    v.invitation() == null ? null : v.invitation().row().id().value(), f.response() == null ? null : f.response().value(),
                    v.deliveries().stream().map(d -> d.id().value()).toList(), Move.outOf(v.nonconformity()).stream()
                            .map(m -> new WayOutJson(m.name(), m.to(), m.clause(), m.role().code(), m.needs())).toList());
        }
    }

    @Says("A way out of the state")
    public record WayOutJson(@Says(value = "Its name", example = "CONTAIN") String move, @OneOf(Nonconformity.class) String to,
            @Says(value = "Of ISO 9001:2015", example = "10.2.1 a") String clause, @Says(value = "Who may make it", example = "quality-manager") String role,
            @Says("What must be there first") List<Move.Need> needs) {
    }

    @Says("An order as known when a case was filed, without people")
    public record SnapshotJson(String connector, String company, String orderId, @Maybe String orderNumber, @Maybe String customerReference,
            @Maybe LocalDate orderDate, @Maybe String customerNumber, @Maybe LocalDate promised, @Maybe LocalDate happened,
            @Says("Days between promised and happened, negative when early") @Maybe Integer daysLate, List<SnapshotDeliveryJson> deliveries) {
        static SnapshotJson of(OrderSnapshot s) {
            return new SnapshotJson(s.connector(), s.company(), s.orderId(), s.orderNumber(), s.customerReference(), s.orderDate(), s.customerNumber(), s.promised(),
                    s.happened(), s.daysLate(), s.deliveries().stream().map(SnapshotDeliveryJson::of).toList());
        }
    }

    @Says("A delivery as known when a case was filed")
    public record SnapshotDeliveryJson(String docType, String docId, @Maybe String number, String state, @Maybe LocalDate happened,
            @Says("ISO 3166-1 alpha-2") @Maybe String country, @Says("Who brought it, as the ERP names it") @Maybe String carrier, List<SnapshotLineJson> lines) {
        static SnapshotDeliveryJson of(OrderSnapshot.Shipment s) {
            return new SnapshotDeliveryJson(s.docType(), s.docId(), s.number(), s.state(), s.happened(), s.country(), s.carrier(),
                    s.lines().stream().map(l -> new SnapshotLineJson(l.sku(), l.name(), l.ordered(), l.delivered(), l.uom(), l.lots())).toList());
        }
    }

    @Says("A delivered line as known when a case was filed")
    public record SnapshotLineJson(@Maybe String sku, @Maybe String name, @Maybe BigDecimal ordered, @Maybe BigDecimal delivered, @Maybe String uom,
            List<String> lots) {
    }

    @Says("Deliveries, mails, answers and what the journal says, in the order in which they came; of the journal the newest 200")
    public record TrailJson(String number, List<EventJson> events) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor", "erp"})
    @Operation(id = "listNonconformities", says = "Cases, filtered and sorted", gives = CaseJson.class, paged = true)
    public PageJson<CaseJson> list(@BeanParam CaseSelection wanted, @QueryParam("after") @Says("What the address in `next` of the page before has here") String after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        CaseOrder sorted = wanted.order();
        if (after != null && CasePlace.parse(sorted.by(), after).isEmpty()) {
            throw Refusal.invalid("query parameter after", after, "what `next` of the page before has, in a list that is sorted by " + sorted.by());
        }
        CaseQueries.Filter filter = wanted.filter(Caller.in(http).site(), today());
        return PageJson.of(cases.list(filter, sorted, after, limit.rows()), uri, CaseJson::of);
    }

    @GET
    @Path("/export")
    @Produces({"text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"})
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "exportNonconformities", says = "The same list as a file", more = "CSV (RFC 4180, UTF-8 with a byte order mark; a cell that a spreadsheet would compute begins with an"
            + " apostrophe) or, by `Accept`, an XLSX workbook of texts. At most 20,000 cases.", gives = byte[].class, type = "text/csv", problems = ProblemKind.NOT_ACCEPTABLE)
    public Response export(@BeanParam CaseSelection wanted, @Context HttpServletRequest http, @Context Request request) {
        CaseQueries.Filter filter = wanted.filter(Caller.in(http).site(), today());
        return SheetAnswer.of(request, "nonconformities", sheet -> export.write(filter, wanted.order(), sheet, COLUMNS, NonconformityResource::cells));
    }

    private static List<String> cells(CaseRow r) {
        return Arrays.asList(r.number(), r.title(), r.state(), r.severity().name(), r.customer() == null ? null : r.customer().value(), r.customerName(),
                r.order() == null ? null : r.order().value(), r.orderNumber(), r.owner(), r.due() == null ? null : r.due().toString(), r.reportedAt().toString(), r.changedAt().toString(),
                Long.toString(r.version()));
    }

    private LocalDate today() {
        return clock.instant().atZone(organisation.get().zone()).toLocalDate();
    }

    @GET
    @Path("/board")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getBoard", says = "The open cases by their state", gives = BoardJson.class)
    public BoardJson board(@Context HttpServletRequest http) {
        Caller caller = Caller.in(http);
        Counts counts = cases.counts(caller.site(), caller.login(), today(), clock.instant());
        return new BoardJson(CaseSelection.OPEN.stream().map(state -> column(caller, counts, state)).toList(), CaseSelection.SETTLED.stream().map(state -> new BoardJson.SettledJson(state, counts.in(state))).toList());
    }

    private BoardJson.ColumnJson column(Caller caller, Counts counts, String state) {
        return new BoardJson.ColumnJson(state, counts.in(state), counts.open(g -> g.state().equals(state) && g.overdue()),
                counts.open(g -> g.state().equals(state) && g.whose() == CaseQueries.Whose.NOBODYS),
                cases.list(new CaseQueries.Filter(caller.site(), List.of(state), null, null, null), CaseOrder.NEWEST, null, NEWEST).items().stream().map(CaseJson::of).toList());
    }

    @GET
    @Path("/work")
    @RolesAllowed("quality-manager")
    @Operation(id = "getWork", says = "What waits for the caller", gives = WorkJson.class)
    public WorkJson work(@Context HttpServletRequest http) {
        Caller caller = Caller.in(http);
        return WorkJson.of(work.of(caller.site(), caller.login()));
    }

    @GET
    @Path("/{number}")
    @RolesAllowed({"quality-manager", "auditor", "erp"})
    @Operation(id = "getNonconformity", says = "One case", gives = CaseDetailJson.class, tagged = true)
    public Response one(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http,
            @Context Request request) {
        return Versioned.of(CaseDetailJson.of(view(number, http)), request);
    }

    @GET
    @Path("/{number}/trail")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getTrail", says = "The whole story of a case", gives = TrailJson.class, tagged = true)
    public Response trail(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http,
            @Context Request request) {
        return Versioned.of(new TrailJson(number.toString(), EventJson.trail(view(number, http))), request);
    }

    @GET
    @Path("/{number}/similar")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listSimilarNonconformities", says = "Cases that are alike, with the reasons", gives = SimilarCasesJson.class, tagged = true,
            more = "Looked for among the newest 500 of the site, the newest of the same customer, and the newest that were filed about the same product or lot.")
    public Response similar(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        return Versioned.of(new SimilarCasesJson(number.toString(), similar.of(Caller.in(http).site(), number).orElseThrow(NotFoundException::new).stream().map(SimilarCaseJson::of).toList()),
                request);
    }

    @GET
    @Path("/{number}/others")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "listOtherReceivers", says = "Who else received the lots or products of a case, newest delivery first", gives = ReceiverJson.class, paged = true,
            more = "A page may be empty and have a next one all the same: the deliveries that were looked at had other lots.")
    public PageJson<ReceiverJson> others(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @QueryParam("after") Id after,
            @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri, @Context HttpServletRequest http) {
        return PageJson.of(others.of(Caller.in(http).site(), number, after == null ? null : after.value(), limit.rows()).orElseThrow(NotFoundException::new).page(), uri, ReceiverJson::of);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "fileNonconformity", says = "File a case by hand, for an audit's finding, or for something that a customer said", takes = NewCaseJson.class, gives = FiledJson.class,
            more = "Nothing is filed twice: for the same finding, token or feedback the answer is the case that there is, with `filed: false`. What the ERP's data say of the delivery "
                    + "may be left out, and may not be contradicted.")
    public Response file(byte[] body, @Context HttpServletRequest http) {
        NewCaseJson wanted = Json.read(body, NewCaseJson.class);
        ReportNonconformity.Words words = wanted.read();
        Caller caller = Caller.in(http);
        return once.together(http, body, () -> filed(report.report(words, caller.site(), caller.login(), caller.roles(), Instant.now())));
    }

    private static Response filed(ReportNonconformity.Outcome outcome) {
        if (outcome instanceof ReportNonconformity.Outcome.Filed f) {
            return filed(f.nonconformity(), true, f.proposal().severity(), f.proposal().reasons());
        }
        if (outcome instanceof ReportNonconformity.Outcome.Known known) {
            return filed(known.nonconformity(), false, null, List.of());
        }
        if (outcome instanceof ReportNonconformity.Outcome.Invalid invalid) {
            return Problems.of(ProblemKind.REFUSED, invalid.problems().get(0).text(), invalid.problems());
        }
        return Problems.of(ProblemKind.FORBIDDEN, "Only somebody with the role quality-manager files cases.");
    }

    private static Response filed(Nonconformity n, boolean now, Severity proposed, List<String> reasons) {
        String number = n.facts().number().toString();
        return Response.ok(new FiledJson(number, now, n.state(), n.facts().title(), n.facts().severity(), proposed, reasons))
                .header(HttpHeaders.LOCATION, "/api/v1/nonconformities/" + number).build();
    }

    @PUT
    @Path("/{number}/grade")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "gradeNonconformity", says = "Grade an open case anew", takes = NewGradeJson.class, gives = CaseFileJson.class, matched = true)
    public Response grade(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewGradeJson g = Json.read(body, NewGradeJson.class);
        return answers.of(grade.grade(CaseAnswers.call(number, http), g.severity(), g.reason(), Instant.now()), number, http);
    }

    @PUT
    @Path("/{number}/owner")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "assignNonconformity", says = "Say who works on an open case", takes = NewOwnerJson.class, gives = CaseFileJson.class, matched = true)
    public Response assign(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewOwnerJson o = Json.read(body, NewOwnerJson.class);
        return answers.of(assign.assign(CaseAnswers.call(number, http), o.owner(), Instant.now()), number, http);
    }

    @POST
    @Path("/assignments")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("quality-manager")
    @Operation(id = "assignNonconformities", says = "Say who works on up to 200 cases", takes = NewAssignmentsJson.class, gives = AssignmentsJson.class,
            more = "Each case stands alone: one that cannot be assigned, because somebody changed it meanwhile or because it is closed, holds up none of the others.")
    public Response assignAll(byte[] body, @Context HttpServletRequest http) {
        NewAssignmentsJson wanted = Json.read(body, NewAssignmentsJson.class);
        List<AssignCase.Wanted> seen = wanted.read();
        AssignCase.refusal(seen).ifPresent(p -> {
            throw new Refusal(ProblemKind.REFUSED, p.text(), List.of(p));
        });
        Caller caller = Caller.in(http);
        return once.afterwards(http, body, () -> {
            List<AssignedJson> items = assign.assign(seen, wanted.owner(), caller.site(), caller.login(), caller.roles(), Instant.now()).stream()
                    .map(NonconformityResource::assigned).toList();
            int done = (int) items.stream().filter(i -> i.problem() == null).count();
            return Response.ok(new AssignmentsJson(done, items.size() - done, items)).build();
        });
    }

    private static AssignedJson assigned(AssignCase.Each each) {
        String number = each.number().toString();
        if (each.outcome() instanceof CaseOutcome.Done done) {
            return new AssignedJson(number, Response.Status.OK.getStatusCode(), done.nonconformity().facts().version(), null);
        }
        Response refused = each.outcome() instanceof CaseOutcome.NotFound ? Problems.notFound("There is no such case.") : CaseAnswers.refused(each.outcome());
        return new AssignedJson(number, refused.getStatus(), null, (ProblemJson) refused.getEntity());
    }

    private CaseView view(CaseNumber number, HttpServletRequest http) {
        return cases.one(Caller.in(http).site(), number.toString()).orElseThrow(NotFoundException::new);
    }
}
