package io.plumbline.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.datatype.XMLGregorianCalendar;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.domain.Site;
import io.plumbline.domain.access.User;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.ActionState;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.Bone;
import io.plumbline.soap.v1.CaseState;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Contrast;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.EffectMeasure;
import io.plumbline.soap.v1.Deed;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.EffectProposal;
import io.plumbline.soap.v1.ErpEvents;
import io.plumbline.soap.v1.FiveWhys;
import io.plumbline.soap.v1.FollowUpList;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.InvitationState;
import io.plumbline.soap.v1.IsIsNot;
import io.plumbline.soap.v1.Ishikawa;
import io.plumbline.soap.v1.IshikawaBone;
import io.plumbline.soap.v1.MissingPiece;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveOffer;
import io.plumbline.soap.v1.MoveRefused;
import io.plumbline.soap.v1.Need;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.NotFound;
import io.plumbline.soap.v1.Problem;
import io.plumbline.soap.v1.Quality;
import io.plumbline.soap.v1.Severity;
import io.plumbline.soap.v1.SignatureMeaning;
import io.plumbline.soap.v1.StratumKind;

/** The life of a nonconformity through a client over HTTP: pia plans, ian does, zoe approves and judges. */
public class CaseFileTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    @Rule
    public final SoapRoom room = new SoapRoom();
    private Quality pia;
    private Quality ian;
    private Quality zoe;
    private String number;

    @Before
    public void peopleAndACase() {
        pia = manager("pia");
        ian = manager("ian");
        zoe = manager("zoe");
        number = room.kept.reported(Site.MAIN);
    }

    private Quality manager(String login) {
        return room.client(Quality.class, "quality-manager:" + login);
    }

    private long version() throws Exception {
        return pia.caseFile(number).getVersion();
    }

    private static XMLGregorianCalendar day(LocalDate day) {
        return Shipments.time(day.toString());
    }

    private NonconformityFile move(Quality who, Move move) throws Exception {
        boolean signed = io.plumbline.domain.nonconformity.Move.valueOf(move.name()).needs().contains(io.plumbline.domain.nonconformity.Move.Need.SIGNATURE);
        return who.moveNonconformity(number, version(), move, "because", signed ? SoapRoom.PASSWORD : null, null);
    }

    private NonconformityFile contained() throws Exception {
        pia.recordContainment(number, version(), Disposition.REPLACEMENT, "New ones \"sent\" <at once> & free", new BigDecimal("3.50"), "pcs", "Head of sales", day(TODAY));
        return move(pia, Move.CONTAIN);
    }

    private static Analysis whys(String... answers) {
        Analysis analysis = new Analysis();
        analysis.setFiveWhys(new FiveWhys());
        analysis.getFiveWhys().getWhy().addAll(List.of(answers));
        return analysis;
    }

    private static Criterion criterion(StratumKind stratum, String value) {
        Criterion criterion = new Criterion();
        criterion.setStratum(stratum);
        criterion.setValue(value);
        criterion.setMinimumImprovement(20);
        criterion.setMinimumAnswers(20);
        criterion.setJudgeOn(day(TODAY.plusDays(60)));
        return criterion;
    }

    @Test
    public void anotherMeasureIsTakenAndTold() throws Exception {
        planned();
        Criterion rejected = criterion(StratumKind.LOT, "L1");
        rejected.setMeasure(EffectMeasure.REJECTED_DELIVERIES);
        assertThat(pia.fixCriterion(number, version(), rejected).getPlan()).singleElement().satisfies(p -> assertThat(p.getCriterion().getMeasure()).isEqualTo(EffectMeasure.REJECTED_DELIVERIES));
        assertThat(pia.fixCriterion(number, version(), criterion(StratumKind.LOT, "L1")).getPlan()).singleElement().satisfies(p -> assertThat(p.getCriterion().getMeasure()).isNull());
        assertThat(pia.fixCriterion(number, version(), criterion(StratumKind.CARRIER, "DHL")).getPlan()).singleElement()
                .satisfies(p -> assertThat(p.getCriterion().getStratum() + " " + p.getCriterion().getValue()).isEqualTo("CARRIER DHL"));
    }

    /** Planned by pia, to be done by ian; the identity of the action. */
    private String planned() throws Exception {
        contained();
        String cause = pia.proposeCause(number, version(), whys("The hinges stick", "The box is too weak"), "packaging").getCause().get(0).getId();
        ian.judgeCause(number, version(), cause, CauseVerdict.VERIFIED, "A stronger box kept them whole", null);
        move(pia, Move.ANALYSE);
        pia.fixCriterion(number, version(), criterion(StratumKind.LOT, "L1"));
        return pia.planAction(number, version(), ActionKind.CORRECTIVE, "Stronger boxes", "ian", day(TODAY.plusDays(9))).getAction().get(0).getId();
    }

    private String implementing() throws Exception {
        String action = planned();
        move(zoe, Move.PLAN);
        move(ian, Move.IMPLEMENT);
        ian.carryOutAction(number, version(), action, Deed.BEGIN, null);
        return action;
    }

    private static List<Need> needs(MoveRefused refused) {
        return refused.getFaultInfo().getMissing().stream().map(MissingPiece::getNeed).toList();
    }

    private static MoveRefused refused(ThrowingCallable call) {
        MoveRefused refused = catchThrowableOfType(call, MoveRefused.class);
        assertThat(refused).isNotNull();
        return refused;
    }

    private static List<String> fields(ThrowingCallable call) {
        InvalidRequest invalid = catchThrowableOfType(call, InvalidRequest.class);
        assertThat(invalid).isNotNull();
        return invalid.getFaultInfo().getProblem().stream().map(Problem::getField).toList();
    }

    @Test
    public void twoPlanAndDoAndAThirdTakesItFromReportedToClosed() throws Exception {
        room.client(ErpEvents.class, "erp").reportDelivery(Shipments.delivery("1"));
        NonconformityFile fresh = pia.caseFile(number);
        assertThat(fresh.getState()).isEqualTo(CaseState.REPORTED);
        assertThat(fresh.getCycle()).isEqualTo(1);
        assertThat(fresh.getSeverity()).isEqualTo(Severity.MAJOR);
        assertThat(fresh.getOwner()).isNull();
        assertThat(fresh.getMove()).extracting(MoveOffer::getMove).containsExactly(Move.CONTAIN, Move.REJECT, Move.MERGE);
        assertThat(fresh.getMove().get(1)).satisfies(reject -> {
            assertThat(reject.getTo()).isEqualTo(CaseState.REJECTED);
            assertThat(reject.isAllowed()).isFalse();
            assertThat(reject.getRole()).isEqualTo("quality-manager");
            assertThat(reject.getMissing()).singleElement().satisfies(m -> assertThat(m.getClause()).isEqualTo("10.2.2"));
            assertThat(reject.getGiven()).containsExactly(Need.REASON, Need.SIGNATURE);
        });

        String action = implementing();
        ian.carryOutAction(number, version(), action, Deed.FINISH, "Line 2 packs with them");
        zoe.carryOutAction(number, version(), action, Deed.VERIFY, "Seen on the line");
        NonconformityFile waiting = move(zoe, Move.AWAIT_EFFECTIVENESS);
        assertThat(waiting.getState()).isEqualTo(CaseState.AWAITING_EFFECTIVENESS);
        assertThat(waiting.getContainment()).singleElement().satisfies(c -> {
            assertThat(c.getWhat()).isEqualTo("New ones \"sent\" <at once> & free");
            assertThat(c.getQuantity()).isEqualByComparingTo("3.5");
            assertThat(c.getDecidedOn()).isEqualTo(day(TODAY));
            assertThat(c.getBy()).isEqualTo("pia");
        });
        assertThat(waiting.getCause()).singleElement().satisfies(c -> {
            assertThat(c.getAnalysis().getFiveWhys().getWhy()).containsExactly("The hinges stick", "The box is too weak");
            assertThat(c.getConclusion()).isEqualTo("The box is too weak");
            assertThat(c.getJudgedBy()).isEqualTo("ian");
        });
        assertThat(waiting.getPlan()).singleElement().satisfies(p -> {
            assertThat(p.getCriterion().getStratum()).isEqualTo(StratumKind.LOT);
            assertThat(p.getCriterion().getValue()).isEqualTo("L1");
            assertThat(p.getCriterion().getMeasure()).as("the usual one is not told").isNull();
            assertThat(p.getCriterion().getJudgeOn()).isEqualTo(day(TODAY.plusDays(60)));
        });
        assertThat(waiting.getAction()).singleElement().satisfies(a -> {
            assertThat(a.getState()).isEqualTo(ActionState.VERIFIED);
            assertThat(a.getJudgedBy()).isEqualTo("zoe");
            assertThat(a.getDoneAt()).isNotNull();
        });

        assertThat(needs(refused(() -> move(zoe, Move.CLOSE)))).containsExactly(Need.PROVEN_EFFECTIVE);
        InvalidRequest early = catchThrowableOfType(() -> zoe.checkEffect(number, version()), InvalidRequest.class);
        assertThat(early.getFaultInfo().getProblem()).singleElement().satisfies(p -> {
            assertThat(p.getField()).isEqualTo("number");
            assertThat(p.getAccepted()).contains(TODAY.plusDays(60).toString()).contains("today is " + TODAY);
        });
        FollowUpList before = zoe.followUps(number);
        assertThat(before.getRefusal()).isNull();
        assertThat(before.getAffected()).singleElement().satisfies(c -> assertThat(c.getReason()).isNull());
        assertThat(catchThrowableOfType(() -> zoe.askAgain(number, before.getVersion() - 1, null), Conflict.class)).isNotNull();
        assertThat(catchThrowableOfType(() -> zoe.askAgain(number, before.getVersion(), "x".repeat(1001)), InvalidRequest.class).getFaultInfo().getProblem()).extracting(p -> p.getField())
                .containsExactly("message");
        FollowUpList asked = zoe.askAgain(number, before.getVersion(), "Better boxes");
        assertThat(asked.getRound()).singleElement().satisfies(r -> {
            assertThat(r.getMessage() + " " + r.getBy()).isEqualTo("Better boxes zoe");
            assertThat(r.getCustomer()).singleElement().satisfies(c -> assertThat(c.getState()).isEqualTo(InvitationState.SCHEDULED));
        });
        assertThat(room.askedAgain).singleElement().satisfies(i -> assertThat(i.facts().programme()).isEqualTo("followup"));
        assertThat(asked.getAffected()).as("nobody is left").isEmpty();
        assertThat(catchThrowableOfType(() -> zoe.askAgain(number, version(), null), InvalidRequest.class).getFaultInfo().getProblem()).extracting(p -> p.getField()).containsExactly("number");
        room.kept.wait(Duration.ofDays(61));
        NonconformityFile looked = zoe.checkEffect(number, version());
        assertThat(looked.getCheck()).singleElement().satisfies(c -> {
            assertThat(c.getProposal()).isEqualTo(EffectProposal.EFFECTIVE);
            assertThat(List.of(c.getAffectedBefore().getLow(), c.getAffectedBefore().getAnswers(), c.getAffectedAfter().getLow(), c.getAffectedAfter().getAnswers()))
                    .containsExactly(15L, 30L, 1L, 40L);
            assertThat(List.of(c.getOthersBefore().getAnswers(), c.getOthersAfter().getLow())).containsExactly(33L, 3L);
            assertThat(c.getReason()).isNotEmpty();
            assertThat(c.getAfterTo()).isEqualTo(day(TODAY));
        });
        MoveRefused own = refused(() -> move(ian, Move.CLOSE));
        assertThat(own.getFaultInfo().getMissing()).singleElement().satisfies(m -> {
            assertThat(m.getNeed()).isEqualTo(Need.NOT_AN_IMPLEMENTER);
            assertThat(m.getLeftOut()).containsExactly("ian");
        });
        long signed = version();
        NonconformityFile closed = move(zoe, Move.CLOSE);
        assertThat(closed.getState()).isEqualTo(CaseState.CLOSED);
        assertThat(closed.getSignature()).extracting(s -> s.getMeaning()).containsExactly(SignatureMeaning.PLAN_APPROVED, SignatureMeaning.EFFECTIVE_AND_CLOSED);
        assertThat(closed.getSignature().get(1)).satisfies(s -> {
            assertThat(s.getName()).isEqualTo("ZOE");
            assertThat(s.getVersion()).isEqualTo(signed);
            assertThat(s.getHash()).matches("[0-9a-f]{64}");
        });
        assertThat(closed.getMove()).extracting(MoveOffer::getMove).containsExactly(Move.REOPEN);
        assertThat(move(pia, Move.REOPEN).getCycle()).isEqualTo(2);
    }

    @Test
    public void aShutGateSaysWhatIsMissingAndWhoCould() throws Exception {
        MoveRefused contain = refused(() -> move(pia, Move.CONTAIN));
        assertThat(contain.getMessage()).isEqualTo("CONTAIN lacks what was done at once.");
        assertThat(contain.getFaultInfo().getState()).isEqualTo(CaseState.REPORTED);
        assertThat(contain.getFaultInfo().getMove()).isEqualTo(Move.CONTAIN);
        assertThat(contain.getFaultInfo().getMissing()).singleElement().satisfies(m -> {
            assertThat(m.getNeed()).isEqualTo(Need.CONTAINMENT);
            assertThat(m.getRule()).isEqualTo("what was done at once");
            assertThat(m.getClause()).isEqualTo("10.2.1 a");
            assertThat(m.getRole()).isEqualTo("quality-manager");
            assertThat(m.getLeftOut()).isEmpty();
        });
        MoveRefused illegal = refused(() -> move(zoe, Move.CLOSE));
        assertThat(illegal.getFaultInfo().getState()).isEqualTo(CaseState.REPORTED);
        assertThat(illegal.getFaultInfo().getLeadsOutOf()).containsExactly(CaseState.AWAITING_EFFECTIVENESS);
        assertThat(illegal.getFaultInfo().getMissing()).isEmpty();
        assertThat(needs(refused(() -> pia.moveNonconformity(number, version(), Move.MERGE, "twice the same", null, number)))).as("into itself").containsExactly(Need.OTHER_CASE);
        String elsewhere = room.kept.reported(new Site("KIEL"));
        assertThat(needs(refused(() -> pia.moveNonconformity(number, version(), Move.MERGE, "twice the same", null, elsewhere)))).containsExactly(Need.OTHER_CASE);

        String action = planned();
        MoveRefused planner = refused(() -> move(pia, Move.PLAN));
        assertThat(planner.getFaultInfo().getMissing()).singleElement().satisfies(m -> {
            assertThat(m.getNeed()).isEqualTo(Need.NOT_THE_PLANNER);
            assertThat(m.getLeftOut()).containsExactly("pia");
        });
        assertThat(needs(refused(() -> zoe.moveNonconformity(number, version(), Move.PLAN, " ", null, null)))).containsExactly(Need.REASON, Need.SIGNATURE);
        move(zoe, Move.PLAN);
        move(ian, Move.IMPLEMENT);
        assertThat(refused(() -> move(zoe, Move.AWAIT_EFFECTIVENESS)).getFaultInfo().getMissing()).singleElement().satisfies(m -> assertThat(m.getWaiting()).containsExactly(action));
        assertThat(version()).as("what is refused changes nothing").isEqualTo(10);
    }

    @Test
    public void whoComesSecondIsToldWhatChanged() throws Exception {
        contained();
        Conflict late = catchThrowableOfType(() -> ian.proposeCause(number, 1, whys("a", "b"), null), Conflict.class);
        assertThat(late.getFaultInfo().getPresentVersion()).isEqualTo(3);
        assertThat(late.getFaultInfo().getChange()).extracting(c -> c.getVersion() + " " + c.getAction() + " " + c.getBy() + " " + c.getReason())
                .containsExactly("2 nonconformity.containment-recorded user:pia null", "3 nonconformity.moved user:pia because");
        assertThat(late.getMessage()).contains("version 3").contains("user:pia");
        assertThat(pia.caseFile(number).getCause()).isEmpty();
    }

    @Test
    public void aWrongPasswordSignsNothingAndIsRepeatedToNobody() throws Exception {
        ian.proposeRejection(number, version(), "He ordered the wrong ones");
        assertThat(pia.caseFile(number).getRejection().getBy()).isEqualTo("ian");
        assertThat(needs(refused(() -> move(ian, Move.REJECT)))).containsExactly(Need.NOT_THE_PROPOSER);
        InvalidRequest wrong = catchThrowableOfType(() -> zoe.moveNonconformity(number, version(), Move.REJECT, "because", "sesame-open", null), InvalidRequest.class);
        assertThat(wrong.getFaultInfo().getProblem()).singleElement().satisfies(p -> {
            assertThat(p.getField()).isEqualTo("password");
            assertThat(p.getValue()).isEqualTo("(hidden)");
        });
        assertThat(room.users.get("zoe").facts().failedLogins()).as("counts towards the lock-out").isEqualTo(1);
        for (String odd : List.of("<reason>r</reason><password>se<b/>same-open</password>", "<reason>r</reason><password>x</password>sesame-open",
                "<reason>r</reason><password a=\"sesame-open\">sesame-open</password>", "<reason>r</reason><passwort>sesame-open</passwort>")) {
            HttpResponse<String> answer = room.send("/soap/v1/Quality", "quality-manager:zoe", "text/xml", SoapRoom.envelope("<moveNonconformity xmlns=\"" + SoapRoom.NS + "\"><number>" + number
                    + "</number><version>2</version><move>REJECT</move>" + odd + "</moveNonconformity>").getBytes(StandardCharsets.UTF_8));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(500);
            assertThat(answer.body()).contains("invalidRequest").doesNotContain("same-open");
        }
        for (int i = 0; i < 2; i++) {
            catchThrowableOfType(() -> zoe.moveNonconformity(number, version(), Move.REJECT, "because", "sesame-open", null), InvalidRequest.class);
        }
        assertThat(room.users.get("zoe")).isInstanceOf(User.Locked.class);
        assertThat(fields(() -> move(zoe, Move.REJECT))).as("locked by now").containsExactly("password");
        assertThat(move(pia, Move.REJECT).getState()).isEqualTo(CaseState.REJECTED);
    }

    @Test
    public void onlyManagersOfTheSiteChangeItAndAuditorsRead() throws Exception {
        Quality auditor = room.client(Quality.class, "auditor:kim");
        assertThat(auditor.caseFile(number).getMove()).as("nothing for them to move").hasSize(3).noneMatch(MoveOffer::isAllowed);
        String rejection = "<proposeRejection xmlns=\"" + SoapRoom.NS + "\"><number>" + number + "</number><version>1</version><reason>x</reason></proposeRejection>";
        for (String other : List.of("auditor", "erp", "operator", "quality-manager,auditor:pia")) {
            forbidden(other, rejection);
        }
        String reading = "<caseFile xmlns=\"" + SoapRoom.NS + "\"><number>" + number + "</number></caseFile>";
        forbidden("erp", reading);
        assertThat(room.client(Quality.class, "quality-manager,auditor:pia").caseFile(number).getVersion()).isEqualTo(1);
        Quality kiel = room.client(Quality.class, "quality-manager:kai@KIEL");
        assertThat(catchThrowableOfType(() -> kiel.caseFile(number), NotFound.class).getFaultInfo().getProblem()).extracting(Problem::getField).containsExactly("number");
        assertThat(catchThrowableOfType(() -> kiel.proposeRejection(number, 1, "x"), NotFound.class)).isNotNull();
        assertThat(catchThrowableOfType(() -> kiel.judgeCause(number, 1, "0".repeat(26), CauseVerdict.VERIFIED, "x", null), NotFound.class).getFaultInfo().getProblem()).extracting(Problem::getField)
                .containsExactly("number");
        assertThat(catchThrowableOfType(() -> kiel.carryOutAction(number, 1, "no identity", Deed.BEGIN, null), NotFound.class).getFaultInfo().getProblem()).extracting(Problem::getField)
                .containsExactly("number");
        assertThat(version()).isEqualTo(1);
    }

    private void forbidden(String who, String operation) throws Exception {
        HttpResponse<String> answer = room.send("/soap/v1/Quality", who, "text/xml", SoapRoom.envelope(operation).getBytes(StandardCharsets.UTF_8));
        assertThat(answer.statusCode()).as(who + answer.body()).isEqualTo(403);
        assertThat(answer.body()).contains("role does not allow");
    }

    @Test
    public void whatCannotBeIsRefusedByItsElement() throws Exception {
        assertThat(fields(() -> pia.caseFile("NC-7"))).containsExactly("number");
        assertThat(fields(() -> pia.moveNonconformity(number, 1, Move.MERGE, "x", null, "another"))).containsExactly("into");
        assertThat(fields(() -> pia.proposeRejection(number, 0, "x"))).containsExactly("version");
        assertThat(fields(() -> pia.moveNonconformity(number, 1, null, null, null, null))).containsExactly("move");
        assertThat(fields(() -> pia.recordContainment(number, 1, Disposition.CREDIT, " ", new BigDecimal("-1"), null, "y".repeat(101), day(TODAY.plusDays(3)))))
                .containsExactlyInAnyOrder("what", "authority", "quantity", "uom", "decidedOn");
        InvalidRequest soon = catchThrowableOfType(() -> pia.fixCriterion(number, 1, criterion(StratumKind.EVERYTHING, null)), InvalidRequest.class);
        assertThat(soon.getMessage()).contains(number).contains("a case that is Analysed; this one is Reported");
        contained();
        assertThat(fields(() -> pia.proposeCause(number, version(), whys("only one"), "No Good"))).containsExactly("analysis/fiveWhys", "category");
        assertThat(fields(() -> pia.proposeCause(number, version(), whys("one", ""), null))).containsExactly("analysis/fiveWhys/why[2]");
        Analysis text = new Analysis();
        text.setFreeText("");
        assertThat(fields(() -> pia.proposeCause(number, version(), text, null))).containsExactly("analysis/freeText");
        assertThat(fields(() -> pia.proposeCause(number, version(), new Analysis(), null))).containsExactly("analysis");
        Analysis twice = diagram(bone(Bone.MACHINE, "worn"), bone(Bone.MACHINE, "loose"));
        assertThat(fields(() -> pia.proposeCause(number, version(), twice, null))).containsExactly("analysis/ishikawa/bone[2]/name");
        assertThat(fields(() -> pia.proposeCause(number, version(), diagram(bone(Bone.MONEY), bone(Bone.MAN, "hurried", " ")), null))).containsExactly("analysis/ishikawa/bone[2]/cause[2]",
                "analysis/ishikawa/conclusion");
        assertThat(fields(() -> pia.proposeCause(number, version(), contrasts(""), null))).containsExactly("analysis/isIsNot/contrast[1]/isNot");
        assertThat(catchThrowableOfType(() -> pia.judgeCause(number, version(), "0".repeat(26), CauseVerdict.REFUTED, "x", null), NotFound.class).getFaultInfo().getProblem())
                .extracting(Problem::getField).containsExactly("cause");
        String cause = pia.proposeCause(number, version(), whys("a", "b"), null).getCause().get(0).getId();
        assertThat(fields(() -> pia.judgeCause(number, version(), cause, CauseVerdict.PROPOSED, "x", null))).containsExactly("verdict");
        pia.judgeCause(number, version(), cause, CauseVerdict.VERIFIED, "seen", null);
        move(pia, Move.ANALYSE);
        Criterion bad = criterion(StratumKind.LOT, null);
        bad.setMinimumImprovement(0);
        bad.setMinimumAnswers(9);
        bad.setJudgeOn(day(TODAY));
        assertThat(fields(() -> pia.fixCriterion(number, version(), bad))).containsExactly("criterion/value", "criterion/minimumImprovement", "criterion/minimumAnswers", "criterion/judgeOn");
        assertThat(fields(() -> pia.planAction(number, version(), ActionKind.PREVENTIVE, "x", "nobody", day(TODAY.minusDays(3))))).containsExactlyInAnyOrder("owner", "due");
    }

    @Test
    public void nobodyJudgesTheirOwn() throws Exception {
        String action = implementing();
        assertThat(fields(() -> ian.carryOutAction(number, version(), action, Deed.FINISH, null))).containsExactly("reason");
        InvalidRequest early = catchThrowableOfType(() -> zoe.carryOutAction(number, version(), action, Deed.VERIFY, "fine"), InvalidRequest.class);
        assertThat(early.getMessage()).contains(action).contains("an action that is Done; this one is InProgress");
        ian.carryOutAction(number, version(), action, Deed.FINISH, "done");
        InvalidRequest own = catchThrowableOfType(() -> ian.carryOutAction(number, version(), action, Deed.VERIFY, "fine"), InvalidRequest.class);
        assertThat(own.getMessage()).isEqualTo("deed is \"VERIFY\": expected this from anybody with the role but ian, who did it");
        assertThat(catchThrowableOfType(() -> zoe.carryOutAction(number, version(), "0".repeat(26), Deed.VERIFY, "fine"), NotFound.class).getFaultInfo().getProblem())
                .extracting(Problem::getField).containsExactly("action");
        String dropped = pia.planAction(number, version(), ActionKind.PREVENTIVE, "Train the packers", "pia", day(TODAY.plusDays(9))).getAction().get(1).getId();
        NonconformityFile cancelled = pia.carryOutAction(number, version(), dropped, Deed.CANCEL, "no time");
        assertThat(cancelled.getAction().get(1).getCancelledBecause()).isEqualTo("no time");
        assertThat(fields(() -> pia.carryOutAction(number, version(), dropped, Deed.ACCEPT_CANCELLATION, "so be it"))).containsExactly("deed");
        assertThat(zoe.carryOutAction(number, version(), dropped, Deed.ACCEPT_CANCELLATION, "so be it").getAction().get(1).getCancellationAcceptedBy()).isEqualTo("zoe");
        assertThat(zoe.carryOutAction(number, version(), action, Deed.FIND_INEFFECTIVE, "still sticks").getAction().get(0).getState()).isEqualTo(ActionState.INEFFECTIVE);
    }

    @Test
    public void everyMethodIsKeptAsStructure() throws Exception {
        contained();
        Analysis right = diagram(bone(Bone.MACHINE, "worn"), bone(Bone.MAN, "hurried", "new"));
        right.getIshikawa().setConclusion("worn");
        pia.proposeCause(number, version(), right, "maintenance");
        pia.proposeCause(number, version(), contrasts("line 1"), null);
        Analysis text = new Analysis();
        text.setFreeText("worn \uD83D\uDD29 ]]>");
        NonconformityFile file = pia.proposeCause(number, version(), text, null);
        assertThat(file.getCause()).extracting(c -> c.getConclusion()).containsExactly("worn", "another tool", "worn \uD83D\uDD29 ]]>");
        assertThat(file.getCause().get(0).getCategory()).isEqualTo("maintenance");
        assertThat(file.getCause().get(0).getAnalysis().getIshikawa().getBone()).extracting(b -> b.getName() + " " + b.getCause()).containsExactly("MAN [hurried, new]", "MACHINE [worn]");
        assertThat(file.getCause().get(1).getAnalysis().getIsIsNot().getContrast()).extracting(c -> c.getQuestion() + " " + c.getIs() + " " + c.getIsNot() + " " + c.getDistinction())
                .containsExactly("where line 2 line 1 null");
        assertThat(file.getCause().get(2).getAnalysis().getFreeText()).isEqualTo("worn \uD83D\uDD29 ]]>");
    }

    private static IshikawaBone bone(Bone name, String... causes) {
        IshikawaBone bone = new IshikawaBone();
        bone.setName(name);
        bone.getCause().addAll(Arrays.asList(causes));
        return bone;
    }

    /** That comes down to nothing in it, until it is said. */
    private static Analysis diagram(IshikawaBone... bones) {
        Analysis analysis = new Analysis();
        analysis.setIshikawa(new Ishikawa());
        Stream.of(bones).forEach(analysis.getIshikawa().getBone()::add);
        analysis.getIshikawa().setConclusion("something else");
        return analysis;
    }

    private static Analysis contrasts(String isNot) {
        Contrast contrast = new Contrast();
        contrast.setQuestion("where");
        contrast.setIs("line 2");
        contrast.setIsNot(isNot);
        Analysis analysis = new Analysis();
        analysis.setIsIsNot(new IsIsNot());
        analysis.getIsIsNot().getContrast().add(contrast);
        analysis.getIsIsNot().setConclusion("another tool");
        return analysis;
    }
}
