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
    private final CommentCase comments;

    @Activate
    public CommentWork(@Reference CommentCase comments) {
        this.comments = comments;
    }

    CommentList comments(String number) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        return said(caller, CaseCalls.numbered("number", number));
    }

    CommentList commentNonconformity(String number, String text) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        return said(comments.add(speaker(caller, of), text, Instant.now()), caller, of, null);
    }

    CommentList withdrawComment(String number, String comment) throws InvalidRequest, NotFound {
        Caller caller = Call.valid().caller();
        CaseNumber of = CaseCalls.numbered("number", number);
        CaseOutcome outcome = Id.isOne(comment) ? comments.withdraw(speaker(caller, of), new Id(comment), Instant.now()) : new CaseOutcome.NotFound();
        return said(outcome, caller, of, comment);
    }

    private static CommentCase.Speaker speaker(Caller caller, CaseNumber number) {
        return new CommentCase.Speaker(caller.site(), number, caller.login(), caller.roles());
    }

    private CommentList said(Caller caller, CaseNumber number) throws NotFound {
        return comments.list(caller.site(), number).map(CaseReplies::comments).orElseThrow(() -> CaseCalls.noCase(number.toString()));
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
        throw CaseRefusals.unexpected(outcome);
    }
}
