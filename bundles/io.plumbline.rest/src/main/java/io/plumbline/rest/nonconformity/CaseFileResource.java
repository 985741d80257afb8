package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.Consumes;
import javax.ws.rs.GET;
import javax.ws.rs.POST;
import javax.ws.rs.PUT;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CarryOutAction.Deed;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.domain.Id;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.rest.Json;
import io.plumbline.rest.Once;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Refusal;
import io.plumbline.rest.Versioned;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.nonconformity.CaseFileJson.AnalysisJson;
import io.plumbline.rest.nonconformity.CaseFileJson.CriterionJson;
import io.plumbline.rest.nonconformity.CaseFileJson.OfferJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /nonconformities/…/file}: what is done about a case, from containment to proven effect. Every change names the version that it was made on. */
@Path("/nonconformities/{number}/file")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("quality-manager")
@Component(service = CaseFileResource.class)
public final class CaseFileResource {
    private final CaseAnswers answers;
    private final MoveCase move;
    private final RecordContainment contain;
    private final FindCause cause;
    private final FixCriterion criterion;
    private final PlanAction plan;
    private final CarryOutAction carryOut;
    private final CheckEffect check;
    private final ProposeRejection rejection;
    private final TellCustomer tell;
    private final Once once;

    @Activate
    public CaseFileResource(@Reference ReadCaseFile read, @Reference MoveCase move, @Reference RecordContainment contain, @Reference FindCause cause, @Reference FixCriterion criterion,
            @Reference PlanAction plan, @Reference CarryOutAction carryOut, @Reference CheckEffect check, @Reference ProposeRejection rejection, @Reference TellCustomer tell,
            @Reference Once once) {
        this.answers = new CaseAnswers(read);
        this.move = move;
        this.contain = contain;
        this.cause = cause;
        this.criterion = criterion;
        this.plan = plan;
        this.carryOut = carryOut;
        this.check = check;
        this.rejection = rejection;
        this.tell = tell;
        this.once = once;
    }

    @Says("Where a case can go from here")
    public record MovesJson(@Says(value = "Its number", example = "NC-MAIN-2026-0001") String number, @OneOf(Nonconformity.class) String state,
            @Says(value = "Of the case", example = "4") long version, List<OfferJson> moves) {
    }

    @Says("A move to be made")
    public record NewMoveJson(Move move, @Says("Why, 1 to 2000 characters") String reason,
            @Says("Your password once more, where the move is signed") @Maybe String password, @Says(value = "The case to merge into", example = "NC-MAIN-2026-0002") @Maybe String into) {
    }

    @Says("What was done at once")
    public record NewContainmentJson(Disposition disposition, @Says("In words, 1 to 2000 characters") String what, @Says("How much it concerns") @Maybe BigDecimal quantity,
            @Says(value = "Its unit", example = "pcs") @Maybe String uom, @Says(value = "Who decided, 1 to 100 characters", example = "Head of sales") String authority,
            @Says("When they did") LocalDate decidedOn) {
    }

    @Says("A possible cause")
    public record NewCauseJson(AnalysisJson analysis, @Says(value = "Of the catalogue of causes", example = "packaging") @Maybe String category) {
    }

    @Says("Whether it is the cause")
    public record NewVerdictJson(@Says("VERIFIED or REFUTED") Cause.Verdict verdict, @Says("What shows it, 1 to 2000 characters") String evidence,
            @Says(value = "Of the catalogue of causes; left out for the one that it has", example = "packaging") @Maybe String category) {
    }

    @Says("An action to be planned")
    public record NewActionJson(CorrectiveAction.Kind kind, @Says("In words, 1 to 2000 characters") String what,
            @Says(value = "Login of a quality manager of the site", example = "jana.petersen") String owner, @Says("The day by which it is done") LocalDate due) {
    }

    @Says("What was done with an action")
    public record NewDeedJson(Deed deed, @Says("What shows it, or why, 1 to 2000 characters; needed for all but BEGIN") @Maybe String reason) {
    }

    @Says("A letter to the customer of the case")
    public record NewLetterJson(@Says(value = "CONTAINMENT_LETTER or OUTCOME_LETTER", example = "CONTAINMENT_LETTER") Mail.Purpose purpose,
            @Says(value = "Its subject line, 1 to 150 characters", example = "Your answer about order SO-4711") String title,
            @Says("1 to 4000 characters; blank lines part its paragraphs") String text) {
    }

    @Says("That a case is none")
    public record NewRejectionJson(@Says("Why, 1 to 2000 characters") String reason) {
    }

    @GET
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getCaseFile", says = "What was done about a case, and which moves it may make", gives = CaseFileJson.class, tagged = true)
    public Response file(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        CaseFileJson file = answers.opened(number, http);
        // a letter is sent and a complaint answered while the case stays as it is: who holds either reads it again
        return file.letters().isEmpty() && file.complaints().isEmpty() ? Versioned.of(file, file.version(), request) : Versioned.fresh(file, file.version());
    }

    @GET
    @Path("/moves")
    @RolesAllowed({"quality-manager", "auditor"})
    @Operation(id = "getMoves", says = "The moves out of the state of a case: which are allowed, what each lacks for you, and who could make it", gives = MovesJson.class, tagged = true)
    public Response moves(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http, @Context Request request) {
        CaseFileJson file = answers.opened(number, http);
        return Versioned.of(new MovesJson(file.number(), file.state(), file.version(), file.moves()), file.version(), request);
    }

    @POST
    @Path("/moves")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "moveNonconformity", says = "Move a case to another state", takes = NewMoveJson.class, gives = CaseFileJson.class, matched = true, problems = ProblemKind.CONFLICT,
            more = "What a move needs, what is missing, which clause asks for it and who is left out stands in `moves` of the file.")
    public Response move(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewMoveJson wanted = Json.read(body, NewMoveJson.class);
        CaseNumber into = wanted.into() == null ? null
                : CaseNumber.parse(wanted.into()).orElseThrow(() -> Refusal.invalid("into", wanted.into(), "the number of another case, such as NC-MAIN-2026-0002"));
        return changed(number, body, http, call -> move.make(call, Wanted.one("move", wanted.move()), wanted.reason(), wanted.password(), into, Instant.now()));
    }

    @POST
    @Path("/containments")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "recordContainment", says = "Record what was done at once", takes = NewContainmentJson.class, gives = CaseFileJson.class, matched = true)
    public Response contain(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewContainmentJson c = Json.read(body, NewContainmentJson.class);
        return changed(number, body, http,
                call -> contain.record(call, new RecordContainment.Words(c.disposition(), c.what(), c.quantity(), c.uom(), c.authority(), c.decidedOn()), Instant.now()));
    }

    @POST
    @Path("/letters")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "tellCustomer", says = "Tell the customer by mail what was done at once, or what came of it; each once", takes = NewLetterJson.class, gives = CaseFileJson.class, matched = true)
    public Response tell(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewLetterJson l = Json.read(body, NewLetterJson.class);
        return changed(number, body, http, call -> tell.tell(call, Wanted.one("purpose", l.purpose()), l.title(), l.text(), Instant.now()));
    }

    @POST
    @Path("/causes")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "proposeCause", says = "Propose a cause", takes = NewCauseJson.class, gives = CaseFileJson.class, matched = true)
    public Response cause(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewCauseJson c = Json.read(body, NewCauseJson.class);
        return changed(number, body, http, call -> cause.propose(call, Wanted.one("analysis", c.analysis()).read(), c.category(), Instant.now()));
    }

    @POST
    @Path("/causes/{id}/verdict")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "judgeCause", says = "Verify or refute a cause", takes = NewVerdictJson.class, gives = CaseFileJson.class, matched = true)
    public Response verdict(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @PathParam("id") @Says("Identity of the cause") Id id, byte[] body,
            @Context HttpServletRequest http) {
        NewVerdictJson v = Json.read(body, NewVerdictJson.class);
        return changed(number, body, http, call -> cause.judge(call, id, v.verdict(), v.evidence(), v.category(), Instant.now()));
    }

    @PUT
    @Path("/criterion")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "fixCriterion", says = "Say by what the effect will be judged; it can be changed until the plan is approved", takes = CriterionJson.class, gives = CaseFileJson.class,
            matched = true)
    public Response criterion(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        CriterionJson c = Json.read(body, CriterionJson.class);
        return answers.of(criterion.fix(CaseAnswers.call(number, http), c.read(), Instant.now()), number, http);
    }

    @POST
    @Path("/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "planAction", says = "Plan a corrective or preventive action", takes = NewActionJson.class, gives = CaseFileJson.class, matched = true)
    public Response action(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewActionJson a = Json.read(body, NewActionJson.class);
        return changed(number, body, http, call -> plan.plan(call, a.kind(), a.what(), a.owner(), a.due(), Instant.now()));
    }

    @POST
    @Path("/actions/{id}/deeds")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "carryOutAction", says = "Begin, finish, verify or cancel an action", takes = NewDeedJson.class, gives = CaseFileJson.class, matched = true)
    public Response deed(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @PathParam("id") @Says("Identity of the action") Id id, byte[] body,
            @Context HttpServletRequest http) {
        NewDeedJson d = Json.read(body, NewDeedJson.class);
        return changed(number, body, http, call -> carryOut.make(call, id, Wanted.one("deed", d.deed()), d.reason(), Instant.now()));
    }

    @POST
    @Path("/checks")
    @Operation(id = "checkEffect", says = "Compare customers' answers before and after, from the planned day on", gives = CaseFileJson.class, matched = true, problems = ProblemKind.REFUSED)
    public Response check(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, @Context HttpServletRequest http) {
        return changed(number, new byte[0], http, call -> check.check(call, Instant.now()));
    }

    @POST
    @Path("/rejection")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(id = "proposeRejection", says = "Propose that a case is none, for somebody else to decide", takes = NewRejectionJson.class, gives = CaseFileJson.class, matched = true)
    public Response reject(@PathParam("number") @Says(value = "Its number", example = "NC-MAIN-2026-0001") CaseNumber number, byte[] body, @Context HttpServletRequest http) {
        NewRejectionJson r = Json.read(body, NewRejectionJson.class);
        return changed(number, body, http, call -> rejection.propose(call, r.reason(), Instant.now()));
    }

    private Response changed(CaseNumber number, byte[] body, HttpServletRequest http, Function<CaseCall, CaseOutcome> change) {
        CaseCall call = CaseAnswers.call(number, http);
        return once.afterwards(http, body, () -> answers.of(change.apply(call), number, http));
    }
}
