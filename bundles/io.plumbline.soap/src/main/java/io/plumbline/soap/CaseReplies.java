package io.plumbline.soap;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;

import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.ReadCaseFile.Linked;
import io.plumbline.domain.action.CorrectiveAction.Cancelled;
import io.plumbline.domain.action.CorrectiveAction.Done;
import io.plumbline.domain.action.CorrectiveAction.Ineffective;
import io.plumbline.domain.action.CorrectiveAction.Verified;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.GradingRule;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.soap.v1.ActionKind;
import io.plumbline.soap.v1.ActionState;
import io.plumbline.soap.v1.CaseChange;
import io.plumbline.soap.v1.CaseComplaint;
import io.plumbline.soap.v1.CaseState;
import io.plumbline.soap.v1.Cause;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Channel;
import io.plumbline.soap.v1.Comment;
import io.plumbline.soap.v1.CommentList;
import io.plumbline.soap.v1.Complaint;
import io.plumbline.soap.v1.ComplaintState;
import io.plumbline.soap.v1.Containment;
import io.plumbline.soap.v1.CorrectiveAction;
import io.plumbline.soap.v1.Criterion;
import io.plumbline.soap.v1.EffectMeasure;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.EffectCheck;
import io.plumbline.soap.v1.EffectProposal;
import io.plumbline.soap.v1.Extension;
import io.plumbline.soap.v1.ExtensionDecision;
import io.plumbline.soap.v1.FiledNonconformity;
import io.plumbline.soap.v1.Intake;
import io.plumbline.soap.v1.IntakeKind;
import io.plumbline.soap.v1.Letter;
import io.plumbline.soap.v1.LetterPurpose;
import io.plumbline.soap.v1.LetterState;
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
        file.actions().forEach(a -> told.getAction().add(action(a, opened.extensions())));
        file.checks().forEach(c -> told.getCheck().add(check(c)));
        told.setRejection(file.rejection() == null ? null : rejection(file.rejection()));
        opened.signatures().forEach(s -> told.getSignature().add(signature(s)));
        opened.offers().forEach(o -> told.getMove().add(offer(o)));
        opened.told().forEach(m -> told.getLetter().add(letter(m)));
        opened.complaints().forEach(c -> told.getComplaint().add(complaint(c, file)));
        told.setIntake(opened.intake() == null ? null : intake(opened.intake()));
        told.setMergedInto(opened.mergedInto() == null ? null : opened.mergedInto().toString());
        opened.merged().forEach(n -> told.getMerged().add(n.toString()));
        return told;
    }

    private static Intake intake(io.plumbline.domain.nonconformity.Intake i) {
        Intake told = new Intake();
        told.setSource(IntakeKind.fromValue(i.source().name()));
        told.setReference(Replies.text(i.reference()));
        told.setDescription(Replies.text(i.description()));
        told.setProposed(Severity.fromValue(i.proposed().name()));
        i.reasons().forEach(r -> told.getReason().add(Replies.text(r)));
        told.setLine(Replies.text(i.line()));
        told.setSku(Replies.text(i.sku()));
        told.setProduct(Replies.text(i.product()));
        told.setLot(Replies.text(i.lot()));
        told.setCarrier(Replies.text(i.carrier()));
        told.setBy(i.by());
        told.setAt(Replies.moment(i.at()));
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

    private static CorrectiveAction action(io.plumbline.domain.action.CorrectiveAction a, List<io.plumbline.domain.action.Extension> extensions) {
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
        extensions.stream().filter(e -> e.action().equals(a.facts().id())).forEach(e -> told.getExtension().add(extension(e)));
        return told;
    }

    private static Extension extension(io.plumbline.domain.action.Extension e) {
        Extension told = new Extension();
        told.setId(e.id().value());
        told.setDueBefore(Replies.day(e.dueBefore()));
        told.setWanted(Replies.day(e.wanted()));
        told.setReason(Replies.text(e.reason()));
        told.setBy(e.by());
        told.setAskedAt(Replies.moment(e.askedAt()));
        told.setDecision(ExtensionDecision.fromValue(e.decision().name()));
        told.setDecidedBy(e.decidedBy());
        told.setBecause(Replies.text(e.because()));
        told.setDecidedAt(e.decidedBy() == null ? null : Replies.moment(e.changedAt()));
        return told;
    }

    private static Letter letter(Mail m) {
        Letter told = new Letter();
        told.setPurpose(LetterPurpose.fromValue(m.purpose().name()));
        told.setState(LetterState.fromValue(m.state().name()));
        told.setTitle(Replies.text(m.title()));
        told.setText(Replies.text(m.text()));
        told.setWrittenAt(Replies.moment(m.createdAt()));
        told.setSentAt(Replies.moment(m.sentAt()));
        return told;
    }

    private static CaseComplaint complaint(Linked v, CaseFile of) {
        io.plumbline.domain.complaint.Complaint c = v.complaint();
        io.plumbline.domain.complaint.Complaint.Facts f = c.facts();
        CaseComplaint told = new CaseComplaint();
        told.setId(f.id().value());
        told.setOrigin(of.nonconformity().facts().trigger().complaint(f.id()));
        told.setState(ComplaintState.fromValue(c.state()));
        told.setChannel(Channel.fromValue(f.channel().name()));
        told.setReceivedAt(Replies.moment(f.receivedAt()));
        told.setAcknowledgeBy(Replies.moment(f.acknowledgeBy()));
        told.setAcknowledgedAt(Replies.moment(f.acknowledgedAt()));
        told.setAnswerBy(Replies.moment(f.answerBy()));
        told.setAnsweredAt(Replies.moment(f.answeredAt()));
        told.setCameWith(v.cameWith() == null ? null : v.cameWith().toString());
        return told;
    }

    static Complaint complaint(ComplaintRow row, Instant now) {
        io.plumbline.domain.complaint.Complaint.Facts f = row.complaint().facts();
        Complaint told = new Complaint();
        told.setId(f.id().value());
        told.setState(ComplaintState.fromValue(row.complaint().state()));
        told.setChannel(Channel.fromValue(f.channel().name()));
        told.setComplainant(Replies.text(f.complainant()));
        told.setWords(Replies.text(f.words()));
        told.setCustomerName(Replies.text(row.customerName()));
        told.setOrderNumber(Replies.text(row.orderNumber()));
        told.setDeliveryNumber(Replies.text(row.deliveryNumber()));
        told.setNonconformity(row.caseNumber());
        told.setMergedInto(row.mergedInto());
        told.setReceivedAt(Replies.moment(f.receivedAt()));
        told.setAcknowledgeBy(Replies.moment(f.acknowledgeBy()));
        told.setAcknowledgedAt(Replies.moment(f.acknowledgedAt()));
        told.setAcknowledgedLate(row.complaint().acknowledgedLate(now));
        told.setAnswerBy(Replies.moment(f.answerBy()));
        told.setAnsweredAt(Replies.moment(f.answeredAt()));
        told.setAnsweredLate(row.complaint().answeredLate(now));
        told.setAnswer(Replies.text(f.answer()));
        told.setEnteredBy(f.by());
        told.setVersion(f.version());
        return told;
    }

    /** An empty list is no empty element, which some clients take for nothing at all. */
    static CommentList comments(List<io.plumbline.domain.nonconformity.Comment> all) {
        CommentList told = new CommentList();
        all.forEach(c -> told.getComment().add(comment(c)));
        told.setCount(all.size());
        return told;
    }

    private static Comment comment(io.plumbline.domain.nonconformity.Comment c) {
        Comment told = new Comment();
        told.setId(c.id().value());
        told.setText(c.withdrawnAt() == null ? Replies.text(c.text()) : null);
        told.setBy(c.by());
        told.setAt(Replies.moment(c.at()));
        told.setWithdrawnAt(Replies.moment(c.withdrawnAt()));
        return told;
    }

    /** @param proposal of the rules; null where there was a case */
    static FiledNonconformity filed(io.plumbline.domain.nonconformity.Nonconformity n, GradingRule.Proposal proposal) {
        FiledNonconformity told = new FiledNonconformity();
        told.setNumber(n.facts().number().toString());
        told.setFiled(proposal != null);
        told.setState(CaseState.fromValue(n.state()));
        told.setTitle(Replies.text(n.facts().title()));
        told.setSeverity(Severity.fromValue(n.facts().severity().name()));
        if (proposal != null) {
            told.setProposed(Severity.fromValue(proposal.severity().name()));
            told.getReason().addAll(proposal.reasons());
        }
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
