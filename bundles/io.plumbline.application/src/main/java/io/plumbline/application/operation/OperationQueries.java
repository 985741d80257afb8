package io.plumbline.application.operation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.mail.Mail;

/** What waits, and why. */
public interface OperationQueries {
    /** One row for each kind of step, also where nothing waits. */
    List<Queue> queues(Instant now);

    /** Steps of the kind, parked ones first, then those with errors, then by due time. */
    List<Step> steps(Command.Kind kind, int most);

    /** The step, while it waits or is set aside. */
    Optional<Step> step(Command.Kind kind, Id subject);

    /** Mails that are not sent: waiting ones with an error first. */
    List<Mail> unsentMails(int most);

    long deliveries();

    long unnumberedJournalEntries();

    /** Product and version of the database, for people. */
    String database();

    /** Writes and reads a row; throws when the database does not take it. */
    void probe();

    /**
     * @param due       may be made now
     * @param later     due at a later time
     * @param underway  claimed at this moment
     * @param failing   tried at least once without success, not parked
     * @param parked    set aside until an operator replays them
     * @param oldestDue when the longest waiting one became due, or null
     */
    record Queue(Command.Kind kind, long due, long later, long underway, long failing, long parked, Instant oldestDue) {
    }

    record Step(Command.Kind kind, Id subject, Instant dueAt, int attempts, boolean parked, Instant leaseUntil, String lastError) {
    }
}
