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
import io.plumbline.application.customer.ErpNames;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Criterion.Measure;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.order.Order;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.AnswerPage;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.CustomerKey;
import io.plumbline.soap.v1.Deed;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NonconformityPage;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;
import io.plumbline.soap.v1.Quality;

/** What an ERP may know of its customers, nonconformities and answers, page by page; and the life of a nonconformity, for those who work on it. */
@WebService(endpointInterface = "io.plumbline.soap.v1.Quality", serviceName = "QualityService", portName = "QualityPort", targetNamespace = SoapService.NAMESPACE)
public final class QualityEndpoint implements Quality {
    private static final int DEFAULT_LIMIT = 50;
    private static final String MANAGER = "quality-manager";
    private static final String AUDITOR = "auditor";
    private static final String ACTION = "action";
    private final ErpNames names;
    private final CaseQueries cases;
    private final SurveyQueries surveys;
    private final CaseWork work;

    QualityEndpoint(ErpNames names, CaseQueries cases, SurveyQueries surveys, CaseWork work) {
        this.names = names;
        this.cases = cases;
        this.surveys = surveys;
        this.work = work;
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
