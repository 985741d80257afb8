package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.Organisation;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.application.action.AskAgain;
import io.plumbline.application.action.CarryOutAction;
import io.plumbline.application.action.CarryOutAction.Deed;
import io.plumbline.application.action.CheckEffect;
import io.plumbline.application.action.ExtendAction;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.action.PlanAction;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.application.nonconformity.AssignCase;
import io.plumbline.application.nonconformity.AttachFile;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseRules;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.nonconformity.CommentCase;
import io.plumbline.application.nonconformity.DismissRecurrence;
import io.plumbline.application.nonconformity.FindCause;
import io.plumbline.application.nonconformity.FixCriterion;
import io.plumbline.application.nonconformity.MoveCase;
import io.plumbline.application.nonconformity.ProposeRejection;
import io.plumbline.application.nonconformity.RecordContainment;
import io.plumbline.application.nonconformity.ReportNonconformity;
import io.plumbline.application.nonconformity.TellColleagues;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseHash;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Move.Need;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule.Signals;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.store.query.SqlAnsweredDeliveries;
import io.plumbline.store.query.SqlCaseQueries;
import io.plumbline.store.query.SqlFollowUpQueries;
import io.plumbline.store.query.SqlJournalQueries;
import io.plumbline.store.query.SqlReceivedDeliveries;

/** A case from its low answer to an effect that is proven on customers' answers, by people who do not approve or judge their own work. */
public class CaseLifeTest {
    private static final Instant THEN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Answer LOW = new Answer(1, OptionalInt.of(2), "", false);
    private static final Answer GOOD = new Answer(5, OptionalInt.of(9), "", false);
    private static final String PASSWORD = "correct horse";

    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final Ids ids = new Ids();
    private final CaseDesk desk = new CaseDesk(plumbline.store.transactions(), plumbline.store.journal(), new SqlJournalQueries(plumbline.store.sql()), plumbline.store.nonconformities(),
            plumbline.store.caseFiles());
    private final PasswordHashes hashes = new PasswordHashes() {
        @Override
        public String hash(CharSequence password) {
            return "hash of " + password;
        }

        @Override
        public boolean matches(CharSequence password, String hash) {
            return hash.equals(hash(password));
        }
    };
    private final AccessRules rules = new AccessRules(Duration.ofHours(12), Duration.ofMinutes(60), new LockOut(3, Duration.ofMinutes(15), Duration.ofMinutes(15)), 12, Path.of("unused"));
    private final MoveCase move = new MoveCase(desk, ids, plumbline.store.nonconformities(), plumbline.store.caseFiles(), plumbline.store.attachments(), plumbline.store.extensions(),
            new CheckPassword(plumbline.store.transactions(), plumbline.store.users(), hashes, plumbline.store.journal(), () -> rules), plumbline.follow);
    private final RecordContainment contain = new RecordContainment(desk, ids, plumbline.store.caseFiles());
    private final FindCause cause = new FindCause(desk, ids, plumbline.store.caseFiles(), plumbline.store.causeCategories());
    private final FixCriterion criterion = new FixCriterion(desk, ids, plumbline.store.caseFiles());
    private final PlanAction plan = new PlanAction(desk, ids, plumbline.store.caseFiles(), plumbline.store.users());
    private final CarryOutAction carryOut = new CarryOutAction(desk, plumbline.store.caseFiles());
    private final ProposeRejection reject = new ProposeRejection(desk, ids, plumbline.store.caseFiles());
    private final CheckEffect check = new CheckEffect(desk, ids, plumbline.store.caseFiles(), new SqlAnsweredDeliveries(plumbline.store.sql(), plumbline.store.deliveries()),
            new SqlReceivedDeliveries(plumbline.store.sql(), plumbline.store.deliveries()),
            () -> Workshop.ASK_ALL);

    private final AskAgain again = new AskAgain(desk, plumbline.store.transactions(), ids, plumbline.store.nonconformities(), plumbline.store.caseFiles(), check, plumbline.store.orders(),
            plumbline.store.customers(), plumbline.store.invitations(), plumbline.store.responses(), () -> Workshop.ASK_ALL, plumbline.store.followUps(), plumbline.followUps);

    private final AssignCase assign = new AssignCase(desk, plumbline.store.users());
    private final Organisation ours = new Organisation("Test Ltd", URI.create("https://quality.test.example"), "quality@test.example", "", "", ZoneOffset.UTC, Site.MAIN);
    private final MakeSteps tell = new MakeSteps(plumbline.store.workQueue(), plumbline.store.transactions(), List.of(new TellColleagues(plumbline.store.transactions(), plumbline.store.workQueue(),
            plumbline.store.notices(), plumbline.store.comments(), plumbline.store.caseFiles(), plumbline.store.nonconformities(),
            new SqlCaseQueries(plumbline.store.sql(), plumbline.store.nonconformities(), plumbline.store.customers(), plumbline.store.mails(), new SqlJournalQueries(plumbline.store.sql())),
            plumbline.store.recurrences(), plumbline.store.invitations(), plumbline.store.responses(), plumbline.store.users(), () -> CaseRules.USUAL, Workshop.letters(),
            new Dispatch(plumbline.store.transactions(), ids, plumbline.store.mails(), plumbline.store.journal(), plumbline.post, () -> ours), () -> ours)));

    private int orders;
    private CaseNumber number;
    /** By which effects are judged. */
    private Criterion.Measure measure = Criterion.Measure.LOW_ANSWERS;
    /** Where they are looked for; null for the customer of the case. */
    private Stratum stratum;
    /** Who brings what is delivered next. */
    private String carrier;

    @Before
    public void peopleAndACase() {
        for (String login : List.of("ann", "ian", "pia", "zoe")) {
            plumbline.store.transactions().run(() -> plumbline.store.users().add(new User.Active(new User.Facts(ids.next(THEN), Site.MAIN, login, login.toUpperCase(java.util.Locale.ROOT), null,
                    Set.of(Role.QUALITY_MANAGER), Language.EN, User.Notice.NONE, hashes.hash(PASSWORD), 0, THEN, 1))));
        }
        answered("58", LOW, THEN);
        number = CaseNumber.parse(plumbline.sql("select case_no from nonconformity").get(0)).orElseThrow();
    }

    /** An order of the customer that was delivered an hour before, asked about and answered. */
    private void answered(String customer, Answer answer, Instant now) {
        String document = "D" + ++orders;
        plumbline.report(Shipment.of(document, "O" + orders, now.minusSeconds(3600)).customer(customer).email("c" + customer + "@works.example").carrier(carrier).report(), now);
        plumbline.work(now);
        assertThat(plumbline.survey.answer(plumbline.post.token(), answer, Language.EN, Signals.HUMAN, now)).isNotNull();
        plumbline.work(now);
    }

    private void answers(String customer, int low, int good, Instant now) {
        for (int i = 0; i < low + good; i++) {
            answered(customer, i < low ? LOW : GOOD, now);
        }
    }

    private Nonconformity now() {
        return plumbline.store.transactions().required(() -> plumbline.store.nonconformities().byNumber(Site.MAIN, number)).orElseThrow();
    }

    private CaseFile file() {
        return plumbline.store.transactions().required(() -> plumbline.store.caseFiles().of(now()));
    }

    /** What a signature under the file is bound to now. */
    private String hash(CaseFile of) {
        Id id = of.nonconformity().facts().id();
        return plumbline.store.transactions().required(() -> CaseHash.of(of, plumbline.store.attachments().of(id), plumbline.store.extensions().ofCase(id)));
    }

    /** The person has just read the case. */
    private CaseCall by(String login) {
        return new CaseCall(Site.MAIN, number, now().facts().version(), login, Set.of(Role.QUALITY_MANAGER));
    }

    private CaseOutcome moved(String login, Move which, Instant at) {
        return move.make(by(login), which, "because", which.needs().contains(Need.SIGNATURE) ? PASSWORD : null, null, at);
    }

    private static Id done(CaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(CaseOutcome.Done.class);
        return ((CaseOutcome.Done) outcome).entry();
    }

    private static List<Need> missing(CaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(CaseOutcome.Refused.class);
        return ((CaseOutcome.Refused) outcome).verdict().missing().stream().map(Missing::need).toList();
    }

    private static List<String> fields(CaseOutcome outcome) {
        assertThat(outcome).isInstanceOf(CaseOutcome.Invalid.class);
        return ((CaseOutcome.Invalid) outcome).problems().stream().map(Problem::field).toList();
    }

    private static LocalDate day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate();
    }

    private RecordContainment.Words words() {
        return new RecordContainment.Words(Disposition.REPLACEMENT, "Sent three new ones", null, null, "Head of sales", day(THEN));
    }

    private String customer() {
        return plumbline.sql("select customer_id from nonconformity where case_no = '" + number + "'").get(0);
    }

    /** Contained, analysed and planned by pia, to be done by ian, and approved by ann. */
    private Id approved(Instant at) {
        done(contain.record(by("pia"), words(), at));
        done(moved("pia", Move.CONTAIN, at));
        Id found = done(cause.propose(by("pia"), new Analysis.FiveWhys(List.of("The hinges stick", "The box is too weak")), "packaging", at));
        done(cause.judge(by("ian"), found, Cause.Verdict.VERIFIED, "A stronger box kept them whole", at));
        return planned(at);
    }

    private Id planned(Instant at) {
        if (now() instanceof Nonconformity.Contained) {
            done(moved("pia", Move.ANALYSE, at));
        }
        done(criterion.fix(by("pia"), new Criterion(stratum == null ? new Stratum(Stratum.Kind.CUSTOMER, customer()) : stratum, measure, 20, 20, day(at).plusDays(60)), at));
        Id action = done(plan.plan(by("pia"), CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian", day(at).plusDays(14), at));
        done(moved("ann", Move.PLAN, at));
        return action;
    }

    private void implemented(Id action, Instant at) {
        done(moved("ian", Move.IMPLEMENT, at));
        done(carryOut.make(by("ian"), action, Deed.BEGIN, null, at));
        done(carryOut.make(by("ian"), action, Deed.FINISH, "Boxes changed on line 2", at));
        done(carryOut.make(by("zoe"), action, Deed.VERIFY, "Seen on the line", at));
        done(moved("zoe", Move.AWAIT_EFFECTIVENESS, at));
    }

    @Test
    public void fromALowAnswerToAProvenEffect() {
        answers("58", 14, 15, THEN);
        answers("77", 3, 30, THEN);
        Instant planned = THEN.plus(Duration.ofDays(3));
        Id action = approved(planned);
        Instant done = planned.plus(Duration.ofDays(10));
        implemented(action, done);
        // under way: neither before nor after
        answers("58", 5, 0, planned.plus(Duration.ofDays(5)));
        Instant after = done.plus(Duration.ofDays(20));
        answers("58", 1, 39, after);
        answers("77", 3, 30, after);

        assertThat(missing(moved("zoe", Move.CLOSE, after))).containsExactly(Need.PROVEN_EFFECTIVE);
        assertThat(fields(check.check(by("zoe"), after))).as("not before the planned day").containsExactly("today");
        Instant judged = planned.plus(Duration.ofDays(61));
        done(check.check(by("zoe"), judged));
        EffectCheck found = file().lastCheck().orElseThrow();
        assertThat(found.counts().affectedBefore()).as("the first answer among them").isEqualTo(new EffectCheck.Low(15, 30));
        assertThat(found.counts().affectedAfter()).isEqualTo(new EffectCheck.Low(1, 40));
        assertThat(found.counts().othersBefore()).isEqualTo(new EffectCheck.Low(3, 33));
        assertThat(found.counts().othersAfter()).isEqualTo(new EffectCheck.Low(3, 33));
        assertThat(found.proposal()).isEqualTo(EffectCheck.Proposal.EFFECTIVE);

        assertThat(missing(moved("ian", Move.CLOSE, judged))).as("who did it does not judge it").containsExactly(Need.NOT_AN_IMPLEMENTER);
        CaseFile signed = file();
        done(moved("zoe", Move.CLOSE, judged));
        assertThat(now()).isInstanceOf(Nonconformity.Closed.class);
        List<Signature> signatures = plumbline.store.transactions().required(() -> plumbline.store.caseFiles().signatures(now().facts().id()));
        assertThat(signatures).extracting(Signature::meaning).containsExactly(Signature.Meaning.PLAN_APPROVED, Signature.Meaning.EFFECTIVE_AND_CLOSED);
        assertThat(signatures.get(1).login()).isEqualTo("zoe");
        assertThat(signatures.get(1).version()).isEqualTo(signed.nonconformity().facts().version());
        assertThat(signatures.get(1).hash()).as("of exactly what was signed").isEqualTo(hash(signed)).isNotEqualTo(hash(file()));
        assertThat(signatures.get(1).content()).as("it can be read").contains("case.nonconformity = AwaitingEffectiveness").contains("case.actions[0].facts.owner = \"ian\"");
        assertThat(CaseHash.ofText(signatures.get(1).content())).as("and hashed again").isEqualTo(signatures.get(1).hash());
        journalHolds();
    }

    /** What Kranich brought was broken before and is whole after; what Ostermann brought was whole before and is broken after. When it is judged. */
    private Instant twoCarriers() {
        brought("Kranich", "58", 14, 15, THEN);
        brought("Ostermann", "77", 3, 30, THEN);
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned.plus(Duration.ofDays(10)));
        Instant after = planned.plus(Duration.ofDays(30));
        brought("Kranich", "77", 1, 39, after);
        brought("Ostermann", "58", 20, 13, after);
        Instant judged = planned.plus(Duration.ofDays(61));
        done(check.check(by("zoe"), judged));
        return judged;
    }

    private void brought(String by, String customer, int low, int good, Instant at) {
        carrier = by;
        answers(customer, low, good, at);
    }

    @Test
    public void anEffectIsLookedForAmongWhatOneCarrierBroughtAndSoIsWhetherItCameBack() {
        stratum = new Stratum(Stratum.Kind.CARRIER, "Kranich");
        Instant judged = twoCarriers();
        EffectCheck found = file().lastCheck().orElseThrow();
        assertThat(found.counts().affectedBefore()).as("the first case's delivery names no carrier").isEqualTo(new EffectCheck.Low(14, 29));
        assertThat(found.counts().affectedAfter()).isEqualTo(new EffectCheck.Low(1, 40));
        assertThat(found.counts().othersBefore()).isEqualTo(new EffectCheck.Low(4, 34));
        assertThat(found.counts().othersAfter()).isEqualTo(new EffectCheck.Low(20, 33));
        assertThat(found.proposal()).isEqualTo(EffectCheck.Proposal.EFFECTIVE);
        done(moved("zoe", Move.CLOSE, judged));
        Id earlier = now().facts().id();
        Instant back = judged.plus(Duration.ofDays(5));
        brought("Ostermann", "58", 1, 0, back);
        assertThat(recurrences(earlier)).isEmpty();
        brought("Kranich", "99", 1, 0, back);
        assertThat(recurrences(earlier)).singleElement().satisfies(r -> assertThat(r.because()).isEqualTo(new Recurrence.Because(Recurrence.Kind.CARRIER, "Kranich")));
        journalHolds();
    }

    @Test
    public void amongAllDeliveriesTheSameHadNoEffect() {
        stratum = new Stratum(Stratum.Kind.EVERYTHING, "");
        twoCarriers();
        EffectCheck found = file().lastCheck().orElseThrow();
        assertThat(found.counts().affectedBefore()).isEqualTo(new EffectCheck.Low(18, 63));
        assertThat(found.counts().affectedAfter()).isEqualTo(new EffectCheck.Low(21, 73));
        assertThat(found.proposal()).isEqualTo(EffectCheck.Proposal.NOT_EFFECTIVE);
    }

    private CaseNumber lastFiled() {
        return CaseNumber.parse(plumbline.sql("select case_no from nonconformity order by running_no desc fetch first 1 rows only").get(0)).orElseThrow();
    }

    /** The customer's low answer, whose case becomes part of the one that is worked on. */
    private void hit(String customer, Instant at) {
        answered(customer, LOW, at);
        CaseNumber filed = lastFiled();
        done(move.make(new CaseCall(Site.MAIN, filed, 1, "pia", Set.of(Role.QUALITY_MANAGER)), Move.MERGE, "the same boxes", null, number, at));
    }

    private static List<String> lines(List<AskAgain.AffectedCustomer> customers) {
        return customers.stream().map(c -> c.orderNumber() + " " + c.before() + (c.why() == null ? "" : " " + c.why())).toList();
    }

    private List<AskAgain.AffectedCustomer> affected(Instant at) {
        return again.preview(Site.MAIN, number, at).orElseThrow().customers();
    }

    @Test
    public void thoseWhomItAffectedAreAskedOnceMoreAndNeverAgain() {
        stratum = new Stratum(Stratum.Kind.PRODUCT, "GZ-1");
        String objects = "62";
        String satisfied = "63";
        String elsewhere = "64";
        String afterwards = "65";
        hit("60", THEN.plusSeconds(2));
        hit("60", THEN.plusSeconds(3));
        hit("61", THEN.plusSeconds(4));
        hit(objects, THEN.plusSeconds(5));
        plumbline.unsubscribe.by(plumbline.post.token(), THEN.plusSeconds(5));
        answered(satisfied, GOOD, THEN.plusSeconds(6));
        answered(elsewhere, LOW, THEN.plusSeconds(7));
        Instant planned = THEN.plus(Duration.ofDays(3));
        Id action = approved(planned);
        assertThat(fields(again.ask(by("zoe"), null, planned))).as("nothing was done about it yet").containsExactly("state");
        assertThat(again.preview(Site.MAIN, number, planned).orElseThrow().refusal().accepted()).isEqualTo("AwaitingEffectiveness");
        Instant done = planned.plus(Duration.ofDays(10));
        implemented(action, done);
        answered(afterwards, LOW, done.plus(Duration.ofDays(3)));
        Instant after = done.plus(Duration.ofDays(20));

        assertThat(lines(affected(after))).as("the last order of each person, the last one first; neither the satisfied nor who was hit afterwards")
                .containsExactly("SO-O7 1 OPEN_CASE", "SO-O5 1 OPTED_OUT", "SO-O4 1", "SO-O3 1", "SO-O1 1");
        assertThat(again.preview(new Site("KIEL"), number, after)).isEmpty();
        assertThat(again.ask(new CaseCall(Site.MAIN, number, now().facts().version(), "aud", Set.of(Role.AUDITOR)), null, after)).isInstanceOf(CaseOutcome.Forbidden.class);
        assertThat(again.ask(new CaseCall(Site.MAIN, number, now().facts().version() - 1, "zoe", Set.of(Role.QUALITY_MANAGER)), null, after)).isInstanceOf(CaseOutcome.Changed.class);
        assertThat(fields(again.ask(by("zoe"), "x".repeat(1001), after))).containsExactly("message");
        assertThat(plumbline.sql("select id from follow_up")).as("so far nothing was stored").isEmpty();

        List<String> ledger = plumbline.sql("select delivery_id || programme || line from ledger order by delivery_id, programme");
        int sent = plumbline.post.sent.size();
        done(again.ask(by("zoe"), " We pack it in foam now. ", after));
        plumbline.work(after);
        assertThat(plumbline.sql("select state from invitation where programme = 'followup'")).containsExactly("Sent", "Sent", "Sent");
        assertThat(plumbline.post.sent.subList(sent, plumbline.post.sent.size())).hasSize(3).allSatisfy(m -> assertThat(m.text()).startsWith("Once more: We pack it in foam now. Order SO-O"));
        assertThat(fields(again.ask(by("zoe"), null, after))).as("a third time about one order").containsExactly("customers");
        assertThat(again.preview(Site.MAIN, number, after).orElseThrow().asked()).isEqualTo(3);

        int cases = plumbline.sql("select id from nonconformity").size();
        assertThat(plumbline.survey.look(plumbline.post.token(), after).orElseThrow().followUp()).isEqualTo("We pack it in foam now.");
        plumbline.survey.answer(plumbline.post.token(), GOOD, Language.EN, Signals.HUMAN, after);
        plumbline.work(after);
        assertThat(plumbline.sql("select id from nonconformity")).hasSize(cases);
        plumbline.survey.answer(plumbline.post.token(sent), LOW, Language.EN, Signals.HUMAN, after);
        plumbline.work(after);
        assertThat(plumbline.sql("select id from nonconformity")).as("somebody who is still unhappy is heard").hasSize(cases + 1);
        assertThat(plumbline.sql("select delivery_id || programme || line from ledger order by delivery_id, programme")).as("the response rate knows nothing of it").isEqualTo(ledger);
        FollowUpQueries.Round round = new SqlFollowUpQueries(plumbline.store.sql()).of(Site.MAIN, number).get(0);
        assertThat(List.of(round.sent(), round.answered(), round.satisfied(), round.better())).containsExactly(3L, 2L, 1L, 1L);

        done(check.check(by("zoe"), planned.plus(Duration.ofDays(61))));
        assertThat(file().lastCheck().orElseThrow().counts().affectedBefore()).as("six low ones and a good one, and no answer twice").isEqualTo(new EffectCheck.Low(6, 7));
        assertThat(file().lastCheck().orElseThrow().counts().affectedAfter()).isEqualTo(new EffectCheck.Low(1, 1));
        journalHolds();
    }

    @Test
    public void whoObjectsBeforeTheMailLeavesIsNotAskedOnceMore() {
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned);
        done(again.ask(by("zoe"), null, planned));
        plumbline.store.transactions().run(() -> plumbline.store.optOuts().add("c58@works.example", ids.next(planned), planned));
        int sent = plumbline.post.sent.size();
        plumbline.work(planned);
        assertThat(plumbline.post.sent).hasSize(sent);
        assertThat(plumbline.sql("select state || why from invitation where programme = 'followup'")).containsExactly("WithdrawnOPTED_OUT");
        journalHolds();
    }

    /** The case about the customer 58 was closed as effective; when. */
    private Instant closed() {
        answers("58", 14, 15, THEN);
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned.plus(Duration.ofDays(10)));
        answers("58", 1, 39, planned.plus(Duration.ofDays(30)));
        Instant judged = planned.plus(Duration.ofDays(61));
        done(check.check(by("zoe"), judged));
        done(moved("zoe", Move.CLOSE, judged));
        plumbline.work(judged);
        return judged;
    }

    @Test
    public void whatComesBackAfterTheCloseIsFoundOnceAndMarksTheActions() {
        Instant closed = closed();
        assertThat(plumbline.sql("select id from recurrence")).as("cases that were filed before the close are none").isEmpty();
        Id earlier = now().facts().id();
        answered("77", LOW, closed.plus(Duration.ofDays(40)));
        assertThat(plumbline.sql("select id from recurrence")).as("of another customer").isEmpty();
        answered("58", GOOD, closed.plus(Duration.ofDays(40)));
        Instant back = closed.plus(Duration.ofDays(41));
        answered("58", LOW, back);
        Recurrence found = recurrences(earlier).get(0);
        assertThat(found.days()).isEqualTo(41);
        assertThat(found.window()).isEqualTo(Recurrence.Window.DAYS_90);
        assertThat(found.because()).isEqualTo(new Recurrence.Because(Recurrence.Kind.CUSTOMER, customer()));
        assertThat(found.later().value()).isEqualTo(plumbline.sql("select max(id) from nonconformity").get(0));
        assertThat(file().actions()).allMatch(found::marks);

        // asked again, as after a crash, nothing new is found
        plumbline.store.transactions().run(() -> plumbline.store.workQueue().put(new Flow.Due(new Command.FindRecurrences(found.later()), back)));
        plumbline.work(back);
        assertThat(recurrences(earlier)).containsExactly(found);
        assertThat(plumbline.sql("select kind from step where kind = 'FIND_RECURRENCES'")).as("and the step is done").isEmpty();
        answered("58", LOW, closed.plus(Duration.ofDays(200)));
        answered("58", LOW, closed.plus(Duration.ofDays(366)));
        assertThat(recurrences(earlier)).extracting(Recurrence::window).as("newest first, and none after a year").containsExactly(Recurrence.Window.DAYS_365, Recurrence.Window.DAYS_90);

        DismissRecurrence dismiss = new DismissRecurrence(plumbline.store.transactions(), plumbline.store.journal(), plumbline.store.nonconformities(), plumbline.store.caseFiles(),
                plumbline.store.recurrences());
        assertThat(fields(dismiss.dismiss(speaker(Site.MAIN, "ian"), found.id(), "not my fault", back))).as("who did the work").containsExactly("login");
        assertThat(dismiss.dismiss(speaker(new Site("KIEL"), "zoe"), found.id(), "x", back)).isInstanceOf(CaseOutcome.NotFound.class);
        assertThat(done(dismiss.dismiss(speaker(Site.MAIN, "zoe"), found.id(), " He mistook us for another firm ", back))).isEqualTo(found.id());
        assertThat(fields(dismiss.dismiss(speaker(Site.MAIN, "zoe"), found.id(), "again", back))).containsExactly("recurrence");
        assertThat(recurrences(earlier).get(1).dismissal()).isEqualTo(new Recurrence.Dismissal("zoe", "He mistook us for another firm", back));
        plumbline.store.transactions().run(() -> plumbline.store.workQueue().put(new Flow.Due(new Command.FindRecurrences(found.later()), back)));
        plumbline.work(back);
        assertThat(recurrences(earlier)).as("one that was dismissed is not found again").hasSize(2);
        assertThat(plumbline.sql("select reason from journal where action = 'recurrence.dismissed'")).containsExactly("He mistook us for another firm");

        Instant again = back.plusSeconds(60);
        assertThat(fields(dismiss.restore(speaker(Site.MAIN, "zoe"), found.id(), "", again))).containsExactly("reason");
        assertThat(dismiss.restore(speaker(new Site("KIEL"), "zoe"), found.id(), "x", again)).isInstanceOf(CaseOutcome.NotFound.class);
        assertThat(dismiss.restore(new CommentCase.Speaker(Site.MAIN, number, "aud", Set.of(Role.AUDITOR)), found.id(), "x", again)).isInstanceOf(CaseOutcome.Forbidden.class);
        assertThat(done(dismiss.restore(speaker(Site.MAIN, "zoe"), found.id(), " It was us ", again))).as("whoever dismissed it").isEqualTo(found.id());
        assertThat(fields(dismiss.restore(speaker(Site.MAIN, "ian"), found.id(), "again", again))).as("it stands").containsExactly("recurrence");
        assertThat(recurrences(earlier).get(1)).satisfies(r -> assertThat(r.dismissal()).isNull());
        assertThat(file().actions()).as("marked again").allMatch(recurrences(earlier).get(1)::marks);
        assertThat(plumbline.sql("select reason from journal where action = 'recurrence.restored'")).containsExactly("It was us");
        assertThat(done(dismiss.dismiss(speaker(Site.MAIN, "ann"), found.id(), "No, it was not", again))).isEqualTo(found.id());
        assertThat(done(dismiss.restore(speaker(Site.MAIN, "ian"), found.id(), "Yes, it was", again))).as("even who did the work").isEqualTo(found.id());
        journalHolds();
    }

    /** Mails that go to colleagues now: to whom, about what. */
    private List<String> told(Instant at) {
        int before = plumbline.post.sent.size();
        tell.run(Command.Kind.TELL_COLLEAGUES, 100, at);
        return plumbline.post.sent.subList(before, plumbline.post.sent.size()).stream().map(e -> e.to() + " " + e.subject()).toList();
    }

    private void becomes(String login, Site site, Role role, String email, Function<User.Facts, User> state) {
        plumbline.store.transactions().run(() -> {
            User.Facts f = plumbline.store.users().byLogin(login).orElseThrow().facts();
            plumbline.store.users().save(state.apply(new User.Facts(f.id(), site, login, f.name(), email, Set.of(role), f.language(), f.notice(), f.passwordHash(), 0, THEN, f.version() + 1)));
        });
    }

    private void owned(CaseNumber of, String login) {
        plumbline.store.transactions().run(() -> {
            Nonconformity n = plumbline.store.nonconformities().byNumber(Site.MAIN, of).orElseThrow();
            assertThat(assign.assign(new CaseCall(Site.MAIN, of, n.facts().version(), "pia", Set.of(Role.QUALITY_MANAGER)), login, THEN)).isInstanceOf(CaseOutcome.Done.class);
        });
    }

    @Test
    public void thoseWhoWorkedOnBothCasesAreToldOnceThatItCameBack() {
        for (String login : List.of("ann", "ian", "pia")) {
            becomes(login, Site.MAIN, Role.QUALITY_MANAGER, login + "@works.example", User.Active::new);
        }
        owned(number, "pia");
        Instant closed = closed();
        assertThat(told(closed)).isEmpty();
        Instant back = closed.plus(Duration.ofDays(41));
        answered("58", LOW, back);
        CaseNumber later = lastFiled();
        owned(later, "pia");
        int before = plumbline.post.sent.size();
        assertThat(told(back)).as("the owner of both cases, and of the action; not who verified it").containsExactlyInAnyOrder("pia@works.example RECURRENCE " + later, "ian@works.example RECURRENCE " + later);
        assertThat(plumbline.post.sent.get(before).text()).contains(number.toString(), "days=41", "kind=CUSTOMER", "/cases/" + later + "/effect");
        assertThat(told(back)).as("once").isEmpty();
        assertThat(plumbline.sql("select distinct purpose from mail where title like 'RECURRENCE%'")).containsExactly("CASE_NOTICE");

        becomes("pia", Site.MAIN, Role.AUDITOR, "pia@works.example", User.Active::new);
        answered("58", LOW, back.plusSeconds(60));
        assertThat(told(back.plusSeconds(60))).as("who is no quality manager any more").containsExactly("ian@works.example RECURRENCE " + lastFiled());
        becomes("ian", new Site("KIEL"), Role.QUALITY_MANAGER, "ian@works.example", User.Active::new);
        answered("58", LOW, back.plusSeconds(120));
        assertThat(told(back.plusSeconds(120))).as("who went to another site").isEmpty();
        becomes("ian", Site.MAIN, Role.QUALITY_MANAGER, null, User.Active::new);
        answered("58", LOW, back.plusSeconds(180));
        assertThat(told(back.plusSeconds(180))).as("who has no address").isEmpty();
        becomes("ian", Site.MAIN, Role.QUALITY_MANAGER, "ian@works.example", User.Ended::new);
        answered("58", LOW, back.plusSeconds(240));
        assertThat(told(back.plusSeconds(240))).as("who has left").isEmpty();
        becomes("ian", Site.MAIN, Role.QUALITY_MANAGER, "ian@works.example", User.Active::new);
        becomes("pia", Site.MAIN, Role.QUALITY_MANAGER, "pia@works.example", User.Active::new);

        answered("58", LOW, back.plusSeconds(300));
        DismissRecurrence dismiss = new DismissRecurrence(plumbline.store.transactions(), plumbline.store.journal(), plumbline.store.nonconformities(), plumbline.store.caseFiles(),
                plumbline.store.recurrences());
        done(dismiss.dismiss(speaker(Site.MAIN, "zoe"), recurrences(now().facts().id()).get(0).id(), "another firm", back.plusSeconds(300)));
        assertThat(told(back.plusSeconds(300))).as("dismissed before the mail left").isEmpty();
        assertThat(plumbline.sql("select kind from step where kind = 'TELL_COLLEAGUES'")).as("nothing waits").isEmpty();
        journalHolds();
    }

    @Test
    public void theOwnerIsToldOfWhatAnAffectedCustomerAnswersAndNobodyWhereThereIsNone() {
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned);
        becomes("zoe", Site.MAIN, Role.QUALITY_MANAGER, "zoe@works.example", User.Active::new);
        owned(number, "zoe");
        assertThat(told(planned)).as("the first answer is none of these").isEmpty();
        done(again.ask(by("zoe"), null, planned));
        plumbline.work(planned);
        SurveyToken token = plumbline.post.token();
        plumbline.survey.answer(token, new Answer(4, OptionalInt.empty(), "Thanks, Lena Lang", false), Language.EN, Signals.HUMAN, planned.plusSeconds(60));
        assertThat(told(planned.plusSeconds(60))).containsExactly("zoe@works.example FOLLOW_UP " + number);
        assertThat(plumbline.post.sent.get(plumbline.post.sent.size() - 1).text()).contains("satisfaction=4", "/cases/" + number + "/effect").doesNotContain("Thanks", "Lang");
        plumbline.survey.answer(token, LOW, Language.EN, Signals.HUMAN, planned.plus(Duration.ofDays(2)));
        assertThat(told(planned.plus(Duration.ofDays(2)))).as("a later answer counts nowhere").isEmpty();
        assertThat(plumbline.sql("select kind from case_notice")).containsExactly("FOLLOW_UP");
        journalHolds();
    }

    @Test
    public void nobodyIsToldOfAnAnswerWhereTheCaseHasNoOwner() {
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned);
        done(again.ask(by("zoe"), null, planned));
        plumbline.work(planned);
        plumbline.survey.answer(plumbline.post.token(), GOOD, Language.EN, Signals.HUMAN, planned);
        assertThat(told(planned)).isEmpty();
        assertThat(plumbline.sql("select kind from case_notice")).isEmpty();
    }

    @Test
    public void whatIsFoundOutLaterAboutACaseShowsThatItCameBack() {
        Instant closed = closed();
        Id earlier = now().facts().id();
        String stratum = customer();
        Instant filed = closed.plus(Duration.ofDays(100));
        ReportNonconformity.Outcome outcome = plumbline.reports.report(new ReportNonconformity.Words(ReportNonconformity.Source.HAND, "a-token-of-some-length", null, "Boxes burst in the hall", null,
                false, false, null, null, null, null, null, null, null, null, null), Site.MAIN, "pia", Set.of(Role.QUALITY_MANAGER), filed);
        number = ((ReportNonconformity.Outcome.Filed) outcome).nonconformity().facts().number();
        plumbline.work(filed);
        assertThat(recurrences(earlier)).as("nobody knows yet whom it concerns").isEmpty();
        Instant understood = filed.plus(Duration.ofDays(9));
        done(contain.record(by("pia"), words(), understood));
        done(moved("pia", Move.CONTAIN, understood));
        Id why = done(cause.propose(by("pia"), new Analysis.FreeText("too weak"), null, understood));
        done(cause.judge(by("ian"), why, Cause.Verdict.VERIFIED, "seen", understood));
        done(moved("pia", Move.ANALYSE, understood));
        done(criterion.fix(by("pia"), new Criterion(new Stratum(Stratum.Kind.CUSTOMER, stratum), 20, 20, day(understood).plusDays(60)), understood));
        done(plan.plan(by("pia"), CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian", day(understood).plusDays(14), understood));
        plumbline.work(understood);
        assertThat(recurrences(earlier)).as("a criterion can be changed until it is approved").isEmpty();
        done(moved("ann", Move.PLAN, understood));
        plumbline.work(understood);
        assertThat(recurrences(earlier)).singleElement().satisfies(r -> assertThat(r.days()).as("to the filing, not to the finding").isEqualTo(100));
        journalHolds();
    }

    private CommentCase.Speaker speaker(Site site, String login) {
        return new CommentCase.Speaker(site, number, login, Set.of(Role.QUALITY_MANAGER));
    }

    private List<Recurrence> recurrences(Id earlier) {
        return plumbline.store.transactions().required(() -> plumbline.store.recurrences().after(earlier, 50));
    }

    @Test
    public void aSignatureCoversTheFilesAndTheTimeThatWasGranted() {
        Instant at = THEN.plus(Duration.ofDays(1));
        done(contain.record(by("pia"), words(), at));
        done(moved("pia", Move.CONTAIN, at));
        Id found = done(cause.propose(by("pia"), new Analysis.FiveWhys(List.of("The hinges stick", "The box is too weak")), "packaging", at));
        done(cause.judge(by("ian"), found, Cause.Verdict.VERIFIED, "A stronger box kept them whole", at));
        AttachFile attach = new AttachFile(plumbline.store.transactions(), desk, ids, plumbline.store.nonconformities(), plumbline.store.attachments(), () -> CaseRules.USUAL);
        done(attach.attach(by("pia"), found, new AttachFile.Sent("drop test.csv", "text/csv", "box;whole\n1;yes\n".getBytes(StandardCharsets.UTF_8)), at));
        done(moved("pia", Move.ANALYSE, at));
        done(criterion.fix(by("pia"), new Criterion(new Stratum(Stratum.Kind.CUSTOMER, customer()), 20, 20, day(at).plusDays(60)), at));
        Id action = done(plan.plan(by("pia"), CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian", day(at).plusDays(14), at));
        ExtendAction extend = new ExtendAction(plumbline.store.transactions(), desk, ids, plumbline.store.nonconformities(), plumbline.store.caseFiles(), plumbline.store.extensions());
        Id asked = done(extend.ask(by("ian"), action, day(at).plusDays(20), "The boxes come late", at));
        done(extend.decide(by("zoe"), action, asked, true, null, at));
        CaseFile signed = file();
        done(moved("ann", Move.PLAN, at));
        Signature signature = plumbline.store.transactions().required(() -> plumbline.store.caseFiles().signatures(now().facts().id())).get(0);
        assertThat(signature.hash()).isEqualTo(hash(signed));
        assertThat(signature.content().lines()).contains("format = 4", "attachments[0].name = \"drop test.csv\"", "attachments[0].about = \"" + found + "\"",
                "attachments[0].sha256 = \"" + plumbline.sql("select sha256 from attachment").get(0) + "\"", "extensions[0].decision = GRANTED", "extensions[0].decidedBy = \"zoe\"");
        plumbline.store.transactions().run(() -> plumbline.store.sql().change("update attachment set sha256 = ?", "0".repeat(64)));
        assertThat(hash(signed)).as("what is there now is not what was signed").isNotEqualTo(signature.hash());
    }

    @Test
    public void whoIsNeitherSatisfiedNorLowCountsWhereTheSatisfiedAreToBecomeMore() {
        measure = Criterion.Measure.UNSATISFIED_ANSWERS;
        Answer between = new Answer(3, OptionalInt.of(8), "", false);
        Answer justSatisfied = new Answer(4, OptionalInt.of(2), "", false);
        for (int i = 0; i < 29; i++) {
            answered("58", i < 14 ? between : GOOD, THEN);
        }
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned.plus(Duration.ofDays(10)));
        for (int i = 0; i < 40; i++) {
            answered("58", i < 1 ? between : i < 9 ? justSatisfied : GOOD, planned.plus(Duration.ofDays(30)));
        }
        done(check.check(by("zoe"), planned.plus(Duration.ofDays(61))));
        EffectCheck found = file().lastCheck().orElseThrow();
        assertThat(found.counts().affectedBefore()).as("the first answer among them").isEqualTo(new EffectCheck.Low(15, 30));
        assertThat(found.counts().affectedAfter()).as("4 of 5 is satisfied, though 2 of 10 is low").isEqualTo(new EffectCheck.Low(1, 40));
        assertThat(found.proposal()).isEqualTo(EffectCheck.Proposal.EFFECTIVE);
        assertThat(file().plan().orElseThrow().criterion().measure()).isEqualTo(measure);
        assertThat(plumbline.sql("select content from case_signature where meaning = 'PLAN_APPROVED'").get(0)).as("what was approved").contains("criterion.measure = UNSATISFIED_ANSWERS");
        journalHolds();
    }

    /** Deliveries with a receipt of the customer, which finds fault with the goods of so many. */
    private void received(String customer, int rejected, int whole, Instant now) {
        for (int i = 0; i < rejected + whole; i++) {
            String document = "D" + ++orders;
            plumbline.report(Shipment.of(document, "O" + orders, now.minusSeconds(3600)).customer(customer).report(), now);
            Discrepancy fault = new Discrepancy("1", "GZ-1", "Hinge", null, i % 2 == 0 ? BigDecimal.ONE : null, i % 2 == 0 ? null : BigDecimal.TEN, null, "pcs", Map.of());
            plumbline.receipts.record(new ReceiptReport(new SourceRef("main", "-", "ReceiptAdvice", "R/" + document, document, now), day(now), false, List.of("SHP-" + document), List.of(), List.of(),
                    "C" + customer, ErpDate.day(day(now), Basis.PROOF_OF_DELIVERY), i < rejected ? List.of(new ReceiptReport.Line("1", "SHP-" + document, fault, null)) : List.of()),
                    Actor.connector("main"), now);
        }
    }

    @Test
    public void rejectedDeliveriesAreCountedAmongThoseWithAReceipt() {
        measure = Criterion.Measure.REJECTED_DELIVERIES;
        received("58", 12, 18, THEN);
        received("77", 2, 28, THEN);
        Instant planned = THEN.plus(Duration.ofDays(3));
        implemented(approved(planned), planned.plus(Duration.ofDays(10)));
        Instant after = planned.plus(Duration.ofDays(30));
        received("58", 1, 39, after);
        received("77", 2, 28, after);
        // without a receipt nobody knows
        answers("58", 3, 3, after);
        done(check.check(by("zoe"), planned.plus(Duration.ofDays(61))));
        EffectCheck found = file().lastCheck().orElseThrow();
        assertThat(found.counts().affectedBefore()).isEqualTo(new EffectCheck.Low(12, 30));
        assertThat(found.counts().affectedAfter()).isEqualTo(new EffectCheck.Low(1, 40));
        assertThat(found.counts().othersBefore()).isEqualTo(new EffectCheck.Low(2, 30));
        assertThat(found.counts().othersAfter()).isEqualTo(new EffectCheck.Low(2, 30));
        assertThat(found.proposal()).isEqualTo(EffectCheck.Proposal.EFFECTIVE);
        journalHolds();
    }

    @Test
    public void whatDidNotHelpGoesBackToAnalysisWithItsRecordKept() {
        answers("58", 14, 15, THEN);
        Instant planned = THEN.plus(Duration.ofDays(1));
        Id action = approved(planned);
        implemented(action, planned);
        Instant after = THEN.plus(Duration.ofDays(30));
        answers("58", 25, 15, after);
        Instant judged = planned.plus(Duration.ofDays(61));
        done(check.check(by("zoe"), judged));
        assertThat(file().lastCheck().orElseThrow().proposal()).isEqualTo(EffectCheck.Proposal.NOT_EFFECTIVE);
        assertThat(fields(check.check(by("zoe"), judged.plus(Duration.ofDays(29))))).as("looking until it suits").containsExactly("today");
        done(moved("zoe", Move.NOT_EFFECTIVE, judged));
        assertThat(now()).isInstanceOf(Nonconformity.Analysed.class);
        assertThat(now().facts().cycle()).isEqualTo(2);
        assertThat(now().facts().reopened()).as("it was never closed").isZero();
        assertThat(missing(moved("ann", Move.PLAN, judged))).containsExactly(Need.ACTION_WITH_OWNER_AND_DUE_DATE, Need.CRITERION);
        assertThat(file().plans()).hasSize(1);
        assertThat(file().actions()).hasSize(1);
        Id second = planned(judged);
        assertThat(carryOut.make(by("ian"), action, Deed.BEGIN, null, judged)).as("of the cycle before").isInstanceOf(CaseOutcome.Invalid.class);
        done(moved("ian", Move.IMPLEMENT, judged));
        assertThat(carryOut.make(by("ian"), action, Deed.BEGIN, null, judged)).isInstanceOf(CaseOutcome.NotFound.class);
        done(carryOut.make(by("ian"), second, Deed.BEGIN, null, judged));
        journalHolds();
    }

    @Test
    public void nobodyApprovesOrJudgesTheirOwn() {
        done(contain.record(by("pia"), words(), THEN));
        done(moved("pia", Move.CONTAIN, THEN));
        Id found = done(cause.propose(by("pia"), new Analysis.FreeText("too weak"), null, THEN));
        done(cause.judge(by("pia"), found, Cause.Verdict.VERIFIED, "seen", THEN));
        done(moved("pia", Move.ANALYSE, THEN));
        done(criterion.fix(by("pia"), new Criterion(new Stratum(Stratum.Kind.EVERYTHING, ""), 20, 20, day(THEN).plusDays(60)), THEN));
        Id action = done(plan.plan(by("pia"), CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "ian", day(THEN).plusDays(14), THEN));
        assertThat(missing(moved("pia", Move.PLAN, THEN))).containsExactly(Need.NOT_THE_PLANNER);
        done(moved("ian", Move.PLAN, THEN));
        done(moved("ian", Move.IMPLEMENT, THEN));
        done(carryOut.make(by("ian"), action, Deed.BEGIN, null, THEN));
        done(carryOut.make(by("ian"), action, Deed.FINISH, "done", THEN));
        assertThat(fields(carryOut.make(by("ian"), action, Deed.VERIFY, "fine", THEN))).containsExactly("login");
        Id dropped = done(plan.plan(by("pia"), CorrectiveAction.Kind.PREVENTIVE, "Train the packers", "pia", day(THEN).plusDays(14), THEN));
        done(carryOut.make(by("pia"), dropped, Deed.CANCEL, "no time", THEN));
        done(carryOut.make(by("zoe"), action, Deed.VERIFY, "fine", THEN));
        assertThat(missing(moved("zoe", Move.AWAIT_EFFECTIVENESS, THEN))).containsExactly(Need.ACTIONS_VERIFIED);
        assertThat(fields(carryOut.make(by("pia"), dropped, Deed.ACCEPT_CANCELLATION, "so be it", THEN))).containsExactly("login");
        done(carryOut.make(by("ann"), dropped, Deed.ACCEPT_CANCELLATION, "so be it", THEN));
        done(moved("zoe", Move.AWAIT_EFFECTIVENESS, THEN));
    }

    @Test
    public void theCustomerIsToldOnceOfEachAndTheCaseKeepsIt() {
        assertThat(fields(plumbline.tell.tell(by("pia"), Mail.Purpose.CONTAINMENT_LETTER, "Sorry", "New ones are coming", THEN))).as("nothing was done yet").containsExactly("purpose");
        done(contain.record(by("pia"), words(), THEN));
        plumbline.post.fault = MailFault.Kind.TEMPORARY;
        int before = plumbline.post.sent.size();
        assertThat(plumbline.tell.tell(by("pia"), Mail.Purpose.CONTAINMENT_LETTER, "Sorry", "New ones\n\nare coming", THEN)).isInstanceOf(CaseOutcome.Done.class);
        plumbline.work(THEN);
        assertThat(plumbline.post.sent).as("the mail server is out of order").hasSize(before);
        plumbline.post.fault = null;
        Instant later = THEN.plus(Duration.ofHours(2));
        plumbline.work(later);
        plumbline.work(later);
        assertThat(plumbline.post.sent).hasSize(before + 1);
        assertThat(plumbline.post.sent.get(before).to()).isEqualTo("c58@works.example");
        assertThat(plumbline.sql("select state from mail where purpose = 'CONTAINMENT_LETTER'")).containsExactly("SENT");
        assertThat(fields(plumbline.tell.tell(by("ian"), Mail.Purpose.CONTAINMENT_LETTER, "Sorry", "Once more", later))).containsExactly("purpose");
        assertThat(plumbline.tell.tell(by("ian"), Mail.Purpose.OUTCOME_LETTER, "Done", "It is solved", later)).isInstanceOf(CaseOutcome.Done.class);
        assertThat(plumbline.sql("select reason from journal where action = 'nonconformity.customer-told'")).as("what was said stays in the mail, which can be erased").containsOnly("");
        journalHolds();
    }

    @Test
    public void aRejectionNeedsTwo() {
        assertThat(missing(moved("zoe", Move.REJECT, THEN))).containsExactly(Need.REJECTION_PROPOSED);
        done(reject.propose(by("ian"), "He ordered the wrong ones", THEN));
        assertThat(missing(moved("ian", Move.REJECT, THEN))).contains(Need.NOT_THE_PROPOSER);
        assertThat(fields(reject.propose(by("ann"), "me too", THEN))).containsExactly("rejection");
        assertThat(plumbline.sql("select kind from step where kind = 'WRITE_ORDER_NOTES'")).isEmpty();
        done(moved("zoe", Move.REJECT, THEN));
        assertThat(now()).isInstanceOf(Nonconformity.Rejected.class);
        assertThat(plumbline.sql("select kind from step where kind = 'WRITE_ORDER_NOTES'")).as("the order in the ERP is to be told").hasSize(1);
        journalHolds();
    }

    @Test
    public void aWrongPasswordSignsNothingAndLocksInTheEnd() {
        done(reject.propose(by("pia"), "He ordered the wrong ones", THEN));
        for (int i = 0; i < 3; i++) {
            assertThat(move.make(by("zoe"), Move.REJECT, "because", "guess" + i, null, THEN)).isInstanceOf(CaseOutcome.NotSigned.class);
        }
        assertThat(move.make(by("zoe"), Move.REJECT, "because", PASSWORD, null, THEN)).as("locked by now").isInstanceOf(CaseOutcome.NotSigned.class);
        assertThat(missing(move.make(by("zoe"), Move.REJECT, "because", "", null, THEN))).containsExactly(Need.SIGNATURE);
        assertThat(now()).isInstanceOf(Nonconformity.Reported.class);
        assertThat(plumbline.sql("select action from journal where action like 'user.l%' order by entry_id")).containsExactly("user.login-failed", "user.login-failed", "user.locked");
    }

    @Test
    public void whoComesSecondIsToldWhatChanged() {
        CaseCall seen = by("ian");
        done(contain.record(by("pia"), words(), THEN));
        CaseOutcome late = contain.record(seen, words(), THEN);
        assertThat(late).isInstanceOf(CaseOutcome.Changed.class);
        assertThat(((CaseOutcome.Changed) late).since()).singleElement().satisfies(j -> {
            assertThat(j.action()).isEqualTo("nonconformity.containment-recorded");
            assertThat(j.actor()).contains("pia");
        });
        assertThat(file().containments()).hasSize(1);
    }

    @Test
    public void whatCannotBeIsRefusedByItsName() {
        assertThat(fields(contain.record(by("pia"), new RecordContainment.Words(null, " ", null, "pcs", null, day(THEN).plusDays(2)), THEN))).containsExactlyInAnyOrder("disposition", "what",
                "authority", "uom", "decidedOn");
        assertThat(fields(criterion.fix(by("pia"), new Criterion(new Stratum(Stratum.Kind.LOT, "L1"), 20, 20, day(THEN).plusDays(9)), THEN))).as("the cause comes first").containsExactly("state");
        done(contain.record(by("pia"), words(), THEN));
        done(moved("pia", Move.CONTAIN, THEN));
        assertThat(fields(cause.propose(by("pia"), new Analysis.FiveWhys(List.of("only one")), "No Good", THEN))).containsExactly("whys", "category");
        Id found = done(cause.propose(by("pia"), new Analysis.FreeText("too weak"), null, THEN));
        done(cause.judge(by("pia"), found, Cause.Verdict.VERIFIED, "seen", THEN));
        done(moved("pia", Move.ANALYSE, THEN));
        assertThat(fields(criterion.fix(by("pia"), new Criterion(new Stratum(Stratum.Kind.LOT, ""), 0, 9, day(THEN)), THEN))).containsExactly("stratum.value", "minimumImprovement",
                "minimumAnswers", "judgeOn");
        assertThat(fields(plan.plan(by("pia"), CorrectiveAction.Kind.CORRECTIVE, "x", "nobody", day(THEN).minusDays(2), THEN))).containsExactlyInAnyOrder("owner", "due");
        CaseCall auditor = new CaseCall(Site.MAIN, number, now().facts().version(), "kim", Set.of(Role.AUDITOR));
        assertThat(contain.record(auditor, words(), THEN)).isInstanceOf(CaseOutcome.Forbidden.class);
        CaseCall elsewhere = new CaseCall(new Site("KIEL"), number, now().facts().version(), "pia", Set.of(Role.QUALITY_MANAGER));
        assertThat(contain.record(elsewhere, words(), THEN)).isInstanceOf(CaseOutcome.NotFound.class);
        assertThat(missing(move.make(by("pia"), Move.MERGE, "same", null, number, THEN))).as("into itself").containsExactly(Need.OTHER_CASE);
    }

    private void journalHolds() {
        int chained;
        do {
            chained = plumbline.store.journal().sequence(1000, THEN);
        } while (chained > 0);
        // the people were put there behind the journal's back
        assertThat(plumbline.store.journal().verify().findings()).filteredOn(f -> !f.text().startsWith("app_user ")).isEmpty();
    }
}
