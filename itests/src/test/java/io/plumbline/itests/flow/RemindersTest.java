package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CarryOutAction.Deed;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.RemindOwners;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.MailTransport;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.SendDigests;
import io.plumbline.application.nonconformity.TellColleagues;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.domain.survey.Language;
import io.plumbline.store.query.SqlCaseQueries;
import io.plumbline.store.query.SqlJournalQueries;
import io.plumbline.store.query.SqlWaitingActions;

/** Owners are reminded before and after the due date, each time once, whichever runs are missed or repeated. */
public class RemindersTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    /** The day on which clocks are put forward: it has 23 hours. */
    private static final LocalDate DUE = LocalDate.of(2026, 3, 29);
    private static final Instant PLANNED = Instant.parse("2026-03-02T09:00:00Z");

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final Ids ids = new Ids();
    private final Organisation ours = new Organisation("Test Ltd", URI.create("https://quality.test.example"), "quality@test.example", "", "", ZONE, Site.MAIN);
    private final Steps follow = new Steps(plumbline.store.workQueue());
    private final SqlJournalQueries history = new SqlJournalQueries(plumbline.store.sql());
    private final CaseDesk desk = new CaseDesk(plumbline.store.transactions(), plumbline.store.journal(), history, plumbline.store.nonconformities(), plumbline.store.caseFiles());
    private final CarryOutAction carryOut = new CarryOutAction(desk, plumbline.store.caseFiles());
    private final ExtendAction extend = new ExtendAction(plumbline.store.transactions(), desk, ids, plumbline.store.nonconformities(), plumbline.store.caseFiles(), plumbline.store.extensions());
    private final CommentCase comment = new CommentCase(plumbline.store.transactions(), ids, follow, plumbline.store.journal(), plumbline.store.nonconformities(), plumbline.store.comments(),
            plumbline.store.notices(), plumbline.store.users());
    private final RemindOwners remind = new RemindOwners(plumbline.store.transactions(), ids, follow, plumbline.store.journal(), new SqlWaitingActions(plumbline.store.sql()),
            plumbline.store.notices(), () -> CaseRules.USUAL, () -> ours);
    private final SqlCaseQueries cases = new SqlCaseQueries(plumbline.store.sql(), plumbline.store.nonconformities(), plumbline.store.customers(), plumbline.store.mails(), history);
    private final Dispatch dispatch = new Dispatch(plumbline.store.transactions(), ids, plumbline.store.mails(), plumbline.store.journal(), plumbline.post, () -> ours);
    private final TellColleagues tell = new TellColleagues(plumbline.store.transactions(), plumbline.store.workQueue(), plumbline.store.notices(), plumbline.store.comments(),
            plumbline.store.caseFiles(), plumbline.store.nonconformities(),
            cases, plumbline.store.recurrences(), plumbline.store.invitations(), plumbline.store.responses(), plumbline.store.users(), () -> CaseRules.USUAL, Workshop.letters(), dispatch, () -> ours);
    private final MakeSteps steps = new MakeSteps(plumbline.store.workQueue(), plumbline.store.transactions(), List.of(tell));
    private final AtomicInteger seen = new AtomicInteger();
    private CaseNumber number;
    private Id action;

    @Before
    public void anActionOfIan() {
        for (String login : List.of("ann", "ian", "pia")) {
            plumbline.store.transactions().run(() -> plumbline.store.users().add(new User.Active(new User.Facts(ids.next(PLANNED), Site.MAIN, login, login, login + "@works.example",
                    Set.of(Role.QUALITY_MANAGER), Language.EN, User.Notice.NONE, "hash", 0, PLANNED, 1))));
        }
        action = ids.next(PLANNED);
        plumbline.store.transactions().run(() -> {
            number = plumbline.store.nonconformities().nextNumber(Site.MAIN, 2026);
            Id of = ids.next(PLANNED);
            plumbline.store.nonconformities().add(new Nonconformity.Implementing(new Nonconformity.Facts(of, Site.MAIN, number, new Trigger(Trigger.Kind.HAND, of), "Hinges stick", List.of(),
                    Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, PLANNED, PLANNED, 1)));
            plumbline.store.caseFiles().add(new CorrectiveAction.Planned(new CorrectiveAction.Facts(action, Site.MAIN, of, 1, CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian", DUE, "pia",
                    PLANNED, 1)));
        });
    }

    private CaseCall by(String login) {
        long version = plumbline.store.transactions().required(() -> plumbline.store.nonconformities().byNumber(Site.MAIN, number)).orElseThrow().facts().version();
        return new CaseCall(Site.MAIN, number, version, login, Set.of(Role.QUALITY_MANAGER));
    }

    private static Instant at(int day, int hour) {
        return DUE.plusDays(day).atTime(hour, 0).atZone(ZONE).toInstant();
    }

    /** Runs on that day, counted from the due date, at this hour of the clock on the wall; the mails that went: to whom, about what. */
    private List<String> run(int day, int hour) {
        Instant now = at(day, hour);
        remind.run(now);
        steps.run(Command.Kind.TELL_COLLEAGUES, 100, now);
        List<MailTransport.Envelope> sent = plumbline.post.sent;
        List<String> fresh = sent.subList(seen.getAndSet(sent.size()), sent.size()).stream().map(e -> e.to().replace("@works.example", "") + " " + e.subject().split(" ")[0]).toList();
        return fresh;
    }

    @Test
    public void eachDayHasItsReminderOnceHoweverOftenItRuns() {
        assertThat(run(-8, 23)).isEmpty();
        assertThat(run(-7, 6)).as("before people begin to work").isEmpty();
        assertThat(run(-7, 7)).containsExactly("ian DUE_IN_A_WEEK");
        assertThat(run(-7, 7)).as("the same run twice").isEmpty();
        assertThat(run(-2, 12)).isEmpty();
        assertThat(run(-1, 8)).containsExactly("ian DUE_TOMORROW");
        assertThat(run(0, 6)).as("clocks were put forward, and it is not seven yet").isEmpty();
        assertThat(run(0, 7)).containsExactly("ian DUE_TODAY");
        assertThat(run(0, 23)).isEmpty();
        assertThat(run(6, 23)).isEmpty();
        assertThat(run(7, 7)).containsExactly("ian OVERDUE");
        assertThat(run(14, 7)).containsExactly("ian OVERDUE");
        assertThat(run(15, 7)).containsExactlyInAnyOrder("ann ESCALATION", "ian ESCALATION", "pia ESCALATION");
        assertThat(run(16, 7)).isEmpty();
        assertThat(run(21, 7)).containsExactly("ian OVERDUE");
        assertThat(plumbline.sql("select count(*) from case_notice")).containsExactly("7");
        assertThat(plumbline.sql("select count(*) from journal where object_type = 'case_notice'")).containsExactly("7");
    }

    @Test
    public void missedRunsLoseNothingThatStillMatters() {
        assertThat(run(-9, 9)).isEmpty();
        assertThat(run(-4, 9)).as("five days later").containsExactly("ian DUE_IN_A_WEEK");
        assertThat(run(2, 9)).containsExactly("ian DUE_TODAY");
        assertThat(run(2, 9)).isEmpty();
        assertThat(run(16, 9)).containsExactlyInAnyOrder("ian OVERDUE", "ann ESCALATION", "ian ESCALATION", "pia ESCALATION");
        assertThat(run(-4, 9)).as("a clock that was put back").isEmpty();
    }

    @Test
    public void whatIsDoneOrCancelledIsLeftAlone() {
        assertThat(carryOut.make(by("ian"), action, Deed.CANCEL, "not needed", PLANNED)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(run(-7, 9)).isEmpty();
        assertThat(run(20, 9)).isEmpty();
        assertThat(plumbline.sql("select count(*) from case_notice")).containsExactly("0");
    }

    @Test
    public void whatWasSettledBeforeTheMailWentIsNotSent() {
        Instant morning = DUE.minusDays(7).atTime(9, 0).atZone(ZONE).toInstant();
        assertThat(remind.run(morning)).isEqualTo(1);
        assertThat(carryOut.make(by("ian"), action, Deed.CANCEL, "not needed", morning)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(run(-7, 10)).isEmpty();
        assertThat(plumbline.sql("select count(*) from step")).as("nothing waits").containsExactly("0");
    }

    @Test
    public void moreTimeMovesTheReminders() {
        assertThat(run(-7, 9)).containsExactly("ian DUE_IN_A_WEEK");
        Instant asked = DUE.minusDays(6).atTime(9, 0).atZone(ZONE).toInstant();
        Id extension = ((CaseOutcome.Done) extend.ask(by("ian"), action, DUE.plusDays(10), "the boxes come late", asked)).entry();
        assertThat(extend.decide(by("ann"), action, extension, true, null, asked)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(run(0, 9)).isEmpty();
        assertThat(run(3, 9)).containsExactly("ian DUE_IN_A_WEEK");
        assertThat(run(10, 9)).containsExactly("ian DUE_TODAY");
    }

    @Test
    public void theDigestListsWhatIsOverdueAndDueThisWeekOnceADay() {
        SendDigests digests = new SendDigests(plumbline.store.transactions(), plumbline.store.users(), plumbline.store.mails(), cases, Workshop.letters(), dispatch, () -> ours, ids,
                plumbline.store.nonconformities(), new SqlWaitingActions(plumbline.store.sql()));
        plumbline.store.transactions().run(() -> {
            User.Facts f = plumbline.store.users().byLogin("ian").orElseThrow().facts();
            plumbline.store.users().save(new User.Active(new User.Facts(f.id(), f.site(), f.login(), f.name(), f.email(), f.roles(), f.language(), User.Notice.DIGEST, f.passwordHash(), 0, PLANNED,
                    f.version() + 1)));
        });
        assertThat(digests.run(at(-20, 9))).as("nothing new, nothing owed").isZero();
        assertThat(digests.run(at(-5, 9))).isEqualTo(1);
        assertThat(digests.run(at(-5, 15))).as("once a day").isZero();
        assertThat(digests.run(at(1, 9))).isEqualTo(1);
        assertThat(plumbline.post.sent).extracting(MailTransport.Envelope::subject).containsExactly("digest 0 [Stronger boxes soon]", "digest 0 [Stronger boxes overdue]");
    }

    @Test
    public void whoIsMentionedIsToldOnceAndNotOfWhatWasWithdrawn() {
        CommentCase.Speaker pia = new CommentCase.Speaker(Site.MAIN, number, "pia", Set.of(Role.QUALITY_MANAGER));
        assertThat(comment.add(pia, "@ann @ian please look", PLANNED)).isInstanceOf(CaseOutcome.Done.class);
        Id second = ((CaseOutcome.Done) comment.add(pia, "@ann this was wrong", PLANNED)).entry();
        assertThat(comment.withdraw(pia, second, PLANNED)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(run(-20, 9)).containsExactlyInAnyOrder("ann MENTION", "ian MENTION");
        assertThat(run(-20, 10)).isEmpty();
    }
}
