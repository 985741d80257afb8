package io.plumbline.domain.nonconformity;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Gate.Attempt;

/** A case file in which nothing is missing, to take things out of. */
final class Files {
    static final LocalDate TODAY = Reports.NOW.atZone(ZoneOffset.UTC).toLocalDate();
    static final EffectCheck.Counts COUNTS = new EffectCheck.Counts(TODAY.minusDays(365), TODAY.minusDays(1), TODAY.plusDays(1), TODAY.plusDays(60), new EffectCheck.Low(20, 80),
            new EffectCheck.Low(2, 90), new EffectCheck.Low(10, 200), new EffectCheck.Low(9, 210));
    static final Criterion CRITERION = new Criterion(new Stratum(Stratum.Kind.LOT, "L-7"), 10, 30, TODAY.plusDays(60));

    Nonconformity nonconformity;
    List<Containment> containments = new ArrayList<>();
    List<Cause> causes = new ArrayList<>();
    List<Plan> plans = new ArrayList<>();
    List<CorrectiveAction> actions = new ArrayList<>();
    List<EffectCheck> checks = new ArrayList<>();
    RejectionProposal rejection;

    static Nonconformity.Facts facts(int id, Site site) {
        return new Nonconformity.Facts(Reports.id(id), site, new CaseNumber(site, 2026, id), new Trigger(Trigger.Kind.HAND, Reports.id(500 + id)), "t", List.of(), Severity.MINOR, null, null,
                null, null, null, null, null, 0, 1, Reports.NOW, Reports.NOW, 1);
    }

    /** Planned by pia, done by ian, rejection proposed by rob. */
    static Files complete(Class<?> state) {
        Files files = new Files();
        files.nonconformity = in(state, facts(1, Site.MAIN));
        Id id = files.nonconformity.facts().id();
        files.containments.add(new Containment(Reports.id(2), Site.MAIN, id, Disposition.REPLACEMENT, "sent another one", new BigDecimal(3), "pcs", "head of sales", TODAY, "cem", Reports.NOW));
        files.causes.add(Cause.proposed(Reports.id(3), files.nonconformity.facts(), new Analysis.FreeText("wrong box"), null, "cem", Reports.NOW).judged(Cause.Verdict.VERIFIED, "tried it", "ann",
                Reports.NOW));
        files.plans.add(new Plan(Reports.id(4), Site.MAIN, id, 1, CRITERION, "pia", Reports.NOW, 1));
        files.actions.add(done(5, 1).verified("ann", Reports.NOW));
        files.checks.add(new EffectCheck(Reports.id(6), Site.MAIN, id, 1, EffectCheck.Proposal.EFFECTIVE, COUNTS, List.of(), List.of(), Reports.NOW));
        files.rejection = new RejectionProposal(Reports.id(7), Site.MAIN, id, "ordered wrongly", "rob", Reports.NOW);
        return files;
    }

    static CorrectiveAction.Planned planned(int id, int cycle) {
        return new CorrectiveAction.Planned(new CorrectiveAction.Facts(Reports.id(id), Site.MAIN, Reports.id(1), cycle, CorrectiveAction.Kind.CORRECTIVE, "stronger boxes", "ian", TODAY.plusDays(9),
                "pia", Reports.NOW, 1));
    }

    static CorrectiveAction.Done done(int id, int cycle) {
        return planned(id, cycle).begin(Reports.NOW).done(Reports.NOW);
    }

    static Nonconformity in(Class<?> state, Nonconformity.Facts facts) {
        return switch (state.getSimpleName()) {
            case "Reported" -> new Nonconformity.Reported(facts);
            case "Contained" -> new Nonconformity.Contained(facts);
            case "Analysed" -> new Nonconformity.Analysed(facts);
            case "Planned" -> new Nonconformity.Planned(facts);
            case "Implementing" -> new Nonconformity.Implementing(facts);
            case "AwaitingEffectiveness" -> new Nonconformity.AwaitingEffectiveness(facts);
            case "Closed" -> new Nonconformity.Closed(facts, Reports.NOW);
            case "Rejected" -> new Nonconformity.Rejected(facts, "none");
            case "Merged" -> new Nonconformity.Merged(facts, Reports.id(99));
            default -> throw new IllegalArgumentException(state.getName());
        };
    }

    CaseFile file() {
        return new CaseFile(nonconformity, containments, causes, plans, actions, checks, rejection);
    }

    /** Somebody who had no part in any of it, with everything that comes with a move. */
    static Attempt zoe() {
        return by("zoe");
    }

    static Attempt by(String login) {
        return new Attempt(login, Set.of(Role.QUALITY_MANAGER), "because", true, in(Nonconformity.Reported.class, facts(50, Site.MAIN)));
    }
}
