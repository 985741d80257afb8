package io.plumbline.soap;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import io.plumbline.application.nonconformity.CauseQueries;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Trigger;

/** Cases and their files in memory. */
final class KeptCases implements Nonconformities, CaseFiles {
    private final List<Nonconformity> cases = new ArrayList<>();
    private final List<Containment> containments = new ArrayList<>();
    private final List<Cause> causes = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final List<CorrectiveAction> actions = new ArrayList<>();
    private final List<EffectCheck> checks = new ArrayList<>();
    private final List<RejectionProposal> rejections = new ArrayList<>();
    private final List<Signature> signatures = new ArrayList<>();

    /** A case that was just reported; its number. */
    String reported(Site site) {
        return reported(site, null);
    }

    /** The same with somebody who can be written to, or null. */
    String reported(Site site, Id contact) {
        int running = cases.size() + 1;
        Id id = new Id(String.format("%026d", running));
        CaseNumber number = new CaseNumber(site, 2026, running);
        Instant now = Instant.now();
        cases.add(new Nonconformity.Reported(new Nonconformity.Facts(id, site, number, new Trigger(Trigger.Kind.HAND, id), "Satisfaction 1 of 5", List.of(), Severity.MAJOR, null, null, null,
                contact, null, null, null, 0, 1, now, now, 1)));
        return number.toString();
    }

    /** Verified causes by category. */
    List<CauseQueries.Tally> verified(Site site, Instant since, Instant before) {
        List<CauseQueries.Tally> tallies = new ArrayList<>();
        causes.stream().filter(c -> c.site().equals(site) && c.verdict() == Cause.Verdict.VERIFIED && !c.changedAt().isBefore(since) && c.changedAt().isBefore(before))
                .collect(Collectors.groupingBy(c -> Optional.ofNullable(c.category())))
                .forEach((category, all) -> tallies.add(new CauseQueries.Tally(category.orElse(null), all.size(), all.stream().map(Cause::nonconformity).distinct().count())));
        return tallies;
    }

    /** As if what was planned and done had been so long ago. */
    void wait(Duration time) {
        plans.replaceAll(p -> {
            Criterion c = p.criterion();
            LocalDate judgeOn = c.judgeOn().atStartOfDay(ZoneOffset.UTC).toInstant().minus(time).atZone(ZoneOffset.UTC).toLocalDate();
            Criterion due = new Criterion(c.stratum(), c.measure(), c.minimumImprovement(), c.minimumAnswers(), judgeOn);
            return new Plan(p.id(), p.site(), p.nonconformity(), p.cycle(), due, p.by(), p.at().minus(time), p.version());
        });
        actions.replaceAll(a -> a instanceof CorrectiveAction.Verified v ? new CorrectiveAction.Verified(v.facts(), v.doneAt().minus(time), v.by()) : a);
    }

    /** All of them, in the order in which they were reported. */
    List<Nonconformity> cases() {
        return List.copyOf(cases);
    }

    /** The case that goes on for this one. */
    Nonconformity survivor(Id id) {
        Nonconformity last = byId(id).orElseThrow();
        while (last instanceof Nonconformity.Merged merged) {
            last = byId(merged.into()).orElseThrow();
        }
        return last;
    }

    @Override
    public Optional<Nonconformity> byId(Id id) {
        return cases.stream().filter(n -> n.facts().id().equals(id)).findFirst();
    }

    @Override
    public Optional<Nonconformity> byNumber(Site site, CaseNumber number) {
        return cases.stream().filter(n -> n.facts().number().equals(number)).findFirst().filter(n -> n.facts().site().equals(site));
    }

    @Override
    public Optional<Nonconformity> byTrigger(Trigger trigger) {
        return cases.stream().filter(n -> n.facts().trigger().equals(trigger)).findFirst();
    }

    @Override
    public List<CaseNumber> mergedInto(Id nonconformity, int most) {
        return cases.stream().filter(n -> n instanceof Nonconformity.Merged m && m.into().equals(nonconformity)).map(n -> n.facts().number()).limit(most).toList();
    }

    @Override
    public List<Nonconformity> openOfOrder(Id order) {
        return List.of();
    }

    @Override
    public CaseNumber nextNumber(Site site, int year) {
        return new CaseNumber(site, year, cases.size() + 1);
    }

    @Override
    public void add(Nonconformity nonconformity) {
        cases.add(nonconformity);
    }

    @Override
    public void save(Nonconformity nonconformity) {
        cases.replaceAll(n -> n.facts().id().equals(nonconformity.facts().id()) ? nonconformity : n);
    }

    @Override
    public CaseFile of(Nonconformity n) {
        Id id = n.facts().id();
        return new CaseFile(n, containments.stream().filter(c -> c.nonconformity().equals(id)).toList(), causes.stream().filter(c -> c.nonconformity().equals(id)).toList(),
                plans.stream().filter(p -> p.nonconformity().equals(id)).toList(), actions.stream().filter(a -> a.facts().nonconformity().equals(id)).toList(),
                checks.stream().filter(c -> c.nonconformity().equals(id)).toList(), rejections.stream().filter(r -> r.nonconformity().equals(id)).findFirst().orElse(null));
    }

    @Override
    public void add(Containment containment) {
        containments.add(containment);
    }

    @Override
    public void add(Cause cause) {
        causes.add(cause);
    }

    @Override
    public void save(Cause cause) {
        causes.replaceAll(c -> c.id().equals(cause.id()) ? cause : c);
    }

    @Override
    public Optional<Cause> cause(Id id) {
        return causes.stream().filter(c -> c.id().equals(id)).findFirst();
    }

    @Override
    public void add(Plan plan) {
        plans.add(plan);
    }

    @Override
    public void save(Plan plan) {
        plans.replaceAll(p -> p.id().equals(plan.id()) ? plan : p);
    }

    @Override
    public void add(CorrectiveAction action) {
        actions.add(action);
    }

    @Override
    public void save(CorrectiveAction action) {
        actions.replaceAll(a -> a.facts().id().equals(action.facts().id()) ? action : a);
    }

    @Override
    public Optional<CorrectiveAction> action(Id id) {
        return actions.stream().filter(a -> a.facts().id().equals(id)).findFirst();
    }

    @Override
    public void add(EffectCheck check) {
        checks.add(check);
    }

    @Override
    public void add(RejectionProposal proposal) {
        rejections.add(proposal);
    }

    @Override
    public boolean withdrawRejection(Id nonconformity) {
        return rejections.removeIf(r -> Objects.equals(r.nonconformity(), nonconformity));
    }

    @Override
    public void add(Signature signature) {
        signatures.add(signature);
    }

    @Override
    public List<Signature> signatures(Id nonconformity) {
        return signatures.stream().filter(s -> s.nonconformity().equals(nonconformity)).toList();
    }
}
