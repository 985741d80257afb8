package io.plumbline.soap;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.http.Caller;
import io.plumbline.soap.v1.CommentList;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.NotFound;

/** What is said about a case. */
@Component(service = CommentWork.class)
public final class CommentWork {
    private final CaseCalls cases;
    private final CommentCase comments;

    @Activate
    public CommentWork(@Reference CaseCalls cases, @Reference CommentCase comments) {
        this.cases = cases;
        this.comments = comments;
    }

    CommentList comments(String number) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return said(caller, CaseCalls.numbered("number", number));
    }

    CommentList commentNonconformity(String number, String text) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        cases.done(comments.add(CaseCalls.speaker(caller, of), text, Instant.now()), caller, of, p -> p.field().equals("mentions") ? p.at("text") : p, "number", number);
        return said(caller, of);
    }

    CommentList withdrawComment(String number, String comment) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        CaseOutcome outcome = Id.isOne(comment) ? comments.withdraw(CaseCalls.speaker(caller, of), new Id(comment), Instant.now()) : new CaseOutcome.NotFound();
        cases.done(outcome, caller, of, p -> p.field().equals("login") ? new Problem("comment", comment, "one of the caller's own; this one can be withdrawn by " + p.accepted()) : p,
                "comment", comment);
        return said(caller, of);
    }

    private CommentList said(Caller caller, CaseNumber number) throws NotFound {
        return comments.list(caller.site(), number).map(CaseReplies::comments).orElseThrow(() -> CaseCalls.noCase(number.toString()));
    }
}
