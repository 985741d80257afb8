package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** What waits for one person, for reading. Only cases of the site that are open, and of each kind at most 100. */
public interface WorkQueries {
    /** How much of each kind is told. */
    int MOST = 100;

    Work of(Site site, String login);

    /**
     * @param actions    their own actions that are not done, by due date
     * @param toVerify   actions of others that are done and wait for somebody who did not do them, by due date
     * @param toAccept   actions that somebody else cancelled, and whose reason a second person has to accept, by due date
     * @param toDecide   more time that somebody else asked for an action of theirs, oldest first
     * @param toApprove  cases whose plan is complete, and that they neither planned nor fixed the criterion of, newest number first
     * @param rejections proposals of others to reject a case, oldest first
     * @param owned      the cases that they own, those that are due first
     */
    record Work(List<Task> actions, List<Task> toVerify, List<Task> toAccept, List<Request> toDecide, List<CaseRow> toApprove, List<Proposal> rejections, List<CaseRow> owned) {
        public Work {
            actions = List.copyOf(actions);
            toVerify = List.copyOf(toVerify);
            toAccept = List.copyOf(toAccept);
            toDecide = List.copyOf(toDecide);
            toApprove = List.copyOf(toApprove);
            rejections = List.copyOf(rejections);
            owned = List.copyOf(owned);
        }

        /** How much waits for them because somebody else did their part. */
        public int decisions() {
            return toVerify.size() + toAccept.size() + toDecide.size() + toApprove.size() + rejections.size();
        }
    }

    /**
     * An action in its case.
     *
     * @param state of the action
     * @param owner login of who does it
     */
    record Task(Id action, String what, String state, String owner, LocalDate due, CaseRow of) {
    }

    /**
     * More time that was asked for.
     *
     * @param task   the action, due when it was before
     * @param wanted the day that is asked for
     * @param by     login of who asked
     */
    record Request(Task task, LocalDate wanted, String reason, String by, Instant at) {
    }

    /** @param by login of who proposed it */
    record Proposal(String by, String reason, Instant at, CaseRow of) {
    }
}
