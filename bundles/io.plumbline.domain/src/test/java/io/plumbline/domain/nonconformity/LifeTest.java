package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.Test;
import org.junit.runner.RunWith;

import com.pholser.junit.quickcheck.Property;
import com.pholser.junit.quickcheck.runner.JUnitQuickcheck;

import io.plumbline.domain.Id;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Gate.Attempt;
import io.plumbline.domain.nonconformity.Gate.Outcome;

/** People who do this and that to a few cases, in any order: whatever they try, the rules hold. */
@RunWith(JUnitQuickcheck.class)
public class LifeTest {
    private static final List<String> PEOPLE = List.of("ann", "ian", "pia", "rob");
    private static final int STEPS = 1200;

    private int ids = 100;

    @Property(trials = 60)
    public void noPathClosesWithoutVerifiedEffectAndTheBalanceAddsUp(long seed) {
        walk(seed);
    }

    @Test
    public void suchWalksMakeEveryMove() {
        Set<Move> made = EnumSet.noneOf(Move.class);
        for (long seed = 0; seed < 60; seed++) {
            made.addAll(walk(seed));
        }
        assertThat(made).containsExactlyInAnyOrder(Move.values());
    }

    private Set<Move> walk(long seed) {
        Set<Move> all = EnumSet.noneOf(Move.class);
        Random random = new Random(seed);
        List<Files> cases = new ArrayList<>();
        int opened = 0;
        int reopened = 0;
        int closed = 0;
        int rejected = 0;
        int merged = 0;
        for (int step = 0; step < STEPS; step++) {
            // few at a time, so that some get far
            if (cases.stream().noneMatch(c -> c.nonconformity.open()) || random.nextInt(200) == 0) {
                Files filed = new Files();
                filed.nonconformity = new Nonconformity.Reported(Files.facts(ids++, Site.MAIN));
                cases.add(filed);
                opened++;
                continue;
            }
            Files files = cases.get(random.nextInt(cases.size()));
            String who = PEOPLE.get(random.nextInt(PEOPLE.size()));
            if (random.nextBoolean()) {
                work(files, who, random);
            } else {
                Move move = Move.values()[random.nextInt(Move.values().length)];
                if ((move == Move.MERGE || move == Move.REJECT) && random.nextInt(6) > 0) {
                    continue;
                }
                Attempt attempt = new Attempt(who, random.nextInt(5) == 0 ? Set.of(Role.AUDITOR) : Set.of(Role.QUALITY_MANAGER), random.nextInt(5) == 0 ? "" : "because", random.nextInt(3) > 0,
                        cases.get(random.nextInt(cases.size())).nonconformity);
                CaseFile before = files.file();
                if (Gate.make(move, before, attempt, Reports.NOW) instanceof Outcome.Made made) {
                    files.nonconformity = made.nonconformity();
                    all.add(move);
                    reopened += move == Move.REOPEN ? 1 : 0;
                    closed += move == Move.CLOSE ? 1 : 0;
                    rejected += move == Move.REJECT ? 1 : 0;
                    merged += move == Move.MERGE ? 1 : 0;
                    if (move == Move.CLOSE) {
                        assertThat(before.lastCheck().orElseThrow().proposal()).isEqualTo(EffectCheck.Proposal.EFFECTIVE);
                        assertThat(before.actionsNow()).anyMatch(CorrectiveAction.Verified.class::isInstance).allMatch(CorrectiveAction::settled);
                        assertThat(before.actionsNow().stream().filter(a -> a instanceof CorrectiveAction.Verified).map(a -> ((CorrectiveAction.Verified) a))).allSatisfy(
                                a -> assertThat(a.by()).isNotEqualTo(a.facts().owner()).isNotNull());
                        assertThat(before.implementers()).doesNotContain(who);
                        assertThat(before.plan()).isPresent();
                    }
                    if (move == Move.PLAN) {
                        assertThat(before.planners()).doesNotContain(who).isNotEmpty();
                    }
                    assertThat(EnumSet.of(Move.PLAN, Move.CLOSE, Move.NOT_EFFECTIVE, Move.REJECT).contains(move)).isEqualTo(move.needs().contains(Move.Need.SIGNATURE));
                }
            }
            assertThat(cases.stream().filter(c -> c.nonconformity.open()).count()).as("opened + reopened - closed - rejected - merged").isEqualTo(opened + reopened - closed - rejected - merged);
            noMergeGoesInACircle(cases);
        }
        return all;
    }

    private void work(Files files, String who, Random random) {
        Nonconformity n = files.nonconformity;
        Work work = Work.values()[random.nextInt(Work.values().length)];
        if (work.refusal(n).isPresent() || work == Work.PLAN_ACTION && random.nextInt(4) > 0) {
            return;
        }
        Id id = Reports.id(ids++);
        int cycle = n.facts().cycle();
        switch (work) {
            case CONTAIN -> files.containments.add(new Containment(id, Site.MAIN, n.facts().id(), Disposition.CREDIT, "less to pay", null, null, who, Files.TODAY, who, Reports.NOW));
            case FIND_CAUSE -> files.causes.add(Cause.proposed(id, n.facts(), new Analysis.FreeText("so"), null, who, Reports.NOW).judged(
                    random.nextBoolean() ? Cause.Verdict.VERIFIED : Cause.Verdict.REFUTED, "seen", who, Reports.NOW));
            case FIX_CRITERION -> {
                files.plans.removeIf(p -> p.cycle() == cycle);
                files.plans.add(new Plan(id, Site.MAIN, n.facts().id(), cycle, Files.CRITERION, who, Reports.NOW, 1));
            }
            case PLAN_ACTION -> files.actions.add(new CorrectiveAction.Planned(new CorrectiveAction.Facts(id, Site.MAIN, n.facts().id(), cycle, CorrectiveAction.Kind.CORRECTIVE, "do it",
                    PEOPLE.get(random.nextInt(PEOPLE.size())), Files.TODAY, who, Reports.NOW, 1)));
            case CARRY_OUT, CANCEL_ACTION -> files.actions.replaceAll(a -> a.facts().cycle() == cycle ? next(a, work, who, random) : a);
            case EXTEND_ACTION -> files.actions.replaceAll(a -> a instanceof CorrectiveAction.Planned p ? p.due(p.facts().due().plusDays(7), Reports.NOW) : a);
            case PROPOSE_REJECTION -> files.rejection = new RejectionProposal(id, Site.MAIN, n.facts().id(), "no", who, Reports.NOW);
            case CHECK_EFFECT -> files.checks.add(new EffectCheck(id, Site.MAIN, n.facts().id(), cycle, EffectCheck.Proposal.values()[random.nextInt(3)], Files.COUNTS, List.of(), List.of(), Reports.NOW.plusSeconds(ids)));
            case ATTACH, ASK_AGAIN -> files.nonconformity = n.with(n.facts().ownedBy(n.facts().owner(), Reports.NOW));
            case ASSIGN -> files.nonconformity = n.with(n.facts().ownedBy(who, Reports.NOW));
        }
    }

    private static CorrectiveAction next(CorrectiveAction action, Work work, String who, Random random) {
        if (work == Work.CANCEL_ACTION) {
            return action instanceof CorrectiveAction.Planned p && random.nextInt(4) == 0 ? p.cancel("no", who, Reports.NOW)
                    : action instanceof CorrectiveAction.Cancelled c && c.acceptedBy() == null && c.mayAccept(who) ? c.accepted(who, Reports.NOW) : action;
        }
        return action instanceof CorrectiveAction.Planned p ? p.begin(Reports.NOW)
                : action instanceof CorrectiveAction.InProgress i ? i.done(Reports.NOW)
                        : action instanceof CorrectiveAction.Done d && d.mayJudge(who) ? random.nextInt(4) == 0 ? d.ineffective(who, Reports.NOW) : d.verified(who, Reports.NOW) : action;
    }

    private static void noMergeGoesInACircle(List<Files> cases) {
        for (Files files : cases) {
            Set<Id> seen = new HashSet<>();
            Nonconformity at = files.nonconformity;
            while (at instanceof Nonconformity.Merged merged) {
                assertThat(seen.add(at.facts().id())).isTrue();
                at = cases.stream().map(c -> c.nonconformity).filter(n -> n.facts().id().equals(merged.into())).findFirst().orElseThrow();
            }
        }
    }
}
