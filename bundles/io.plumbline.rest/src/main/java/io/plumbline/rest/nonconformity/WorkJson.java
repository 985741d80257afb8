package io.plumbline.rest.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.nonconformity.WorkQueries.Proposal;
import io.plumbline.application.nonconformity.WorkQueries.Request;
import io.plumbline.application.nonconformity.WorkQueries.Task;
import io.plumbline.application.nonconformity.WorkQueries.Work;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("What waits for the caller, at most 100 of each kind")
public record WorkJson(@Says("The caller's own actions that are not done, by due date") List<TaskJson> actions,
        @Says("Actions of others that are done and wait to be verified, by due date") List<TaskJson> toVerify,
        @Says("Actions that somebody else cancelled, whose reason waits to be accepted") List<TaskJson> toAccept,
        @Says("More time that somebody else asked for, oldest first") List<RequestJson> toDecide,
        @Says("Cases whose plan is complete, and that the caller did not plan") List<CaseJson> toApprove,
        @Says("Rejections that somebody else proposed, oldest first") List<ProposalJson> rejections,
        @Says("The open cases that the caller owns, those that are due first") List<CaseJson> owned) {

    @Says("An action in its case")
    public record TaskJson(@Says("Identity of the action") String id, @Says("In words") String what, @OneOf(CorrectiveAction.class) String state, @Says("Login of who does it") String owner,
            LocalDate due, CaseJson nonconformity) {
        static TaskJson of(Task t) {
            return new TaskJson(t.action().value(), t.what(), t.state(), t.owner(), t.due(), CaseJson.of(t.of()));
        }
    }

    @Says("More time that was asked for an action")
    public record RequestJson(TaskJson action, @Says("The day that is asked for") LocalDate wanted, String reason, @Says("Login of who asked") String by, Instant at) {
        static RequestJson of(Request r) {
            return new RequestJson(TaskJson.of(r.task()), r.wanted(), r.reason(), r.by(), r.at());
        }
    }

    @Says("Somebody holds that a case is none")
    public record ProposalJson(@Says("Login of who proposed it") String by, String reason, Instant at, CaseJson nonconformity) {
        static ProposalJson of(Proposal p) {
            return new ProposalJson(p.by(), p.reason(), p.at(), CaseJson.of(p.of()));
        }
    }

    static WorkJson of(Work w) {
        return new WorkJson(tasks(w.actions()), tasks(w.toVerify()), tasks(w.toAccept()), w.toDecide().stream().map(RequestJson::of).toList(), w.toApprove().stream().map(CaseJson::of).toList(), w.rejections().stream().map(ProposalJson::of).toList(),
                w.owned().stream().map(CaseJson::of).toList());
    }

    private static List<TaskJson> tasks(List<Task> tasks) {
        return tasks.stream().map(TaskJson::of).toList();
    }
}
