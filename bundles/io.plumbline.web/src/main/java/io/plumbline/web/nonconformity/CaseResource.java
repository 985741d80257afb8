package io.plumbline.web.nonconformity;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.POST;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CarryOutAction.Deed;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.GradeCase;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.TellCustomer;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.Analysis.Contrast;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.http.Caller;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;
import io.plumbline.web.Wrong;
import io.plumbline.web.nonconformity.CasePage.Sent;

/** One case: its story, what was done about it, and what can be done next. Each form is shown again with what was entered when it cannot be taken. */
@Path("/cases")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR})
@Component(service = CaseResource.class)
public final class CaseResource {
    private static final int MOST_LINES = 40;
    /** What is wrong with them is said in other words than in other forms. */
    private static final List<String> EXTENSION_FIELDS = List.of("due", "login", "action", "extension");
    private final Pages pages;
    private final CasePage page;
    private final MoveCase move;
    private final RecordContainment contain;
    private final FindCause cause;
    private final FixCriterion criterion;
    private final PlanAction plan;
    private final CarryOutAction carryOut;
    private final ExtendAction extend;
    private final CheckEffect check;
    private final ProposeRejection rejection;
    private final GradeCase grade;
    private final AssignCase assign;
    private final TellCustomer tell;
    private final AskAgain again;

    @Activate
    public CaseResource(@Reference Pages pages, @Reference CasePage page, @Reference MoveCase move, @Reference RecordContainment contain, @Reference FindCause cause,
            @Reference FixCriterion criterion, @Reference PlanAction plan, @Reference CarryOutAction carryOut, @Reference ExtendAction extend, @Reference CheckEffect check, @Reference ProposeRejection rejection,
            @Reference GradeCase grade, @Reference AssignCase assign, @Reference TellCustomer tell, @Reference AskAgain again) {
        this.pages = pages;
        this.page = page;
        this.move = move;
        this.contain = contain;
        this.cause = cause;
        this.criterion = criterion;
        this.plan = plan;
        this.carryOut = carryOut;
        this.extend = extend;
        this.check = check;
        this.rejection = rejection;
        this.grade = grade;
        this.assign = assign;
        this.tell = tell;
        this.again = again;
    }

    @GET
    @Path("{number}")
    public Response story(@Context HttpServletRequest request, @PathParam("number") String number) {
        return page.show(pages.visit(request), number, CaseTab.STORY, Sent.NOTHING);
    }

    @GET
    @Path("{number}/{tab}")
    public Response tab(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("tab") String tab) {
        return page.show(pages.visit(request), number, CaseTab.at(tab).orElseThrow(NotFoundException::new), Sent.NOTHING);
    }

    /** What was signed, as text whose SHA-256 is that of the signature. */
    @GET
    @Path("{number}/signatures/{id}")
    public Response signed(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        String content = page.signed(pages.visit(request), number, id(id)).orElseThrow(NotFoundException::new);
        return Response.ok(content.getBytes(StandardCharsets.UTF_8), "text/plain;charset=utf-8").header("Content-Disposition", "attachment; filename=\"" + number + "-" + id + ".txt\"").build();
    }

    @POST
    @Path("{number}/moves")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response move(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Move wanted = visit.parameter("move", Move.class).orElseThrow(NotFoundException::new);
        Form form = new Form(visit, number, CaseTab.MOVES, "move-" + wanted, "reason", "into");
        String other = visit.parameter("into");
        CaseNumber into = CaseNumber.parse(other).orElse(null);
        if (into == null && !other.isEmpty()) {
            return form.refused(List.of(new Problem("into", other, "")));
        }
        CaseOutcome outcome = move.make(form.call(), wanted, form.text("reason"), visit.raw("password"), into, visit.now());
        return outcome instanceof CaseOutcome.Done ? Visit.goTo(CaseTab.STORY.of(number) + "?done=case-moved") : form.answer(outcome, "");
    }

    @POST
    @Path("{number}/rejection")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response reject(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.MOVES, "rejection", "reason");
        return form.answer(rejection.propose(form.call(), form.text("reason"), visit.now()), "rejection-proposed");
    }

    @POST
    @Path("{number}/grade")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response grade(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.STORY, "grade", "severity", "reason");
        return form.answer(grade.grade(form.call(), visit.parameter("severity", Severity.class).orElse(null), form.text("reason"), visit.now()), "case-graded");
    }

    @POST
    @Path("{number}/owner")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response assign(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.STORY, "assign", "owner");
        return form.answer(assign.assign(form.call(), visit.parameter("owner"), visit.now()), "case-assigned");
    }

    @POST
    @Path("{number}/containment")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response contain(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.CONTAINMENT, "containment", "disposition", "what", "quantity", "uom", "authority", "decidedOn");
        String typed = visit.parameter("quantity");
        BigDecimal quantity = typed.isEmpty() ? null : number(visit, typed).orElse(null);
        if (quantity == null && !typed.isEmpty()) {
            return form.refused(List.of(new Problem("quantity", typed, "")));
        }
        RecordContainment.Words words = new RecordContainment.Words(visit.parameter("disposition", Disposition.class).orElse(null), form.text("what"), quantity,
                visit.parameter("uom").isEmpty() ? null : visit.parameter("uom"), visit.parameter("authority"), visit.day("decidedOn").orElse(null));
        return form.answer(contain.record(form.call(), words, visit.now()), "containment-recorded");
    }

    @POST
    @Path("{number}/letters")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response tell(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Mail.Purpose purpose = visit.parameter("purpose", Mail.Purpose.class).filter(Mail.Purpose::letter).orElseThrow(NotFoundException::new);
        Form form = new Form(visit, number, CaseTab.CONTAINMENT, "letter-" + purpose, "title", "text");
        return form.answer(tell.tell(form.call(), purpose, visit.parameter("title"), form.text("text"), visit.now()), "customer-told");
    }

    @POST
    @Path("{number}/causes")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response cause(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        List<String> names = new ArrayList<>(List.of("method", "category", "conclusion", "text"));
        for (int i = 0; i < CasePage.WHYS; i++) {
            names.add("why-" + i);
        }
        for (int i = 0; i < CasePage.CONTRASTS; i++) {
            names.addAll(List.of("question-" + i, "is-" + i, "isnot-" + i, "distinction-" + i));
        }
        for (Bone bone : Bone.values()) {
            names.add("bone-" + bone);
        }
        Form form = new Form(visit, number, CaseTab.CAUSES, "cause", names.toArray(String[]::new));
        return form.answer(cause.propose(form.call(), analysis(visit, form), visit.parameter("category").isEmpty() ? null : visit.parameter("category"), visit.now()), "cause-proposed");
    }

    private static Analysis analysis(Visit visit, Form form) {
        return switch (visit.parameter("method")) {
            case "ISHIKAWA" -> {
                Map<Bone, List<String>> causes = new EnumMap<>(Bone.class);
                for (Bone bone : Bone.values()) {
                    List<String> lines = form.text("bone-" + bone).lines().map(String::strip).filter(line -> !line.isEmpty()).limit(MOST_LINES).toList();
                    if (!lines.isEmpty()) {
                        causes.put(bone, lines);
                    }
                }
                yield new Analysis.Ishikawa(causes, form.text("conclusion"));
            }
            case "IS_IS_NOT" -> {
                List<Contrast> contrasts = new ArrayList<>();
                form.contrastLines().forEach(i -> contrasts.add(new Contrast(form.text("question-" + i), form.text("is-" + i), form.text("isnot-" + i), form.text("distinction-" + i))));
                yield new Analysis.IsIsNot(contrasts, form.text("conclusion"));
            }
            case "FREE_TEXT" -> new Analysis.FreeText(form.text("text"));
            default -> {
                List<String> whys = new ArrayList<>();
                for (int i = 0; i < CasePage.WHYS; i++) {
                    whys.add(form.text("why-" + i));
                }
                while (!whys.isEmpty() && whys.get(whys.size() - 1).isEmpty()) {
                    whys.remove(whys.size() - 1);
                }
                yield new Analysis.FiveWhys(whys);
            }
        };
    }

    @POST
    @Path("{number}/causes/{id}")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response verdict(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.CAUSES, "verdict-" + id(id).value(), "evidence", "category");
        return form.answer(cause.judge(form.call(), id(id), visit.parameter("verdict", Cause.Verdict.class).orElse(null), form.text("evidence"),
                visit.parameter("category").isEmpty() ? null : visit.parameter("category"), visit.now()), "cause-judged");
    }

    @POST
    @Path("{number}/plan")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response criterion(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.PLAN, "criterion", "stratum", "measure", "minimumImprovement", "minimumAnswers", "judgeOn");
        String[] stratum = visit.raw("stratum").split(":", 2);
        Optional<Stratum.Kind> kind = List.of(Stratum.Kind.values()).stream().filter(k -> k.name().equals(stratum[0])).findFirst();
        if (kind.isEmpty() || stratum.length < 2) {
            return form.refused(List.of(new Problem("stratum", visit.raw("stratum"), "")));
        }
        Criterion wanted = new Criterion(new Stratum(kind.get(), stratum[1]), visit.parameter("measure", Criterion.Measure.class).orElse(Criterion.Measure.LOW_ANSWERS), whole(visit, "minimumImprovement"), whole(visit, "minimumAnswers"), visit.day("judgeOn").orElse(null));
        return form.answer(criterion.fix(form.call(), wanted, visit.now()), "criterion-fixed");
    }

    @POST
    @Path("{number}/actions")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response action(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.PLAN, "action", "kind", "what", "owner", "due");
        return form.answer(plan.plan(form.call(), visit.parameter("kind", CorrectiveAction.Kind.class).orElse(null), form.text("what"), visit.parameter("owner"), visit.day("due").orElse(null),
                visit.now()), "action-planned");
    }

    @POST
    @Path("{number}/actions/{id}")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response deed(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Deed deed = visit.parameter("deed", Deed.class).orElseThrow(NotFoundException::new);
        Form form = new Form(visit, number, CaseTab.PLAN, "deed-" + id(id).value(), "reason", "deed");
        return form.answer(carryOut.make(form.call(), id(id), deed, form.text("reason"), visit.now()), "action-changed");
    }

    @POST
    @Path("{number}/actions/{id}/extensions")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response extend(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.PLAN, "extension-" + id(id).value(), "due", "reason");
        return form.answer(extend.ask(form.call(), id(id), visit.day("due").orElse(null), form.text("reason"), visit.now()), "extension-asked");
    }

    @POST
    @Path("{number}/actions/{id}/extensions/{extension}")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response decide(@Context HttpServletRequest request, @PathParam("number") String number, @PathParam("id") String id, @PathParam("extension") String extension) {
        Visit visit = pages.visit(request);
        Extension.Decision decision = visit.parameter("decision", Extension.Decision.class).filter(d -> d != Extension.Decision.ASKED).orElseThrow(NotFoundException::new);
        Form form = new Form(visit, number, CaseTab.PLAN, "extension-" + id(extension).value(), "reason");
        return form.answer(extend.decide(form.call(), id(id), id(extension), decision == Extension.Decision.GRANTED, form.text("reason"), visit.now()), decision == Extension.Decision.GRANTED ? "extension-granted" : "extension-refused");
    }

    @POST
    @Path("{number}/effect")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response check(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.EFFECT, "check");
        return form.answer(check.check(form.call(), visit.now()), "effect-checked");
    }

    @POST
    @Path("{number}/follow-up")
    @RolesAllowed(Allowed.QUALITY_MANAGER)
    public Response askAgain(@Context HttpServletRequest request, @PathParam("number") String number) {
        Visit visit = pages.visit(request);
        Form form = new Form(visit, number, CaseTab.FOLLOW_UP, "follow-up", "message");
        CaseOutcome outcome = again.ask(form.call(), form.text("message"), visit.now());
        return outcome instanceof CaseOutcome.Done ? Visit.goTo(CaseTab.EFFECT.of(number) + "?done=customers-asked-again") : form.answer(outcome, "");
    }

    private static Id id(String text) {
        if (!Id.isOne(text)) {
            throw new NotFoundException();
        }
        return new Id(text);
    }

    /** A number as people of the language write it; empty where it is none. */
    private static Optional<BigDecimal> number(Visit visit, String text) {
        NumberFormat format = NumberFormat.getNumberInstance(visit.language().locale());
        if (format instanceof java.text.DecimalFormat decimal) {
            decimal.setParseBigDecimal(true);
        }
        ParsePosition at = new ParsePosition(0);
        Number read = text.length() > 40 ? null : format.parse(text, at);
        return read instanceof BigDecimal decimal && at.getIndex() == text.length() ? Optional.of(decimal) : Optional.empty();
    }

    /** A whole number of at most six digits; -1 where it is none, which no rule accepts. */
    private static int whole(Visit visit, String name) {
        return visit.parameter(name).matches("\\d{1,6}") ? Integer.parseInt(visit.parameter(name)) : -1;
    }

    /** One form that was sent, and what is shown where it cannot be taken. */
    private final class Form {
        private final Visit visit;
        private final String number;
        private final CaseTab tab;
        private final String name;
        private final Typed typed;

        Form(Visit visit, String number, CaseTab tab, String name, String... fields) {
            this.visit = visit;
            this.number = number;
            this.tab = tab;
            this.name = name;
            Map<String, String> values = new HashMap<>();
            for (String field : fields) {
                values.put(field, visit.raw(field));
            }
            typed = new Typed(name, values);
        }

        /** As entered, with one kind of line ends. */
        String text(String field) {
            return visit.raw(field).replace("\r\n", "\n").strip();
        }

        /** The lines of an is/is-not comparison that hold something: a question that was offered and not used is none. */
        List<Integer> contrastLines() {
            return IntStream.range(0, CasePage.CONTRASTS).filter(i -> List.of("is-", "isnot-", "distinction-").stream().anyMatch(part -> !text(part + i).isEmpty())).boxed().toList();
        }

        CaseCall call() {
            Caller caller = visit.caller();
            String version = visit.parameter("version");
            return new CaseCall(caller.site(), CaseNumber.parse(number).orElseThrow(NotFoundException::new), version.matches("\\d{1,15}") ? Long.parseLong(version) : 0, caller.login(),
                    caller.roles());
        }

        Response answer(CaseOutcome outcome, String done) {
            if (outcome instanceof CaseOutcome.Done) {
                return Visit.goTo(tab.of(number) + "?done=" + done);
            }
            if (outcome instanceof CaseOutcome.Changed changed) {
                return page.show(visit, number, tab, new Sent(typed, List.of(), changed.since(), 409));
            }
            if (outcome instanceof CaseOutcome.Refused refused) {
                return page.show(visit, number, tab, new Sent(typed, shut(refused.verdict()), null, 409));
            }
            if (outcome instanceof CaseOutcome.Invalid invalid) {
                return refused(invalid.problems());
            }
            if (outcome instanceof CaseOutcome.NotSigned) {
                return refused(List.of(new Problem("password", "", "")));
            }
            if (outcome instanceof CaseOutcome.Forbidden) {
                throw new ForbiddenException();
            }
            throw new NotFoundException();
        }

        Response refused(List<Problem> problems) {
            return page.show(visit, number, tab, new Sent(typed, problems.stream().map(this::wrong).toList(), null, 422));
        }

        private List<Wrong> shut(Verdict verdict) {
            if (!verdict.inState()) {
                return List.of(new Wrong("", visit.say("case.shut.state", visit.say("move." + verdict.move()), visit.say("state." + verdict.state()))));
            }
            return verdict.missing().stream().map(m -> new Wrong(m.need().givenWithTheMove() ? id(switch (m.need()) {
                case SIGNATURE -> "password";
                case OTHER_CASE -> "into";
                default -> "reason";
            }) : "", m.need().givenWithTheMove() ? visit.say("case.shut." + m.need()) : visit.say("case.shut", visit.say("need." + m.need()), m.clause()))).toList();
        }

        /** Where there are several of a field, the message is the same for each, and leads to the one that is meant. */
        private Wrong wrong(Problem problem) {
            String field = problem.field();
            String plain = field.replaceAll("\\[\\d+]|\\..*", "");
            String key = (name.startsWith("extension-") && EXTENSION_FIELDS.contains(plain) ? "extension.wrong." : "case.wrong.") + plain;
            String value = problem.value() == null || problem.value().length() > 60 ? "" : problem.value();
            String text = visit.look().texts().knows(key) ? visit.say(key, value) : problem.text();
            String target = field.startsWith("whys[") ? "why-" + field.replaceAll("\\D", "") : field.startsWith("causes.") ? "bone-" + field.replaceAll("causes\\.|\\[.*", "")
                    : field.startsWith("contrasts[") ? field.replaceAll(".*\\.", "").toLowerCase(Locale.ROOT) + "-" + contrastLines().get(Integer.parseInt(field.replaceAll("\\D", "")))
                            : plain.equals("whys") ? "why-0" : plain.equals("contrasts") ? "is-0" : plain;
            return new Wrong(id(target), text);
        }

        private String id(String field) {
            return typed.values().containsKey(field) || field.equals("password") ? name + "-" + field : "";
        }
    }
}
