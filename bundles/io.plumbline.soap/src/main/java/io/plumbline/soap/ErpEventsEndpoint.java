package io.plumbline.soap;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import javax.annotation.security.RolesAllowed;
import javax.jws.WebService;
import javax.servlet.http.HttpServletResponse;

import org.apache.cxf.binding.soap.Soap11;
import org.apache.cxf.binding.soap.SoapFault;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.application.delivery.ReceiveDeliveries;
import io.plumbline.application.delivery.RecordDelivery;
import io.plumbline.application.delivery.WhatBecame.Fate;
import io.plumbline.application.survey.AskForSurvey;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DocumentKey;
import io.plumbline.domain.order.OrderKey;
import io.plumbline.soap.v1.AskOutcome;
import io.plumbline.soap.v1.AskResult;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Delivery;
import io.plumbline.soap.v1.DeliveryKey;
import io.plumbline.soap.v1.Document;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.InvalidDelivery;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.InvitationState;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Outcome;
import io.plumbline.soap.v1.Receipt;
import io.plumbline.soap.v1.Receipts;
import io.plumbline.soap.v1.RefusalKind;
import io.plumbline.soap.v1.Source;
import io.plumbline.soap.v1.Subject;

/** What an ERP tells: each operation reads the call, calls one use case and answers in the words of the schema. */
@WebService(endpointInterface = "io.plumbline.soap.v1.ErpEvents", serviceName = "ErpEventsService", portName = "ErpEventsPort",
        targetNamespace = SoapService.NAMESPACE)
public final class ErpEventsEndpoint implements ErpEvents {
    private static final String ERP = "erp";
    private static final String UBL = "application/xml";
    private static final Pattern CONNECTOR = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private final RecordDelivery record;
    private final ReceiveDeliveries receive;
    private final AskForSurvey ask;
    private final io.plumbline.application.delivery.WhatBecame whatBecame;

    ErpEventsEndpoint(RecordDelivery record, ReceiveDeliveries receive, AskForSurvey ask, io.plumbline.application.delivery.WhatBecame whatBecame) {
        this.record = record;
        this.receive = receive;
        this.ask = ask;
        this.whatBecame = whatBecame;
    }

    /** What is to be done with a report. */
    private enum Wish { REPORT, AMEND, CANCEL }

    @Override
    @RolesAllowed(ERP)
    public Receipt reportDelivery(Delivery delivery) throws InvalidDelivery {
        Receipt receipt = one("delivery", Wish.REPORT, reports -> reports.report(delivery));
        invalid(receipt);
        return receipt;
    }

    @Override
    @RolesAllowed(ERP)
    public Receipts reportDeliveries(List<Delivery> deliveries) throws InvalidRequest {
        return all(deliveries, "delivery", Wish.REPORT, (reports, d) -> reports.report(d), Delivery::getSource);
    }

    @Override
    @RolesAllowed(ERP)
    public Receipt amendDelivery(Delivery delivery) throws InvalidDelivery, NotFound, Conflict {
        Receipt receipt = one("delivery", Wish.AMEND, reports -> reports.report(delivery));
        invalid(receipt);
        if (receipt.getRefusal() == RefusalKind.NOT_FOUND) {
            throw Refusals.notFound("delivery/source", receipt.getDocument(), "a delivery that was reported before");
        }
        conflict(receipt);
        return receipt;
    }

    @Override
    @RolesAllowed(ERP)
    public Receipts amendDeliveries(List<Delivery> deliveries) throws InvalidRequest {
        return all(deliveries, "delivery", Wish.AMEND, (reports, d) -> reports.report(d), Delivery::getSource);
    }

    @Override
    @RolesAllowed(ERP)
    public Receipt cancelDelivery(Source source) throws InvalidDelivery, Conflict {
        Receipt receipt = one("source", Wish.CANCEL, reports -> reports.cancellation(source));
        invalid(receipt);
        conflict(receipt);
        return receipt;
    }

    @Override
    @RolesAllowed(ERP)
    public Receipts cancelDeliveries(List<Source> sources) throws InvalidRequest {
        return all(sources, "source", Wish.CANCEL, (reports, s) -> reports.cancellation(s), s -> s);
    }

    @Override
    @RolesAllowed(ERP)
    public Receipt reportDocument(String connector, Document document) throws InvalidDelivery {
        Call call = Call.current();
        if (!call.all().isEmpty()) {
            throw Refusals.invalidDelivery(call.all());
        }
        String named = connector(call, connector);
        if (!CONNECTOR.matcher(named).matches()) {
            throw Refusals.invalidDelivery(List.of(new Problem("connector", named, "1 to 40 characters of a-z, 0-9 and -")));
        }
        DeliveryFormat ubl = receive.formatOf(UBL).orElseThrow(ErpEventsEndpoint::notReady);
        try {
            // one document is one delivery, or one receipt; the text is as it was sent, and not as the binding understands it
            return receipt(receive.receive(call.document(), ubl, named, call.caller().actor(), Instant.now()).get(0));
        } catch (DeliveryFormat.Malformed e) {
            throw Refusals.invalidDelivery(List.of(Refusals.inDocument(e.problem())));
        }
    }

    private static Receipt receipt(ReceiveDeliveries.Receipt taken) throws InvalidDelivery {
        return switch (taken.verdict()) {
            case ACCEPTED -> receipt(1, taken.identity(), Outcome.ACCEPTED, taken.id().value(), null);
            case AMENDED -> receipt(1, taken.identity(), Outcome.AMENDED, taken.id().value(), null);
            case DUPLICATE -> receipt(1, taken.identity(), Outcome.DUPLICATE, taken.id().value(), taken.reason());
            case REFUSED -> throw Refusals.invalidDelivery(taken.problems().stream().map(Refusals::inDocument).toList());
        };
    }

    private static SoapFault notReady() {
        SoapFault fault = new SoapFault("Plumbline is starting; try again in a few seconds.", Soap11.getInstance().getReceiver());
        fault.setStatusCode(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        return fault;
    }

    /** Reads one item of a batch. */
    private interface Reader<T> {
        DeliveredOrder read(Reports reports, T item);
    }

    private Receipt one(String element, Wish wish, Function<Reports, DeliveredOrder> reader) {
        Call call = Call.current();
        if (!call.all().isEmpty()) {
            return refused(1, null, RefusalKind.INVALID_DELIVERY, null, call.all());
        }
        return taken(call, 1, element, wish, reader, Instant.now());
    }

    private <T> Receipts all(List<T> items, String element, Wish wish, Reader<T> reader, Function<T, Source> source) throws InvalidRequest {
        Call call = Call.current();
        if (!call.of(0).isEmpty()) {
            throw Refusals.invalidRequest(call.of(0));
        }
        Instant now = Instant.now();
        return counted(record.each(IntStream.rangeClosed(1, items.size()).boxed().toList(), position -> {
            T item = items.get(position - 1);
            return call.of(position).isEmpty() ? taken(call, position, element + "[" + position + "]", wish, reports -> reader.read(reports, item), now)
                    : refused(position, document(source.apply(item)), RefusalKind.INVALID_DELIVERY, null, call.of(position));
        }));
    }

    private Receipt taken(Call call, int position, String element, Wish wish, Function<Reports, DeliveredOrder> reader, Instant now) {
        Reports reports = new Reports(call.connector());
        DeliveredOrder report = reader.apply(reports);
        String document = report.source().docType() + "/" + report.source().docId();
        RecordDelivery.Outcome outcome = !reports.problems().isEmpty() ? new RecordDelivery.Outcome.Refused(reports.problems())
                : wish == Wish.AMEND ? record.amend(report, call.caller().actor(), now) : record.record(report, call.caller().actor(), now);
        if (outcome instanceof RecordDelivery.Outcome.Accepted accepted) {
            return receipt(position, document, Outcome.ACCEPTED, accepted.id().value(), null);
        }
        if (outcome instanceof RecordDelivery.Outcome.Amended amended) {
            return receipt(position, document, Outcome.AMENDED, amended.id().value(), null);
        }
        if (outcome instanceof RecordDelivery.Outcome.Unknown) {
            return refused(position, document, RefusalKind.NOT_FOUND, "this delivery was not reported before", List.of());
        }
        if (outcome instanceof RecordDelivery.Outcome.Duplicate duplicate) {
            return duplicate.overtaken() && wish != Wish.REPORT ? refused(position, document, RefusalKind.CONFLICT, duplicate.why(), List.of())
                    : receipt(position, document, Outcome.DUPLICATE, duplicate.id().value(), duplicate.why());
        }
        List<Problem> problems = ((RecordDelivery.Outcome.Refused) outcome).problems().stream().map(p -> Refusals.inWordsOfTheSchema(p, element)).toList();
        return refused(position, document, RefusalKind.INVALID_DELIVERY, null, problems);
    }

    private static void invalid(Receipt receipt) throws InvalidDelivery {
        if (receipt.getRefusal() == RefusalKind.INVALID_DELIVERY) {
            throw Refusals.invalidDelivery(receipt.getProblem().stream().map(p -> new Problem(p.getField(), p.getValue(), p.getAccepted())).toList());
        }
    }

    private static void conflict(Receipt receipt) throws Conflict {
        if (receipt.getRefusal() == RefusalKind.CONFLICT) {
            throw Refusals.conflict(receipt.getDocument() + ": " + receipt.getReason());
        }
    }

    private static String document(Source source) {
        return source == null || source.getDocType() == null || source.getDocId() == null ? null : source.getDocType() + "/" + source.getDocId();
    }

    private static Receipt receipt(int position, String document, Outcome outcome, String id, String reason) {
        Receipt receipt = new Receipt();
        receipt.setPosition(position);
        receipt.setDocument(document);
        receipt.setOutcome(outcome);
        receipt.setId(id);
        receipt.setReason(reason);
        return receipt;
    }

    private static Receipt refused(int position, String document, RefusalKind kind, String reason, List<Problem> problems) {
        Receipt receipt = receipt(position, document, Outcome.REFUSED, null, reason);
        receipt.setRefusal(kind);
        problems.forEach(p -> receipt.getProblem().add(Refusals.problem(p)));
        return receipt;
    }

    private static Receipts counted(List<Receipt> all) {
        Receipts receipts = new Receipts();
        receipts.setAccepted(count(all, Outcome.ACCEPTED));
        receipts.setAmended(count(all, Outcome.AMENDED));
        receipts.setDuplicate(count(all, Outcome.DUPLICATE));
        receipts.setRefused(count(all, Outcome.REFUSED));
        receipts.getReceipt().addAll(all);
        return receipts;
    }

    private static int count(List<Receipt> all, Outcome outcome) {
        return (int) all.stream().filter(r -> r.getOutcome() == outcome).count();
    }

    @Override
    @RolesAllowed(ERP)
    public AskResult askForSurvey(io.plumbline.soap.v1.OrderKey order) throws InvalidRequest, NotFound {
        Call call = valid();
        AskForSurvey.Outcome outcome = ask.ofOrder(key(call, order), call.caller().site(), call.caller().actor(), Instant.now());
        AskResult result = new AskResult();
        if (outcome instanceof AskForSurvey.Outcome.Asked asked) {
            result.setOutcome(AskOutcome.ASKED);
            result.setInvitation(asked.invitation().value());
            result.setDueAt(Replies.moment(asked.dueAt()));
            result.setExplanation("The mail leaves with the next round.");
        } else if (outcome instanceof AskForSurvey.Outcome.AlreadyAsked already) {
            result.setOutcome(AskOutcome.ALREADY_ASKED);
            result.setInvitation(already.invitation().value());
            result.setState(InvitationState.fromValue(already.state()));
            result.setExplanation("The customer was asked before, and is never asked twice about one order.");
        } else if (outcome instanceof AskForSurvey.Outcome.Refused refused) {
            result.setOutcome(AskOutcome.REFUSED);
            result.setInvitation(refused.invitation().value());
            result.setReason(Replies.reason(refused.why()));
            result.setExplanation(Words.why(refused.why()));
        } else {
            throw Refusals.notFound("order/orderId", order.getOrderId(), "an order of which a delivery was reported");
        }
        return result;
    }

    @Override
    @RolesAllowed(ERP)
    public List<io.plumbline.soap.v1.Fate> whatBecame(Subject of) throws InvalidRequest, NotFound {
        Call call = valid();
        List<Fate> fates = of.getDelivery() != null ? ofDelivery(call, of.getDelivery()).stream().toList()
                : whatBecame.ofOrder(key(call, of.getOrder()), call.caller().site());
        if (fates.isEmpty()) {
            throw of.getDelivery() != null ? Refusals.notFound("of/delivery/docId", of.getDelivery().getDocId(), "a delivery that was reported")
                    : Refusals.notFound("of/order/orderId", of.getOrder().getOrderId(), "an order of which a delivery was reported");
        }
        return fates.stream().map(Replies::fate).toList();
    }

    private Optional<Fate> ofDelivery(Call call, DeliveryKey key) {
        return whatBecame.ofDelivery(new DocumentKey(connector(call, key.getConnector()), Reports.company(key.getCompany()), key.getDocType(), key.getDocId()),
                call.caller().site());
    }

    /** @throws InvalidRequest when the schema has something against the call */
    private static Call valid() throws InvalidRequest {
        Call call = Call.current();
        if (!call.all().isEmpty()) {
            throw Refusals.invalidRequest(call.all());
        }
        return call;
    }

    private static OrderKey key(Call call, io.plumbline.soap.v1.OrderKey order) {
        return new OrderKey(connector(call, order.getConnector()), Reports.company(order.getCompany()), order.getOrderId());
    }

    private static String connector(Call call, String given) {
        return given == null ? call.connector() : given;
    }
}
