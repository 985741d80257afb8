package io.plumbline.soap;

import java.util.List;

import javax.xml.datatype.XMLGregorianCalendar;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.customer.ErpNames;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.SurveyQueries;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.order.Order;
import io.plumbline.soap.v1.AnswerPage;
import io.plumbline.soap.v1.CustomerKey;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NonconformityPage;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.OrderKey;

/** What an ERP may know of its customers, nonconformities and answers, page by page. */
@Component(service = ListWork.class)
public final class ListWork {
    private static final int DEFAULT_LIMIT = 50;
    private final ErpNames names;
    private final CaseQueries cases;
    private final SurveyQueries surveys;

    @Activate
    public ListWork(@Reference ErpNames names, @Reference CaseQueries cases, @Reference SurveyQueries surveys) {
        this.names = names;
        this.cases = cases;
        this.surveys = surveys;
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

    NonconformityPage nonconformities(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after)
            throws InvalidRequest, NotFound {
        Call call = Call.valid();
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

    AnswerPage answers(CustomerKey customer, OrderKey order, XMLGregorianCalendar since, Integer limit, String after) throws InvalidRequest, NotFound {
        Call call = Call.valid();
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
