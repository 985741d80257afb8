package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

import org.junit.Test;

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.RecurrenceQueries.Figures;
import io.plumbline.application.nonconformity.RecurrenceQueries.InWindow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.CaseHash;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Recurrence.Because;
import io.plumbline.domain.nonconformity.Recurrence.Kind;
import io.plumbline.domain.nonconformity.Recurrence.Window;
import io.plumbline.domain.nonconformity.RecurrenceRule.Closure;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.store.query.SqlCaseQueries;
import io.plumbline.store.query.SqlJournalQueries;
import io.plumbline.store.query.SqlRecurrenceQueries;

/** Cases that came back: kept once for each pair, found by what was closed, and counted by window. */
public class RecurrencesContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final Site KIEL = new Site("KIEL");
    private static final Stratum LOT = new Stratum(Stratum.Kind.LOT, "L-7");
    private static final Stratum EVERYTHING = new Stratum(Stratum.Kind.EVERYTHING, "");
    private static final Duration YEAR = Duration.ofDays(365);

    private int running;

    private static Recurrence found(Id earlier, Id later, Instant closed, Instant filed) {
        return found(Site.MAIN, earlier, later, closed, filed);
    }

    private static Recurrence found(Site site, Id earlier, Id later, Instant closed, Instant filed) {
        return new Recurrence(Samples.id(), site, earlier, 2, later, closed, filed, new Because(Kind.LOT, "Größe 'M8'"), filed, null, 1);
    }

    /** A case that was filed, and with a day closed then, with a plan for the stratum. */
    private Nonconformity filed(Site site, Instant closed, Stratum stratum) {
        CaseNumber number = new CaseNumber(site, 2026, ++running);
        Nonconformity.Facts f = new Nonconformity.Facts(Samples.id(), site, number, Trigger.of(Trigger.Kind.HAND, site, "a token of some length " + running), "x", List.of(), Severity.MINOR, null, null,
                null, null, null, null, null, 0, 2, NOW, NOW, 1);
        Nonconformity n = closed == null ? new Nonconformity.Reported(f) : new Nonconformity.Closed(f, closed);
        store.nonconformities().add(n);
        if (stratum != null) {
            store.caseFiles().add(new Plan(Samples.id(), site, f.id(), 1, new Criterion(new Stratum(Stratum.Kind.LOT, "of an earlier cycle"), 10, 30, LocalDate.EPOCH), "pia", NOW, 1));
            store.caseFiles().add(new Plan(Samples.id(), site, f.id(), 2, new Criterion(stratum, 10, 30, LocalDate.EPOCH), "pia", NOW, 1));
        }
        return n;
    }

    private static Id id(Nonconformity n) {
        return n.facts().id();
    }

    private void signed(Site site, Id of, Signature.Meaning meaning, Instant at) {
        store.caseFiles().add(new Signature(Samples.id(), site, of, 7, CaseHash.ofText("x"), "x", meaning, "ann", "Ann", at));
    }

    @Test
    public void itComesBackOnceForEachPairFromBothSides() {
        Id earlier = Samples.id();
        Id later = Samples.id();
        Recurrence first = found(earlier, later, NOW.minus(YEAR), NOW);
        Recurrence second = found(earlier, Samples.id(), NOW.minus(YEAR), NOW.minusSeconds(60));
        store.recurrences().add(first);
        store.recurrences().add(second);
        assertThat(store.recurrences().byId(first.id())).contains(first);
        assertThat(store.recurrences().after(earlier, 50)).containsExactly(first, second);
        assertThat(store.recurrences().after(earlier, 1)).containsExactly(first);
        assertThat(store.recurrences().before(later, 50)).containsExactly(first);
        assertThat(store.recurrences().after(later, 50)).isEmpty();
        assertThat(store.recurrences().known(earlier, later)).isTrue();
        assertThat(store.recurrences().known(later, earlier)).isFalse();
        assertUnique(() -> store.recurrences().add(found(earlier, later, NOW.minusSeconds(5), NOW)), "recurrence_once");

        Recurrence dismissed = first.dismissed("zoe", "Größe\n'x'", NOW.plusSeconds(9));
        store.recurrences().save(dismissed);
        assertThat(store.recurrences().byId(first.id())).contains(dismissed);
        assertStale(() -> store.recurrences().save(first.dismissed("ann", "no", NOW)));
        store.recurrences().save(dismissed.restored());
        assertThat(store.recurrences().byId(first.id())).contains(dismissed.restored());
        assertStale(() -> store.recurrences().save(dismissed.restored()));
    }

    @Test
    public void onlyCasesOfTheSiteThatAreClosedWithSuchAPlanAreLookedAt() {
        Nonconformity lot = filed(Site.MAIN, NOW.minusSeconds(100), LOT);
        store.caseFiles().add(done(lot, 2, NOW.minus(Duration.ofDays(9)), "ann"));
        store.caseFiles().add(done(lot, 2, NOW.minus(Duration.ofDays(7)), "ann"));
        store.caseFiles().add(done(lot, 1, NOW.minus(Duration.ofDays(1)), "ann"));
        Nonconformity everything = filed(Site.MAIN, NOW.minusSeconds(200), EVERYTHING);
        for (String category : List.of("packing", "training", "refuted")) {
            Cause cause = Cause.proposed(Samples.id(), everything.facts(), new Analysis.FreeText("x"), category, "pia", NOW);
            store.caseFiles().add(cause);
            store.caseFiles().save(cause.judged(category.equals("refuted") ? Cause.Verdict.REFUTED : Cause.Verdict.VERIFIED, "seen", "ann", NOW));
        }
        filed(KIEL, NOW.minusSeconds(100), LOT);
        filed(Site.MAIN, null, LOT);
        filed(Site.MAIN, NOW, LOT);
        filed(Site.MAIN, NOW.minus(YEAR).minusSeconds(1), LOT);
        filed(Site.MAIN, NOW.minusSeconds(100), new Stratum(Stratum.Kind.PRODUCT, "L-7"));

        List<Closure> closures = store.recurrences().closures(Site.MAIN, Set.of(LOT, new Stratum(Stratum.Kind.LOT, "L-8"), new Stratum(Stratum.Kind.CUSTOMER, "L-7")), NOW.minus(YEAR), NOW);
        assertThat(closures).containsExactly(
                new Closure(id(lot), 2, NOW.minusSeconds(100), LOT, NOW.minus(Duration.ofDays(7)).atZone(java.time.ZoneOffset.UTC).toLocalDate(), null, Set.of()),
                new Closure(id(everything), 2, NOW.minusSeconds(200), EVERYTHING, null, null, Set.of("packing", "training")));
        assertThat(store.recurrences().closures(Site.MAIN, Set.of(), NOW.minus(YEAR), NOW)).extracting(Closure::nonconformity).containsExactly(id(everything));
    }

    private static CorrectiveAction done(Nonconformity of, int cycle, Instant at, String by) {
        return new CorrectiveAction.Planned(new CorrectiveAction.Facts(Samples.id(), Site.MAIN, id(of), cycle, CorrectiveAction.Kind.CORRECTIVE, "x", "ian", LocalDate.EPOCH, "pia", at, 1)).begin(at)
                .done(at).verified(by, at);
    }

    @Test
    public void theInboxCanBeNarrowedToWhatStands() {
        Nonconformity stands = filed(Site.MAIN, null, null);
        Nonconformity dismissed = filed(Site.MAIN, null, null);
        filed(Site.MAIN, null, null);
        Id earlier = Samples.id();
        store.recurrences().add(found(earlier, id(stands), NOW.minus(YEAR), NOW));
        Recurrence none = found(earlier, id(dismissed), NOW.minus(YEAR), NOW);
        store.recurrences().add(none);
        store.recurrences().save(none.dismissed("zoe", "x", NOW));
        Nonconformity again = filed(Site.MAIN, null, null);
        Recurrence after = found(earlier, id(again), NOW.minus(YEAR), NOW);
        store.recurrences().add(after);
        store.recurrences().save(after.dismissed("zoe", "x", NOW));
        store.recurrences().save(after.dismissed("zoe", "x", NOW).restored());
        SqlCaseQueries cases = new SqlCaseQueries(store.sql(), store.nonconformities(), store.customers(), store.mails(), new SqlJournalQueries(store.sql()));
        for (List<String> states : List.of(List.<String>of(), List.of("Reported"))) {
            assertThat(cases.list(new CaseQueries.Filter(Site.MAIN, states, null, null, null).recurringOnly(), null, 50).items()).extracting(CaseQueries.CaseRow::id).containsExactlyInAnyOrder(id(stands), id(again));
        }
        assertThat(cases.list(new CaseQueries.Filter(KIEL, List.of(), null, null, null).recurringOnly(), null, 50).items()).isEmpty();
    }

    @Test
    public void whatIsNotOverYetIsToldApart() {
        Instant from = NOW.minus(Duration.ofDays(730));
        int[] ago = {400, 200, 100, 90, 10};
        Id[] closed = new Id[ago.length];
        for (int i = 0; i < ago.length; i++) {
            closed[i] = Samples.id();
            signed(Site.MAIN, closed[i], Signature.Meaning.EFFECTIVE_AND_CLOSED, at(ago[i]));
        }
        signed(Site.MAIN, Samples.id(), Signature.Meaning.PLAN_APPROVED, at(50));
        signed(Site.MAIN, Samples.id(), Signature.Meaning.EFFECTIVE_AND_CLOSED, at(800));
        signed(KIEL, Samples.id(), Signature.Meaning.EFFECTIVE_AND_CLOSED, at(50));
        Nonconformity later = filed(Site.MAIN, null, null);
        // after 300 days, after 20 twice, after 91
        store.recurrences().add(found(closed[0], id(later), at(400), at(100)));
        store.recurrences().add(found(closed[1], id(later), at(200), at(180)));
        store.recurrences().add(found(closed[1], id(filed(Site.MAIN, null, null)), at(200), at(180)));
        store.recurrences().add(found(closed[2], id(later), at(100), at(9)));
        Recurrence dismissed = found(closed[3], id(later), at(90), at(80));
        store.recurrences().add(dismissed);
        store.recurrences().save(dismissed.dismissed("zoe", "x", NOW));
        store.recurrences().add(found(KIEL, Samples.id(), id(later), at(50), at(9)));
        Nonconformity rejected = filed(Site.MAIN, null, null);
        store.nonconformities().save(new Nonconformity.Rejected(rejected.facts().ownedBy(null, NOW), "none"));
        store.recurrences().add(found(closed[4], id(rejected), at(10), at(5)));

        Figures figures = new SqlRecurrenceQueries(store.sql()).figures(Site.MAIN, from, NOW);
        assertThat(figures.closed()).isEqualTo(5);
        // the window of what was closed 90 days ago has its last day today
        assertThat(figures.windows()).containsExactly(new InWindow(Window.DAYS_90, 3, 1, 2, 0), new InWindow(Window.DAYS_180, 2, 1, 3, 1), new InWindow(Window.DAYS_365, 1, 1, 4, 2));
        assertThat(new SqlRecurrenceQueries(store.sql()).figures(new Site("BONN"), from, NOW)).isEqualTo(new Figures(from, 0,
                List.of(new InWindow(Window.DAYS_90, 0, 0, 0, 0), new InWindow(Window.DAYS_180, 0, 0, 0, 0), new InWindow(Window.DAYS_365, 0, 0, 0, 0))));
        assertThat(new SqlRecurrenceQueries(store.sql()).figures(Site.MAIN, at(150), NOW).windows().get(2)).as("none is over in so short a time").isEqualTo(new InWindow(Window.DAYS_365, 0, 0, 3, 1));
    }

    private static Instant at(int daysAgo) {
        return NOW.minus(Duration.ofDays(daysAgo));
    }
}
