package io.plumbline.soap;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

import javax.annotation.security.RolesAllowed;
import javax.jws.WebService;
import javax.xml.datatype.XMLGregorianCalendar;

import io.plumbline.application.Page;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.complaint.ComplaintCall;
import io.plumbline.application.complaint.TakeComplaint;
import io.plumbline.application.customer.ErpNames;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Criterion.Measure;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.order.Order;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.AnswerPage;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Channel;
import io.plumbline.soap.v1.CommentList;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.CustomerKey;
import io.plumbline.soap.v1.Deed;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.ExtensionVerdict;
import io.plumbline.soap.v1.FiledNonconformity;
import io.plumbline.soap.v1.IntakeSource;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.LetterPurpose;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NonconformityPage;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;
import io.plumbline.soap.v1.Quality;
import io.plumbline.soap.v1.Severity;

/** What an ERP may know of its customers, nonconformities and answers, page by page; and the life of a nonconformity, for those who work on it. */
@WebService(endpointInterface = "io.plumbline.soap.v1.Quality", serviceName = "QualityService", portName = "QualityPort", targetNamespace = SoapService.NAMESPACE)
public final class QualityEndpoint implements Quality {
    private static final int DEFAULT_LIMIT = 50;
    private static final String MANAGER = "quality-manager";
    private static final String AUDITOR = "auditor";
    private static final String ACTION = "action";
    private static final String EXTENSION = "extension";
    private final ErpNames names;
    private final CaseQueries cases;
    private final SurveyQueries surveys;
    private final CaseWork work;
    private final ComplaintWork complaints;

    QualityEndpoint(ErpNames names, CaseQueries cases, SurveyQueries surveys, CaseWork work, ComplaintWork complaints) {
        this.names = names;
        this.cases = cases;
        this.surveys = surveys;
        this.work = work;
        this.complaints = complaints;
    }

    /** About whom and what; members are null where the call does not say. */
    private record Scope(Id customer, Order order) {
        Id orderId() {
            return order == null ? null : order.facts().id();
        }

        /** An order of somebody else: there can be nothing. */
        boolean impossible() {
            return customer != null && order != null && !customer.equals(order.facts().customer());
        }
    }

    @Override
    @RolesAllowed({"erp", MANAGER, AUDITOR})
    public NonconformityPage nonconformities(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after)
            throws InvalidRequest, NotFound {
        Call call = valid();
        if (after != null && CaseNumber.parse(after).isEmpty()) {
            throw token(after);
        }
        Scope scope = scope(call, customer, order);
        Page<CaseRow> page = scope.impossible() ? new Page<>(List.of(), null)
                : cases.list(new CaseQueries.Filter(call.caller().site(), List.of(), null, scope.customer(), null, scope.orderId(), Reports.moment(since)), after, most(limit));
        NonconformityPage reply = new NonconformityPage();
        page.items().forEach(row -> reply.getNonconformity().add(Replies.nonconformity(row)));
        // an empty page is no empty element, which some clients take for nothing at all
        reply.setCount(page.items().size());
        reply.setNext(page.next());
        return reply;
    }

    @Override
    @RolesAllowed({"erp", MANAGER, AUDITOR})
    public AnswerPage answers(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after) throws InvalidRequest, NotFound {
        Call call = valid();
        if (after != null && !Id.isOne(after)) {
            throw token(after);
        }
        Scope scope = scope(call, customer, order);
        AnswerPage reply = new AnswerPage();
        Page<ResponseRow> page = scope.impossible() ? new Page<>(List.of(), null)
                : scope.order() != null ? surveys.responsesOfOrder(call.caller().site(), scope.orderId(), Reports.moment(since), after, most(limit))
                : surveys.responses(call.caller().site(), null, scope.customer(), Reports.moment(since), after, most(limit));
        page.items().forEach(row -> reply.getAnswer().add(Replies.answer(row)));
        reply.setCount(page.items().size());
        reply.setNext(page.next());
        return reply;
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public NonconformityFile caseFile(String number) throws InvalidRequest, NotFound {
        Caller caller = valid().caller();
        return opened(caller, numbered("number", number)).map(CaseReplies::file).orElseThrow(() -> noCase(number));
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile moveNonconformity(String number, long version, Move move, String reason, String password, String into)
            throws Conflict, InvalidRequest, MoveRefused, NotFound {
        CaseCall call = call(number, version);
        CaseNumber other = into == null ? null : numbered("into", into);
        CaseOutcome outcome = work.move.make(call, io.plumbline.domain.nonconformity.Move.valueOf(move.name()), reason, password, other, Instant.now());
        if (outcome instanceof CaseOutcome.Refused refused) {
            throw CaseRefusals.shut(refused.verdict());
        }
        return file(outcome, call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile recordContainment(String number, long version, Disposition disposition, String what, BigDecimal quantity, String uom, String authority,
            XMLGregorianCalendar decidedOn) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.contain.record(call, new RecordContainment.Words(io.plumbline.domain.nonconformity.Disposition.valueOf(disposition.name()), what, quantity, uom, authority,
                Reports.day(decidedOn)), Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile proposeCause(String number, long version, Analysis analysis, String category) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.cause.propose(call, Analyses.read(analysis), category, Instant.now()), call, p -> Analyses.inWordsOfTheSchema(p, analysis));
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile judgeCause(String number, long version, String cause, CauseVerdict verdict, String evidence) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.cause.judge(call, entry(call, "cause", cause), io.plumbline.domain.nonconformity.Cause.Verdict.valueOf(verdict.name()), evidence, Instant.now()), call,
                UnaryOperator.identity(), "cause", cause);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile fixCriterion(String number, long version, Criterion criterion) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        Stratum stratum = new Stratum(Stratum.Kind.valueOf(criterion.getStratum().name()), criterion.getValue() == null ? "" : criterion.getValue());
        Measure measure = criterion.getMeasure() == null ? Measure.LOW_ANSWERS : Measure.valueOf(criterion.getMeasure().name());
        return file(work.criterion.fix(call, new io.plumbline.domain.nonconformity.Criterion(stratum, measure, criterion.getMinimumImprovement(), criterion.getMinimumAnswers(),
                Reports.day(criterion.getJudgeOn())), Instant.now()), call, p -> p.at("criterion/" + p.field().replace("stratum.value", "value")));
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile planAction(String number, long version, ActionKind kind, String what, String owner, XMLGregorianCalendar due) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.plan.plan(call, CorrectiveAction.Kind.valueOf(kind.name()), what, owner, Reports.day(due), Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile carryOutAction(String number, long version, String action, Deed deed, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.carryOut.make(call, entry(call, ACTION, action), CarryOutAction.Deed.valueOf(deed.name()), reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem("deed", deed.name(), "this from " + p.accepted());
            case ACTION -> new Problem(ACTION, action, p.accepted() + "; this one is " + p.value());
            default -> p;
        }, ACTION, action);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile checkEffect(String number, long version) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.check.check(call, Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile proposeRejection(String number, long version, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.rejection.propose(call, reason, Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public FiledNonconformity reportNonconformity(IntakeSource source, String reference, String feedback, String title, String description, Boolean danger, Boolean systemic, Severity severity,
            String reason, String delivery, String order, String customer, String line, String sku, String lot, String carrier) throws InvalidRequest {
        Caller caller = valid().caller();
        ReportNonconformity.Words words = new ReportNonconformity.Words(ReportNonconformity.Source.valueOf(source.name()), reference, identity("feedback", feedback), title, description,
                Boolean.TRUE.equals(danger), Boolean.TRUE.equals(systemic), severity(severity), reason, identity("delivery", delivery), identity("order", order), identity("customer", customer),
                line, sku, lot, carrier);
        ReportNonconformity.Outcome outcome = work.report.report(words, caller.site(), caller.login(), caller.roles(), Instant.now());
        if (outcome instanceof ReportNonconformity.Outcome.Filed filed) {
            return CaseReplies.filed(filed.nonconformity(), filed.proposal());
        }
        if (outcome instanceof ReportNonconformity.Outcome.Known known) {
            return CaseReplies.filed(known.nonconformity(), null);
        }
        if (outcome instanceof ReportNonconformity.Outcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems());
        }
        throw new IllegalStateException("a role that was checked is refused");
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile gradeNonconformity(String number, long version, Severity severity, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.grade.grade(call, severity(severity), reason, Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile assignNonconformity(String number, long version, String owner) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.assign.assign(call, owner == null ? "" : owner, Instant.now()), call, UnaryOperator.identity());
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile tellCustomer(String number, long version, LetterPurpose purpose, String title, String text) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.tell.tell(call, Mail.Purpose.valueOf(purpose.name()), title, text, Instant.now()), call,
                p -> p.field().equals("contact") ? new Problem("number", number, p.accepted()) : p);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile askForExtension(String number, long version, String action, XMLGregorianCalendar due, String reason) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.extend.ask(call, entry(call, ACTION, action), Reports.day(due), reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem(ACTION, action, "one of the caller's own; for this one asks " + p.accepted());
            case ACTION -> standing(p, action);
            default -> p;
        }, ACTION, action);
    }

    @Override
    @RolesAllowed(MANAGER)
    public NonconformityFile decideExtension(String number, long version, String action, String extension, ExtensionVerdict decision, String reason)
            throws Conflict, InvalidRequest, NotFound {
        CaseCall call = call(number, version);
        return file(work.extend.decide(call, entry(call, ACTION, action), entry(call, EXTENSION, extension), decision == ExtensionVerdict.GRANT, reason, Instant.now()), call, p -> switch (p.field()) {
            case "login" -> new Problem("decision", decision.name(), "this from " + p.accepted());
            case ACTION -> standing(p, action);
            case EXTENSION -> new Problem(EXTENSION, extension, p.accepted() + "; this one is " + p.value());
            case "due" -> new Problem(EXTENSION, extension, "one that asks for " + p.accepted() + "; this one asks for " + p.value());
            default -> p;
        }, EXTENSION, extension);
    }

    private static Problem standing(Problem p, String action) {
        return new Problem(ACTION, action, p.value().equals(action) ? p.accepted() : p.accepted() + "; this one is " + p.value());
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public CommentList comments(String number) throws InvalidRequest, NotFound {
        Caller caller = valid().caller();
        return said(caller, numbered("number", number));
    }

    @Override
    @RolesAllowed(MANAGER)
    public CommentList commentNonconformity(String number, String text) throws InvalidRequest, NotFound {
        Caller caller = valid().caller();
        CaseNumber of = numbered("number", number);
        return said(work.comments.add(speaker(caller, of), text, Instant.now()), caller, of, null);
    }

    @Override
    @RolesAllowed(MANAGER)
    public CommentList withdrawComment(String number, String comment) throws InvalidRequest, NotFound {
        Caller caller = valid().caller();
        CaseNumber of = numbered("number", number);
        CaseOutcome outcome = Id.isOne(comment) ? work.comments.withdraw(speaker(caller, of), new Id(comment), Instant.now()) : new CaseOutcome.NotFound();
        return said(outcome, caller, of, comment);
    }

    private static CommentCase.Speaker speaker(Caller caller, CaseNumber number) {
        return new CommentCase.Speaker(caller.site(), number, caller.login(), caller.roles());
    }

    private CommentList said(Caller caller, CaseNumber number) throws NotFound {
        return work.comments.list(caller.site(), number).map(CaseReplies::comments).orElseThrow(() -> noCase(number.toString()));
    }

    /** @param comment that was to be withdrawn, or null */
    private CommentList said(CaseOutcome outcome, Caller caller, CaseNumber number, String comment) throws InvalidRequest, NotFound {
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            throw Refusals.invalidRequest(invalid.problems().stream().map(p -> switch (p.field()) {
                case "mentions" -> p.at("text");
                case "login" -> new Problem("comment", comment, "one of the caller's own; this one can be withdrawn by " + p.accepted());
                default -> p;
            }).toList());
        }
        CommentList now = said(caller, number);
        if (outcome instanceof CaseOutcome.Done) {
            return now;
        }
        if (outcome instanceof CaseOutcome.NotFound) {
            throw Refusals.notFound("comment", comment, "the identity of a comment on this case");
        }
        throw new IllegalStateException("a role that was checked is refused: " + outcome.getClass().getSimpleName());
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint takeComplaint(String token, Channel channel, String complainant, String words, XMLGregorianCalendar receivedAt, String delivery, String order, String customer)
            throws InvalidRequest {
        Caller caller = valid().caller();
        TakeComplaint.Words said = new TakeComplaint.Words(token, io.plumbline.domain.complaint.Complaint.Channel.valueOf(channel.name()), complainant, words, Reports.moment(receivedAt),
                identity("delivery", delivery), identity("order", order), identity("customer", customer));
        return complaints.taken(complaints.take.take(said, caller.site(), caller.login(), caller.roles(), Instant.now()), caller);
    }

    @Override
    @RolesAllowed({MANAGER, AUDITOR})
    public Complaint readComplaint(String complaint) throws InvalidRequest, NotFound {
        return complaints.read(valid().caller(), complaint);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint acknowledgeComplaint(String complaint, long version, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        Caller caller = valid().caller();
        return complaints.changed(complaints.handle.acknowledge(complaints.call(caller, complaint, version), Reports.moment(at), Instant.now()), caller, complaint);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint answerComplaint(String complaint, long version, String answer, XMLGregorianCalendar at) throws Conflict, InvalidRequest, NotFound {
        Caller caller = valid().caller();
        return complaints.changed(complaints.handle.answer(complaints.call(caller, complaint, version), answer, Reports.moment(at), Instant.now()), caller, complaint);
    }

    @Override
    @RolesAllowed(MANAGER)
    public Complaint fileComplaint(String complaint, long version, String number, String title, Boolean danger, Boolean systemic, Severity severity, String reason)
            throws Conflict, InvalidRequest, NotFound {
        Caller caller = valid().caller();
        ComplaintCall call = complaints.call(caller, complaint, version);
        return complaints.changed(number != null ? complaints.handle.link(call, numbered("number", number), Instant.now())
                : complaints.handle.file(call, new ReportNonconformity.Summary(title, Boolean.TRUE.equals(danger), Boolean.TRUE.equals(systemic), severity(severity), reason), Instant.now()),
                caller, complaint);
    }

    private static io.plumbline.domain.nonconformity.Severity severity(Severity given) {
        return given == null ? null : io.plumbline.domain.nonconformity.Severity.valueOf(given.name());
    }

    private static Id identity(String element, String id) throws InvalidRequest {
        if (id != null && !Id.isOne(id)) {
            throw Refusals.invalidRequest(List.of(new Problem(element, id, "an identity of 26 digits and letters, as Plumbline tells it")));
        }
        return id == null ? null : new Id(id);
    }

    private static CaseCall call(String number, long version) throws InvalidRequest {
        Caller caller = valid().caller();
        return new CaseCall(caller.site(), numbered("number", number), version, caller.login(), caller.roles());
    }

    private static CaseNumber numbered(String element, String number) throws InvalidRequest {
        return CaseNumber.parse(number).orElseThrow(() -> Refusals.invalidRequest(List.of(new Problem(element, number, "the number of a case, such as NC-MAIN-2026-0001"))));
    }

    /** What cannot be an identity names nothing, and the case is looked for first. */
    private Id entry(CaseCall call, String element, String id) throws NotFound {
        if (Id.isOne(id)) {
            return new Id(id);
        }
        throw noEntry(call, element, id);
    }

    private Optional<Opened> opened(Caller caller, CaseNumber number) {
        return work.read.open(caller.site(), number, caller.login(), caller.roles());
    }

    private NonconformityFile file(CaseOutcome outcome, CaseCall call, UnaryOperator<Problem> named) throws Conflict, InvalidRequest, NotFound {
        return file(outcome, call, named, "number", call.number().toString());
    }

    /**
     * The file as it is now.
     *
     * @param element of what is looked for within the case
     * @param value   of that element
     */
    private NonconformityFile file(CaseOutcome outcome, CaseCall call, UnaryOperator<Problem> named, String element, String value) throws Conflict, InvalidRequest, NotFound {
        if (outcome instanceof CaseOutcome.Changed changed) {
            throw CaseRefusals.conflict(changed);
        }
        if (outcome instanceof CaseOutcome.Invalid invalid) {
            throw CaseRefusals.invalid(invalid.problems(), call.number().toString(), named);
        }
        if (outcome instanceof CaseOutcome.NotSigned) {
            throw CaseRefusals.notSigned();
        }
        if (outcome instanceof CaseOutcome.NotFound) {
            throw noEntry(call, element, value);
        }
        if (!(outcome instanceof CaseOutcome.Done)) {
            throw new IllegalStateException("a role that was checked is refused: " + outcome.getClass().getSimpleName());
        }
        return opened(Call.current().caller(), call.number()).map(CaseReplies::file).orElseThrow(() -> noCase(call.number().toString()));
    }

    private NotFound noEntry(CaseCall call, String element, String value) {
        boolean there = work.read.open(call.site(), call.number(), call.login(), call.roles()).isPresent();
        return there ? Refusals.notFound(element, value, "the identity of one of this case, as its file tells it") : noCase(call.number().toString());
    }

    private static NotFound noCase(String number) {
        return Refusals.notFound("number", number, "the number of a case of your site");
    }

    private static Call valid() throws InvalidRequest {
        Call call = Call.current();
        if (!call.all().isEmpty()) {
            throw Refusals.invalidRequest(call.all());
        }
        return call;
    }

    private Scope scope(Call call, CustomerKey customer, OrderKey order) throws NotFound {
        Id customerId = null;
        if (customer != null) {
            customerId = names.customer(connector(call, customer.getConnector()), Reports.company(customer.getCompany()), customer.getCustomerId(), call.caller().site())
                    .orElseThrow(() -> Refusals.notFound("customer/customerId", customer.getCustomerId(), "a customer of a delivery that was reported"));
        }
        Order found = null;
        if (order != null) {
            found = names.order(new io.plumbline.domain.order.OrderKey(connector(call, order.getConnector()), Reports.company(order.getCompany()), order.getOrderId()),
                    call.caller().site()).orElseThrow(() -> Refusals.notFound("order/orderId", order.getOrderId(), "an order of which a delivery was reported"));
        }
        return new Scope(customerId, found);
    }

    private static String connector(Call call, String given) {
        return given == null ? call.connector() : given;
    }

    private static int most(Integer limit) {
        return limit == null ? DEFAULT_LIMIT : limit;
    }

    private static InvalidRequest token(String after) {
        return Refusals.invalidRequest(List.of(new Problem("after", after, "what the page before gave as next")));
    }
}
