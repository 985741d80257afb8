package io.plumbline.soap;

import java.util.Arrays;
import java.util.List;

import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.domain.action.CorrectiveAction.Cancelled;
import io.plumbline.domain.action.CorrectiveAction.Done;
import io.plumbline.domain.action.CorrectiveAction.Ineffective;
import io.plumbline.domain.action.CorrectiveAction.Verified;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.ActionState;
import io.plumbline.soap.v1.CaseChange;
import io.plumbline.soap.v1.CaseState;
import io.plumbline.soap.v1.Cause;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Containment;
import io.plumbline.soap.v1.CorrectiveAction;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.EffectMeasure;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.EffectCheck;
import io.plumbline.soap.v1.EffectProposal;
import io.plumbline.soap.v1.LowAnswers;
import io.plumbline.soap.v1.MissingPiece;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.MoveOffer;
import io.plumbline.soap.v1.MoveRefusal;
import io.plumbline.soap.v1.Need;
import io.plumbline.soap.v1.NonconformityFile;
import io.plumbline.soap.v1.Plan;
import io.plumbline.soap.v1.Rejection;
import io.plumbline.soap.v1.Severity;
import io.plumbline.soap.v1.Signature;
import io.plumbline.soap.v1.SignatureMeaning;
import io.plumbline.soap.v1.StratumKind;

/** The file of a case, and what a shut gate says, in the words of the schema. */
final class CaseReplies {
    private CaseReplies() {
    }

    static NonconformityFile file(Opened opened) {
        CaseFile file = opened.file();
        NonconformityFile told = new NonconformityFile();
        told.setNumber(file.nonconformity().facts().number().toString());
        told.setState(CaseState.fromValue(file.nonconformity().state()));
        told.setSeverity(Severity.fromValue(file.nonconformity().facts().severity().name()));
        told.setOwner(file.nonconformity().facts().owner());
        told.setVersion(file.nonconformity().facts().version());
        told.setCycle(file.cycle());
        file.containments().forEach(c -> told.getContainment().add(containment(c)));
        file.causes().forEach(c -> told.getCause().add(cause(c)));
        file.plans().forEach(p -> told.getPlan().add(plan(p)));
        file.actions().forEach(a -> told.getAction().add(action(a)));
        file.checks().forEach(c -> told.getCheck().add(check(c)));
        told.setRejection(file.rejection() == null ? null : rejection(file.rejection()));
        opened.signatures().forEach(s -> told.getSignature().add(signature(s)));
        opened.offers().forEach(o -> told.getMove().add(offer(o)));
        return told;
    }

    private static Containment containment(io.plumbline.domain.nonconformity.Containment c) {
        Containment told = new Containment();
        told.setId(c.id().value());
        told.setDisposition(Disposition.fromValue(c.disposition().name()));
        told.setWhat(Replies.text(c.what()));
        told.setQuantity(c.quantity());
        told.setUom(Replies.text(c.uom()));
        told.setAuthority(Replies.text(c.authority()));
        told.setDecidedOn(Replies.day(c.decidedOn()));
        told.setBy(c.by());
        told.setAt(Replies.moment(c.at()));
        return told;
    }

    private static Cause cause(io.plumbline.domain.nonconformity.Cause c) {
        Cause told = new Cause();
        told.setId(c.id().value());
        told.setCycle(c.cycle());
        told.setAnalysis(Analyses.told(c.analysis()));
        told.setConclusion(Replies.text(c.analysis().conclusion()));
        told.setCategory(c.category());
        told.setVerdict(CauseVerdict.fromValue(c.verdict().name()));
        told.setEvidence(Replies.text(c.evidence()));
        told.setBy(c.by());
        told.setJudgedBy(c.judgedBy());
        told.setChangedAt(Replies.moment(c.changedAt()));
        return told;
    }

    private static Plan plan(io.plumbline.domain.nonconformity.Plan p) {
        Criterion criterion = new Criterion();
        criterion.setStratum(StratumKind.fromValue(p.criterion().stratum().kind().name()));
        criterion.setValue(p.criterion().stratum().value().isEmpty() ? null : Replies.text(p.criterion().stratum().value()));
        // left out where it is the usual one, so that a reply is what it was before there were others
        criterion.setMeasure(p.criterion().measure() == io.plumbline.domain.nonconformity.Criterion.Measure.LOW_ANSWERS ? null : EffectMeasure.fromValue(p.criterion().measure().name()));
        criterion.setMinimumImprovement(p.criterion().minimumImprovement());
        criterion.setMinimumAnswers(p.criterion().minimumAnswers());
        criterion.setJudgeOn(Replies.day(p.criterion().judgeOn()));
        Plan told = new Plan();
        told.setCycle(p.cycle());
        told.setCriterion(criterion);
        told.setBy(p.by());
        told.setAt(Replies.moment(p.at()));
        return told;
    }

    private static CorrectiveAction action(io.plumbline.domain.action.CorrectiveAction a) {
        CorrectiveAction told = new CorrectiveAction();
        told.setId(a.facts().id().value());
        told.setCycle(a.facts().cycle());
        told.setKind(ActionKind.fromValue(a.facts().kind().name()));
        told.setState(ActionState.fromValue(a.state()));
        told.setWhat(Replies.text(a.facts().what()));
        told.setOwner(a.facts().owner());
        told.setDue(Replies.day(a.facts().due()));
        told.setBy(a.facts().by());
        if (a instanceof Done done) {
            told.setDoneAt(Replies.moment(done.doneAt()));
        } else if (a instanceof Verified verified) {
            told.setDoneAt(Replies.moment(verified.doneAt()));
            told.setJudgedBy(verified.by());
        } else if (a instanceof Ineffective ineffective) {
            told.setDoneAt(Replies.moment(ineffective.doneAt()));
            told.setJudgedBy(ineffective.by());
        } else if (a instanceof Cancelled cancelled) {
            told.setCancelledBecause(Replies.text(cancelled.reason()));
            told.setCancellationAcceptedBy(cancelled.acceptedBy());
        }
        told.setChangedAt(Replies.moment(a.facts().changedAt()));
        return told;
    }

    private static EffectCheck check(io.plumbline.domain.nonconformity.EffectCheck c) {
        EffectCheck told = new EffectCheck();
        told.setCycle(c.cycle());
        told.setProposal(EffectProposal.fromValue(c.proposal().name()));
        told.setBeforeFrom(Replies.day(c.counts().beforeFrom()));
        told.setBeforeTo(Replies.day(c.counts().beforeTo()));
        told.setAfterFrom(Replies.day(c.counts().afterFrom()));
        told.setAfterTo(Replies.day(c.counts().afterTo()));
        told.setAffectedBefore(low(c.counts().affectedBefore()));
        told.setAffectedAfter(low(c.counts().affectedAfter()));
        told.setOthersBefore(low(c.counts().othersBefore()));
        told.setOthersAfter(low(c.counts().othersAfter()));
        told.getReason().addAll(c.reasons());
        told.getCaution().addAll(c.cautions());
        told.setAt(Replies.moment(c.at()));
        return told;
    }

    private static LowAnswers low(io.plumbline.domain.nonconformity.EffectCheck.Low low) {
        LowAnswers told = new LowAnswers();
        told.setLow(low.low());
        told.setAnswers(low.answers());
        return told;
    }

    private static Rejection rejection(RejectionProposal p) {
        Rejection told = new Rejection();
        told.setReason(Replies.text(p.reason()));
        told.setBy(p.by());
        told.setAt(Replies.moment(p.at()));
        return told;
    }

    private static Signature signature(io.plumbline.domain.nonconformity.Signature s) {
        Signature told = new Signature();
        told.setMeaning(SignatureMeaning.fromValue(s.meaning().name()));
        told.setLogin(s.login());
        told.setName(Replies.text(s.name()));
        told.setVersion(s.version());
        told.setHash(s.hash());
        told.setAt(Replies.moment(s.at()));
        return told;
    }

    private static MoveOffer offer(Verdict v) {
        MoveOffer told = new MoveOffer();
        told.setMove(move(v));
        told.setTo(CaseState.fromValue(v.move().to()));
        told.setAllowed(v.allowed());
        told.setRole(v.move().role().code());
        told.getMissing().addAll(missing(v));
        Arrays.stream(io.plumbline.domain.nonconformity.Move.Need.values()).filter(n -> n.givenWithTheMove() && v.move().needs().contains(n))
                .forEach(n -> told.getGiven().add(Need.fromValue(n.name())));
        return told;
    }

    /** What a shut gate says. Out of another state, what the move lacks beside is no help. */
    static MoveRefusal refusal(String message, Verdict v) {
        MoveRefusal told = new MoveRefusal();
        told.setMessage(message);
        told.setState(CaseState.fromValue(v.state()));
        told.setMove(move(v));
        v.move().from().forEach(state -> told.getLeadsOutOf().add(CaseState.fromValue(state)));
        if (v.inState()) {
            told.getMissing().addAll(missing(v));
        }
        return told;
    }

    static CaseChange change(JournalRow row) {
        CaseChange told = new CaseChange();
        told.setVersion(row.version());
        told.setAction(row.action());
        told.setBy(row.actor());
        told.setAt(Replies.moment(row.recordedAt()));
        told.setReason(row.reason() == null || row.reason().isEmpty() ? null : Replies.text(row.reason()));
        return told;
    }

    private static Move move(Verdict v) {
        return Move.fromValue(v.move().name());
    }

    private static List<MissingPiece> missing(Verdict v) {
        return v.missing().stream().map(m -> piece(m, v.move().role().code())).toList();
    }

    private static MissingPiece piece(Missing m, String role) {
        MissingPiece told = new MissingPiece();
        told.setNeed(Need.fromValue(m.need().name()));
        told.setRule(m.need().says());
        told.setClause(m.clause());
        (m.need().aboutThePerson() ? told.getLeftOut() : told.getWaiting()).addAll(m.about());
        told.setRole(role);
        return told;
    }
}
