package io.plumbline.application.action;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.nonconformity.CaseCall;
import io.plumbline.application.nonconformity.CaseDesk;
import io.plumbline.application.nonconformity.CaseOutcome;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.AcceptanceRule;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.EffectCheck.Counts;
import io.plumbline.domain.nonconformity.EffectCheck.Low;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.nonconformity.Work;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;
import io.plumbline.insight.Confidence;
import io.plumbline.insight.Share;
import io.plumbline.insight.action.Change;
import io.plumbline.insight.action.Criterion;
import io.plumbline.insight.action.EffectivenessComparison;
import io.plumbline.insight.action.Proposal;

/**
 * Compares what customers answered, or said in their receipts, before and after the actions of a case, by the measure of its criterion, among the affected deliveries
 * and among all others, and keeps the counts with what they propose. Before are the 365 days that end with the day before the criterion was fixed; after begins with the
 * day after the last action was done.
 */
@Component(service = CheckEffect.class)
public final class CheckEffect {
    private static final int DAYS_BEFORE = 365;
    private static final int DAYS_BETWEEN_LOOKS = 30;
    /** The two best of five. */
    private static final int SATISFIED = 4;

    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;
    private final AnsweredDeliveries answered;
    private final ReceivedDeliveries received;
    private final Programmes programmes;

    @Activate
    public CheckEffect(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files, @Reference AnsweredDeliveries answered,
            @Reference ReceivedDeliveries received, @Reference Programmes programmes) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
        this.answered = answered;
        this.received = received;
        this.programmes = programmes;
    }

    /** The figures behind a check, worked out again from its counts. */
    public static Proposal proposal(io.plumbline.domain.nonconformity.Criterion criterion, Counts counts) {
        return new EffectivenessComparison(
                new Criterion(measure(criterion), BigDecimal.valueOf(criterion.minimumImprovement()), criterion.minimumAnswers(), Confidence.NINETY_FIVE),
                new Change(share(counts.affectedBefore()), share(counts.affectedAfter())), new Change(share(counts.othersBefore()), share(counts.othersAfter()))).proposal();
    }

    private static Criterion.Measure measure(io.plumbline.domain.nonconformity.Criterion criterion) {
        return switch (criterion.measure()) {
            case LOW_ANSWERS -> Criterion.Measure.LOW_SHARE;
            case UNSATISFIED_ANSWERS -> Criterion.Measure.UNSATISFIED_SHARE;
            case REJECTED_DELIVERIES -> Criterion.Measure.REJECTED_SHARE;
        };
    }

    private static Share share(Low low) {
        return new Share(low.low(), low.answers());
    }

    /** The day from which the effect may be looked at, or looked at again. */
    public static LocalDate earliest(CaseFile file, Plan plan) {
        return file.lastCheck().map(c -> c.counts().afterTo().plusDays(DAYS_BETWEEN_LOOKS)).orElse(plan.criterion().judgeOn());
    }

    /** Not before the day that the plan names, and 30 days after the look before at the earliest: whoever looks until it suits gives chance a try each time. */
    public CaseOutcome check(CaseCall call, Instant now) {
        LocalDate today = now.atZone(ZoneOffset.UTC).toLocalDate();
        return desk.write(call, Work.CHECK_EFFECT, now, file -> {
            Optional<Plan> plan = file.plan();
            if (plan.isEmpty()) {
                return CaseDesk.stop(new Problem("criterion", "", "a case whose criterion was fixed in this cycle"));
            }
            LocalDate earliest = earliest(file, plan.get());
            if (today.isBefore(earliest)) {
                return CaseDesk.stop(new Problem("today", today.toString(), earliest + " or later, " + (file.lastCheck().isPresent() ? "30 days after the last look" : "as planned")));
            }
            Counts counts = counts(call.site(), file, plan.get(), today);
            Proposal proposal = proposal(plan.get().criterion(), counts);
            EffectCheck check = new EffectCheck(ids.next(now), call.site(), file.nonconformity().facts().id(), file.cycle(), kind(proposal), counts,
                    proposal.reasons().stream().map(Enum::name).toList(), proposal.cautions().stream().map(Enum::name).toList(), now);
            return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.add(check), List.of(JournalEntries.of(check, Actor.user(call.login()), now)),
                    "nonconformity.effect-checked", "", check.id());
        });
    }

    private static EffectCheck.Proposal kind(Proposal proposal) {
        return proposal instanceof Proposal.Effective ? EffectCheck.Proposal.EFFECTIVE
                : proposal instanceof Proposal.NotEffective ? EffectCheck.Proposal.NOT_EFFECTIVE : EffectCheck.Proposal.CANNOT_CONCLUDE_YET;
    }

    /** First day of the period before. */
    static LocalDate firstDay(Plan plan) {
        return plan.at().atZone(ZoneOffset.UTC).toLocalDate().minusDays(DAYS_BEFORE);
    }

    /** The day on which the last action of the cycle was done. */
    static LocalDate lastDone(CaseFile file, Plan plan) {
        return file.actionsNow().stream().filter(CorrectiveAction.Verified.class::isInstance).map(a -> ((CorrectiveAction.Verified) a).doneAt()).max(Comparator.naturalOrder())
                .orElse(plan.at()).atZone(ZoneOffset.UTC).toLocalDate();
    }

    private Counts counts(Site site, CaseFile file, Plan plan, LocalDate today) {
        LocalDate planned = plan.at().atZone(ZoneOffset.UTC).toLocalDate();
        LocalDate done = lastDone(file, plan);
        LocalDate beforeFrom = firstDay(plan);
        LocalDate beforeTo = planned.minusDays(1);
        LocalDate afterFrom = done.plusDays(1);
        Tally before = tally(site, plan.criterion(), beforeFrom, beforeTo);
        Tally after = tally(site, plan.criterion(), afterFrom, today);
        return new Counts(beforeFrom, beforeTo, afterFrom, today, before.affected(), after.affected(), before.others(), after.others());
    }

    private Tally tally(Site site, io.plumbline.domain.nonconformity.Criterion criterion, LocalDate from, LocalDate to) {
        Tally tally = new Tally();
        each(site, criterion, from, to, (orders, affected, hit) -> tally.count(affected, hit));
        return tally;
    }

    /** Orders of the stratum that the measure counts as hit, among those delivered in the period, both days included; one may be told of more than once. */
    void hit(Site site, io.plumbline.domain.nonconformity.Criterion criterion, LocalDate from, LocalDate to, Consumer<Id> reader) {
        each(site, criterion, from, to, (orders, affected, hit) -> {
            if (affected && hit) {
                orders.forEach(reader);
            }
        });
    }

    /** What is read of each answer or delivery that the measure looks at. */
    private interface Looked {
        void at(Collection<Id> orders, boolean affected, boolean hit);
    }

    private void each(Site site, io.plumbline.domain.nonconformity.Criterion criterion, LocalDate from, LocalDate to, Looked looked) {
        AcceptanceLimits limits = programmes.current().acceptance();
        Stratum stratum = criterion.stratum();
        switch (criterion.measure()) {
            case LOW_ANSWERS -> answered.each(site, from, to,
                    a -> looked.at(List.of(a.order()), a.deliveries().stream().anyMatch(stratum::covers), !AcceptanceRule.whyLow(a.answer(), limits).isEmpty()));
            case UNSATISFIED_ANSWERS -> answered.each(site, from, to,
                    a -> looked.at(List.of(a.order()), a.deliveries().stream().anyMatch(stratum::covers), a.answer().satisfaction() < SATISFIED));
            case REJECTED_DELIVERIES -> received.each(site, from, to, r -> looked.at(r.delivery().facts().orders(), stratum.covers(r.delivery()), r.unusable()));
        }
    }

    private static final class Tally {
        private final long[] low = new long[2];
        private final long[] all = new long[2];

        void count(boolean affected, boolean isLow) {
            int at = affected ? 0 : 1;
            all[at]++;
            low[at] += isLow ? 1 : 0;
        }

        Low affected() {
            return new Low(low[0], all[0]);
        }

        Low others() {
            return new Low(low[1], all[1]);
        }
    }
}
