package io.plumbline.soap;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.AffectedCustomer;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.FollowUpCustomer;
import io.plumbline.soap.v1.FollowUpList;
import io.plumbline.soap.v1.FollowUpRound;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.InvitationState;
import io.plumbline.soap.v1.NotFound;

/** Those whom a case affected, asked once more. */
@Component(service = FollowUpWork.class)
public final class FollowUpWork {
    private final CaseCalls cases;
    private final AskAgain again;
    private final FollowUpQueries rounds;

    @Activate
    public FollowUpWork(@Reference CaseCalls cases, @Reference AskAgain again, @Reference FollowUpQueries rounds) {
        this.cases = cases;
        this.again = again;
        this.rounds = rounds;
    }

    FollowUpList followUps(String number) throws InvalidRequest, NotFound {
        return found(Call.valid().caller(), CaseCalls.numbered("number", number));
    }

    FollowUpList askAgain(String number, long version, String message) throws Conflict, InvalidRequest, NotFound {
        CaseCall call = cases.call(number, version);
        cases.file(again.ask(call, message, Instant.now()), call,
                p -> p.field().equals("customers") ? new Problem("number", call.number().toString(), "a case with " + p.accepted()) : p);
        return found(Call.current().caller(), call.number());
    }

    private FollowUpList found(Caller caller, CaseNumber number) throws NotFound {
        AskAgain.Preview preview = again.preview(caller.site(), number, Instant.now()).orElseThrow(() -> CaseCalls.noCase(number.toString()));
        FollowUpList told = new FollowUpList();
        told.setNumber(number.toString());
        told.setVersion(preview.version());
        rounds.of(caller.site(), number).forEach(r -> told.getRound().add(told(r)));
        told.setRefusal(preview.refusal() == null ? null : preview.refusal().text());
        preview.customers().forEach(c -> told.getAffected().add(told(c)));
        told.setLeft(preview.left());
        return told;
    }

    private static FollowUpRound told(FollowUpQueries.Round r) {
        FollowUpRound told = new FollowUpRound();
        told.setId(r.followUp().id().value());
        told.setCycle(r.followUp().cycle());
        told.setMessage(Replies.text(r.followUp().message()));
        told.setBy(r.followUp().by());
        told.setAt(Replies.moment(r.followUp().at()));
        told.setSent(r.sent());
        told.setAnswered(r.answered());
        told.setSatisfied(r.satisfied());
        told.setBetter(r.better());
        r.asked().forEach(a -> told.getCustomer().add(told(a)));
        return told;
    }

    private static FollowUpCustomer told(FollowUpQueries.Asked a) {
        FollowUpCustomer told = new FollowUpCustomer();
        told.setInvitation(a.invitation().value());
        told.setOrder(a.order().value());
        told.setOrderNumber(Replies.text(a.orderNumber()));
        told.setCustomerName(Replies.text(a.customerName()));
        told.setState(InvitationState.fromValue(a.state()));
        told.setReason(Replies.reason(a.why()));
        told.setSentAt(Replies.moment(a.sentAt()));
        told.setBefore(a.before());
        told.setAfter(a.after());
        told.setCaseNumber(a.caseNumber());
        return told;
    }

    private static AffectedCustomer told(AskAgain.AffectedCustomer c) {
        AffectedCustomer told = new AffectedCustomer();
        told.setOrder(c.order().value());
        told.setOrderNumber(Replies.text(c.orderNumber()));
        told.setCustomerName(Replies.text(c.customerName()));
        told.setBefore(c.before());
        told.setReason(Replies.reason(c.why()));
        return told;
    }
}
