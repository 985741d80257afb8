package io.plumbline.rest.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.plumbline.application.access.ListColleagues.Colleague;
import io.plumbline.application.nonconformity.ReadCaseFile.Opened;
import io.plumbline.application.nonconformity.ReadCaseFile.Linked;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Gate.Missing;
import io.plumbline.domain.nonconformity.Gate.Verdict;
import io.plumbline.domain.nonconformity.Move;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.rest.Wanted;
import io.plumbline.rest.nonconformity.IntakeJson.IntakeDetailJson;
import io.plumbline.rest.openapi.Maybe;
import io.plumbline.rest.openapi.OneOf;
import io.plumbline.rest.openapi.Says;

@Says("What was done about a case in all its cycles, and what can be done next")
public record CaseFileJson(@Says(value = "Its number", example = "NC-MAIN-2026-0001") String number, @OneOf(Nonconformity.class) String state,
        Severity severity, @Says(value = "Login of who works on it", example = "jana.petersen") @Maybe String owner,
        @Says(value = "Of the case with all that is in it", example = "4") long version,
        @Says(value = "Which run through analysis, plan and proof this is", example = "1") int cycle, List<ContainmentJson> containments, List<CauseJson> causes, List<PlanJson> plans,
        List<ActionJson> actions, List<EffectCheckJson> checks, @Says("What was said when it was filed; left out for a case that a low answer made") @Maybe IntakeDetailJson intake,
        @Says("The complaints that became the case or belong to it, and those of cases that were merged into it, as they were entered; what their senders wrote stands with them") List<CaseComplaintJson> complaints,
        @Says(value = "Number of the case that goes on for it; left out where it was not merged", example = "NC-MAIN-2026-0002") @Maybe String mergedInto,
        @Says("Numbers of the cases that were merged into it, oldest first; at most 50") List<String> merged,
        @Says("The proposal to reject the case that stands") @Maybe RejectionJson rejection, List<SignatureJson> signatures, @Says("What its customer was told by mail, oldest first") List<LetterJson> letters,
        @Says("The moves out of the state, and what each lacks for you") List<OfferJson> moves) {

    static CaseFileJson of(Opened opened) {
        CaseFile f = opened.file();
        return new CaseFileJson(f.nonconformity().facts().number().toString(), f.nonconformity().state(), f.nonconformity().facts().severity(), f.nonconformity().facts().owner(),
                f.nonconformity().facts().version(), f.cycle(),
                f.containments().stream().map(ContainmentJson::of).toList(), f.causes().stream().map(CauseJson::of).toList(), f.plans().stream().map(PlanJson::of).toList(),
                f.actions().stream().map(ActionJson::of).toList(), f.checks().stream().map(EffectCheckJson::of).toList(), opened.intake() == null ? null : IntakeDetailJson.of(opened.intake()),
                opened.complaints().stream().map(c -> CaseComplaintJson.of(c, f)).toList(),
                opened.mergedInto() == null ? null : opened.mergedInto().toString(), opened.merged().stream().map(CaseNumber::toString).toList(),
                f.rejection() == null ? null : RejectionJson.of(f.rejection()),
                opened.signatures().stream().map(SignatureJson::of).toList(),
                opened.told().stream().map(LetterJson::of).toList(), opened.offers().stream().map(v -> OfferJson.of(v, opened.colleagues())).toList());
    }

    @Says("A complaint of a case")
    public record CaseComplaintJson(@Says("Identity; it is at complaints/{id}") String id, @Says("Whether the case was filed for it") boolean origin, @OneOf(Complaint.class) String state,
            Complaint.Channel channel, Instant receivedAt, @Says("From this moment on an acknowledgement is late") Instant acknowledgeBy, @Maybe Instant acknowledgedAt,
            @Says("From this moment on an answer is late") Instant answerBy, @Maybe Instant answeredAt,
            @Says(value = "Number of the case that it came with, which was merged into this one; left out for one of its own", example = "NC-MAIN-2026-0001") @Maybe String cameWith) {
        static CaseComplaintJson of(Linked v, CaseFile of) {
            Complaint c = v.complaint();
            Complaint.Facts f = c.facts();
            return new CaseComplaintJson(f.id().value(), of.nonconformity().facts().trigger().complaint(f.id()), c.state(), f.channel(), f.receivedAt(), f.acknowledgeBy(), f.acknowledgedAt(),
                    f.answerBy(), f.answeredAt(), v.cameWith() == null ? null : v.cameWith().toString());
        }
    }

    @Says("What was done at once")
    public record ContainmentJson(String id, Disposition disposition, String what, @Maybe BigDecimal quantity, @Maybe String uom, String authority, LocalDate decidedOn,
            @Says(value = "Login of who entered it", example = "jana.petersen") String by, Instant at) {
        static ContainmentJson of(Containment c) {
            return new ContainmentJson(c.id().value(), c.disposition(), c.what(), c.quantity(), c.uom(), c.authority(), c.decidedOn(), c.by(), c.at());
        }
    }

    /** The methods by which a cause is looked for. */
    public enum Method { FIVE_WHYS, ISHIKAWA, IS_IS_NOT, FREE_TEXT }

    @Says("One bone of Ishikawa's diagram")
    public record BoneJson(Analysis.Bone bone, List<String> causes) {
    }

    @Says("One question of an is/is-not comparison")
    public record ContrastJson(@Says(value = "Such as what, where, when, how many", example = "where") String question, String is, String isNot, @Maybe String distinction) {
    }

    @Says("How a cause was looked for: the members that belong to the method, the others left out")
    public record AnalysisJson(Method method, @Says("FIVE_WHYS: 2 to 7 answers, each to why the one before it came about") @Maybe List<String> whys,
            @Says("ISHIKAWA: possible causes by bone") @Maybe List<BoneJson> bones, @Says("IS_IS_NOT: the comparison") @Maybe List<ContrastJson> contrasts,
            @Says("FREE_TEXT: the cause in words") @Maybe String text,
            @Says("The cause that it leads to; needed for ISHIKAWA, word for word one of its causes, and for IS_IS_NOT") @Maybe String conclusion) {

        static AnalysisJson of(Analysis a) {
            if (a instanceof Analysis.FiveWhys whys) {
                return new AnalysisJson(Method.FIVE_WHYS, whys.answers(), null, null, null, a.conclusion());
            }
            if (a instanceof Analysis.Ishikawa diagram) {
                return new AnalysisJson(Method.ISHIKAWA, null, diagram.causes().entrySet().stream().map(e -> new BoneJson(e.getKey(), e.getValue())).toList(), null, null, a.conclusion());
            }
            if (a instanceof Analysis.IsIsNot comparison) {
                return new AnalysisJson(Method.IS_IS_NOT, null, null,
                        comparison.contrasts().stream().map(c -> new ContrastJson(c.question(), c.is(), c.isNot(), c.distinction())).toList(), null, a.conclusion());
            }
            return new AnalysisJson(Method.FREE_TEXT, null, null, null, a.conclusion(), a.conclusion());
        }

        Analysis read() {
            return switch (Wanted.one("analysis.method", method)) {
                case FIVE_WHYS -> new Analysis.FiveWhys(texts(whys));
                case ISHIKAWA -> {
                    Map<Analysis.Bone, List<String>> causes = new EnumMap<>(Analysis.Bone.class);
                    Wanted.all("analysis.bones", bones).forEach(b -> causes.put(Wanted.one("analysis.bones.bone", b.bone()), texts(b.causes())));
                    yield new Analysis.Ishikawa(causes, conclusion);
                }
                case IS_IS_NOT -> new Analysis.IsIsNot(
                        Wanted.all("analysis.contrasts", contrasts).stream().map(c -> new Analysis.Contrast(c.question(), c.is(), c.isNot(), c.distinction())).toList(), conclusion);
                case FREE_TEXT -> new Analysis.FreeText(text);
            };
        }

        /** A gap in the list is an empty text, which is then refused at its place. */
        private static List<String> texts(List<String> read) {
            return read == null ? List.of() : read.stream().map(t -> t == null ? "" : t).toList();
        }
    }

    @Says("A possible cause, and whether it was found to be one")
    public record CauseJson(String id, int cycle, AnalysisJson analysis, @Says(value = "Of the catalogue of causes", example = "packaging") @Maybe String category, Cause.Verdict verdict,
            @Says("What shows the verdict") @Maybe String evidence, @Says(value = "Login of who proposed it", example = "jana.petersen") String by,
            @Says("Login of who gave the verdict") @Maybe String judgedBy, Instant changedAt) {
        static CauseJson of(Cause c) {
            return new CauseJson(c.id().value(), c.cycle(), AnalysisJson.of(c.analysis()), c.category(), c.verdict(), c.evidence(), c.by(), c.judgedBy(), c.changedAt());
        }
    }

    @Says("By what the effect will be judged")
    public record CriterionJson(@Says("What the affected deliveries have in common") Stratum.Kind stratum,
            @Says(value = "Which: the SKU, the lot, the customer's identity, the country by ISO 3166-1 alpha-2; left out for EVERYTHING", example = "GZ-1001") @Maybe String value,
            @Says("Which share must fall: low answers by the limits of the programme, answers of 1 to 3 of 5, or deliveries with rejected or missing goods among those with a receipt; "
                    + "LOW_ANSWERS unless told otherwise") @Maybe Criterion.Measure measure,
            @Says(value = "By how many percentage points it must fall, 1 to 100", example = "10") int minimumImprovement,
            @Says(value = "Answers, or deliveries with a receipt, that there must be before and after, 10 to 100000", example = "30") int minimumAnswers, @Says("The day from which the effect is judged") LocalDate judgeOn) {
        static CriterionJson of(Criterion c) {
            return new CriterionJson(c.stratum().kind(), c.stratum().value().isEmpty() ? null : c.stratum().value(), c.measure(), c.minimumImprovement(), c.minimumAnswers(), c.judgeOn());
        }

        Criterion read() {
            return new Criterion(new Stratum(Wanted.one("stratum", stratum), value == null ? "" : value), measure == null ? Criterion.Measure.LOW_ANSWERS : measure, minimumImprovement,
                    minimumAnswers, judgeOn);
        }
    }

    @Says("What a cycle is to achieve")
    public record PlanJson(int cycle, CriterionJson criterion, @Says(value = "Login of who planned it, and may not approve it", example = "jana.petersen") String by, Instant at) {
        static PlanJson of(Plan p) {
            return new PlanJson(p.cycle(), CriterionJson.of(p.criterion()), p.by(), p.at());
        }
    }

    @Says("A corrective or preventive action")
    public record ActionJson(String id, int cycle, CorrectiveAction.Kind kind, @OneOf(CorrectiveAction.class) String state, String what,
            @Says(value = "Login of who does it", example = "jana.petersen") String owner, LocalDate due, @Says("Login of who planned it") String by,
            @Says("When it was done") @Maybe Instant doneAt, @Says("Login of who verified it, or found it ineffective") @Maybe String judgedBy,
            @Says("Why it was cancelled") @Maybe String cancelledBecause, @Says("Login of the second person who accepts that") @Maybe String cancellationAcceptedBy, Instant changedAt) {
        static ActionJson of(CorrectiveAction a) {
            CorrectiveAction.Facts f = a.facts();
            Instant doneAt = a instanceof CorrectiveAction.Done d ? d.doneAt() : a instanceof CorrectiveAction.Verified v ? v.doneAt() : a instanceof CorrectiveAction.Ineffective i ? i.doneAt() : null;
            String judgedBy = a instanceof CorrectiveAction.Verified v ? v.by() : a instanceof CorrectiveAction.Ineffective i ? i.by() : null;
            CorrectiveAction.Cancelled c = a instanceof CorrectiveAction.Cancelled cancelled ? cancelled : null;
            return new ActionJson(f.id().value(), f.cycle(), f.kind(), a.state(), f.what(), f.owner(), f.due(), f.by(), doneAt, judgedBy, c == null ? null : c.reason(),
                    c == null ? null : c.acceptedBy(), f.changedAt());
        }
    }

    @Says("What the measure of the cycle's criterion counts among all: low answers among answers, where it is LOW_ANSWERS")
    public record LowJson(@Says(example = "12", value = "Low or unsatisfied answers, or deliveries with rejected or missing goods; 0 to `answers`") long low,
            @Says(example = "80", value = "All answers that count, or all deliveries with a receipt") long answers) {
        static LowJson of(EffectCheck.Low low) {
            return new LowJson(low.low(), low.answers());
        }
    }

    @Says("One look at customers' answers: what they propose, and the counts behind it")
    public record EffectCheckJson(int cycle, EffectCheck.Proposal proposal, LocalDate beforeFrom, LocalDate beforeTo, LocalDate afterFrom, LocalDate afterTo, LowJson affectedBefore,
            LowJson affectedAfter, LowJson othersBefore, LowJson othersAfter, @Says(value = "Why", example = "[\"IMPROVED_ENOUGH\"]") List<String> reasons,
            @Says(value = "What to keep in mind", example = "[]") List<String> cautions, Instant at) {
        static EffectCheckJson of(EffectCheck c) {
            EffectCheck.Counts n = c.counts();
            return new EffectCheckJson(c.cycle(), c.proposal(), n.beforeFrom(), n.beforeTo(), n.afterFrom(), n.afterTo(), LowJson.of(n.affectedBefore()), LowJson.of(n.affectedAfter()),
                    LowJson.of(n.othersBefore()), LowJson.of(n.othersAfter()), c.reasons(), c.cautions(), c.at());
        }
    }

    @Says("Somebody holds that the case is none")
    public record RejectionJson(String reason, @Says(value = "Login of who proposed it, and may not decide on it", example = "jana.petersen") String by, Instant at) {
        static RejectionJson of(RejectionProposal p) {
            return new RejectionJson(p.reason(), p.by(), p.at());
        }
    }

    @Says("A signature under one version of the case")
    public record SignatureJson(Signature.Meaning meaning, @Says(value = "Of the account whose password was given", example = "jana.petersen") String login,
            @Says(value = "As the person was called then", example = "Jana Petersen") String name, @Says("Version of the case that was signed") long version,
            @Says("SHA-256 over `content` in UTF-8") String hash,
            @Says("What was signed, one line for each value; left out once erased") @Maybe String content, Instant at) {
        static SignatureJson of(Signature s) {
            return new SignatureJson(s.meaning(), s.login(), s.name(), s.version(), s.hash(), s.content(), s.at());
        }
    }

    @Says("A letter to the customer of the case")
    public record LetterJson(@Says(value = "What it tells", example = "CONTAINMENT_LETTER") Mail.Purpose purpose, Mail.State state, @Says("Its subject line") String title, @Says("As sent") String text,
            Instant writtenAt, @Says("When the mail server took it") @Maybe Instant sentAt) {
        static LetterJson of(Mail m) {
            return new LetterJson(m.purpose(), m.state(), m.title(), m.text(), m.createdAt(), m.sentAt());
        }
    }

    @Says("What a move lacks")
    public record MissingJson(Move.Need need, @Says(value = "Of ISO 9001:2015", example = "10.2.1 c") String clause,
            @Says("What it is about: logins that are left out, or actions that still wait; often empty") List<String> about) {
        static MissingJson of(Missing m) {
            return new MissingJson(m.need(), m.clause(), m.about());
        }
    }

    @Says("A move out of the state, and what it lacks for you")
    public record OfferJson(Move move, @OneOf(Nonconformity.class) String to, boolean allowed, @Says(value = "Who may make it", example = "quality-manager") String role,
            @Says("What must be there before") List<MissingJson> missing, @Says("What comes with the move") List<Move.Need> given,
            @Says(value = "Logins of those at the site who may make it once nothing else is missing", example = "[\"jana.petersen\"]") List<String> couldBeMadeBy) {
        static OfferJson of(Verdict v, List<Colleague> colleagues) {
            return new OfferJson(v.move(), v.move().to(), v.allowed(), v.move().role().code(), v.missing().stream().map(MissingJson::of).toList(),
                    Arrays.stream(Move.Need.values()).filter(n -> n.givenWithTheMove() && v.move().needs().contains(n)).toList(),
                    colleagues.stream().map(Colleague::login).filter(login -> !v.excluded().contains(login)).toList());
        }
    }
}
