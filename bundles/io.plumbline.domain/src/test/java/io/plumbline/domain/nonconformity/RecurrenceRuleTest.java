package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.Reports;
import io.plumbline.domain.nonconformity.Recurrence.Because;
import io.plumbline.domain.nonconformity.Recurrence.Kind;
import io.plumbline.domain.nonconformity.Recurrence.Window;
import io.plumbline.domain.nonconformity.RecurrenceRule.Closure;

/** What counts as a case that came back, and what does not. */
public class RecurrenceRuleTest {
    private static final Instant CLOSED = Instant.parse("2026-02-10T15:00:00Z");
    private static final LocalDate DONE = LocalDate.parse("2026-01-05");
    private static final Id EARLIER = Reports.id(1);
    private static final Id LATER = Reports.id(2);
    private static final Stratum LOT = new Stratum(Stratum.Kind.LOT, "L-7");
    private static final Stratum EVERYTHING = new Stratum(Stratum.Kind.EVERYTHING, "");

    private static Closure closed(Stratum stratum) {
        return new Closure(EARLIER, 1, CLOSED, stratum, DONE, "GZ-1", Set.of("packing", "training"));
    }

    private static Affected about(Stratum... strata) {
        return new Affected(DONE.plusDays(40), Set.of(strata), null, Set.of());
    }

    private static Optional<Because> why(Closure earlier, Affected later, Instant filed) {
        return RecurrenceRule.why(earlier, LATER, later, filed);
    }

    private static Instant after(int days) {
        return CLOSED.plus(Duration.ofDays(days));
    }

    @Test
    public void theDaysBetweenAreCountedByTheCalendarAndSayTheWindow() {
        List<Window> windows = List.of(Window.DAYS_90, Window.DAYS_180, Window.DAYS_365);
        int[] last = {90, 180, 365};
        for (int i = 0; i < last.length; i++) {
            assertThat(recurrence(after(last[i])).window()).isEqualTo(windows.get(i));
            assertThat(recurrence(after(last[i])).days()).isEqualTo(last[i]);
            // until the end of that day
            assertThat(recurrence(CLOSED.atZone(ZoneOffset.UTC).toLocalDate().plusDays(last[i] + 1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1)).window()).isEqualTo(windows.get(i));
        }
        assertThat(recurrence(after(91)).window()).isEqualTo(Window.DAYS_180);
        assertThat(recurrence(after(181)).window()).isEqualTo(Window.DAYS_365);
        assertThat(recurrence(CLOSED.plusSeconds(1)).days()).isZero();
        assertThatThrownBy(() -> recurrence(after(366))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> recurrence(CLOSED)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void aCaseOfTheStratumThatIsFiledWithinAYearComesBack() {
        assertThat(why(closed(LOT), about(LOT), after(41))).contains(new Because(Kind.LOT, "L-7"));
        assertThat(why(closed(LOT), about(LOT), after(365))).isPresent();
        assertThat(why(closed(LOT), about(LOT), after(366))).as("too late").isEmpty();
        assertThat(why(closed(LOT), about(LOT), CLOSED)).as("not after the close").isEmpty();
        assertThat(why(closed(LOT), about(LOT), after(-1))).as("before the close").isEmpty();
        assertThat(why(closed(LOT), about(new Stratum(Stratum.Kind.LOT, "L-8")), after(41))).as("another lot").isEmpty();
        assertThat(why(closed(LOT), about(new Stratum(Stratum.Kind.PRODUCT, "L-7")), after(41))).as("a product that is called like the lot").isEmpty();
        assertThat(RecurrenceRule.why(closed(LOT), EARLIER, about(LOT), after(41))).as("the case itself").isEmpty();
    }

    @Test
    public void eachKindOfStratumIsFound() {
        for (Stratum.Kind kind : Stratum.Kind.values()) {
            if (kind != Stratum.Kind.EVERYTHING) {
                Stratum stratum = new Stratum(kind, "x");
                assertThat(why(closed(stratum), about(stratum), after(1)).map(Because::kind).map(Enum::name)).contains(kind.name());
            }
        }
    }

    @Test
    public void whatWentOutBeforeTheActionsWereDoneIsNone() {
        assertThat(why(closed(LOT), new Affected(DONE, Set.of(LOT), null, Set.of()), after(1))).isEmpty();
        assertThat(why(closed(LOT), new Affected(DONE.plusDays(1), Set.of(LOT), null, Set.of()), after(1))).isPresent();
        assertThat(why(closed(LOT), new Affected(null, Set.of(LOT), null, Set.of()), after(1))).as("not known when").isPresent();
    }

    @Test
    public void whereThePlanWasForEverythingProductOrVerifiedCauseMustBeTheSame() {
        assertThat(why(closed(EVERYTHING), about(LOT), after(1))).isEmpty();
        assertThat(why(closed(EVERYTHING), new Affected(null, Set.of(), "GZ-1", Set.of("training")), after(1))).contains(new Because(Kind.PRODUCT, "GZ-1"));
        assertThat(why(closed(EVERYTHING), new Affected(null, Set.of(), "GZ-2", Set.of("training", "z")), after(1))).contains(new Because(Kind.CAUSE, "training"));
        assertThat(why(closed(EVERYTHING), new Affected(null, Set.of(), "GZ-2", Set.of("z")), after(1))).isEmpty();
        Closure nothing = new Closure(EARLIER, 1, CLOSED, EVERYTHING, null, null, Set.of());
        assertThat(why(nothing, new Affected(null, Set.of(), null, Set.of()), after(1))).as("to know nothing of both is nothing in common").isEmpty();
    }

    @Test
    public void whateverIsFoundIsWithinAYearAndSharesWhatItSays() {
        Random random = new Random(20261122);
        int found = 0;
        for (int i = 0; i < 5000; i++) {
            Stratum wanted = stratum(random);
            Closure earlier = new Closure(EARLIER, 1, CLOSED, wanted, random.nextBoolean() ? DONE : null, random.nextBoolean() ? "p" + random.nextInt(3) : null, Set.of("c" + random.nextInt(3)));
            Affected later = new Affected(random.nextBoolean() ? null : DONE.plusDays(random.nextInt(10) - 5), Set.of(stratum(random)), random.nextBoolean() ? "p" + random.nextInt(3) : null,
                    Set.of("c" + random.nextInt(3)));
            Instant filed = CLOSED.plusSeconds(random.nextInt(86_400 * 800) - 86_400L * 200);
            Optional<Because> because = why(earlier, later, filed);
            if (because.isPresent()) {
                found++;
                assertThat(recurrence(filed).days()).isBetween(0L, 365L);
                assertThat(later.delivered() == null || earlier.done() == null || later.delivered().isAfter(earlier.done())).isTrue();
                Because b = because.get();
                assertThat(switch (b.kind()) {
                    case CAUSE -> earlier.causes().contains(b.value()) && later.causes().contains(b.value());
                    case PRODUCT -> wanted.kind() == Stratum.Kind.EVERYTHING ? b.value().equals(later.product()) : later.strata().contains(wanted);
                    default -> later.strata().contains(wanted);
                }).isTrue();
            }
        }
        assertThat(found).as("the property was tried").isGreaterThan(200);
    }

    private static Stratum stratum(Random random) {
        Stratum.Kind kind = Stratum.Kind.values()[random.nextInt(Stratum.Kind.values().length)];
        return kind == Stratum.Kind.EVERYTHING ? EVERYTHING : new Stratum(kind, "v" + random.nextInt(2));
    }

    private static Recurrence recurrence(Instant filed) {
        return new Recurrence(Reports.id(9), Site.MAIN, EARLIER, 1, LATER, CLOSED, filed, new Because(Kind.LOT, "L-7"), filed, null, 1);
    }

    @Test
    public void itMarksTheVerifiedActionsOfTheCycleThatWasClosedUntilItIsDismissed() {
        Recurrence found = recurrence(after(3));
        assertThat(found.marks(Files.done(5, 1).verified("ann", Reports.NOW))).isTrue();
        assertThat(found.marks(Files.done(5, 2).verified("ann", Reports.NOW))).as("of another cycle").isFalse();
        assertThat(found.marks(Files.done(5, 1))).as("not verified").isFalse();
        assertThat(found.dismissed("zoe", "another machine", Reports.NOW).marks(Files.done(5, 1).verified("ann", Reports.NOW))).isFalse();
    }

    @Test
    public void whoeverDidTheWorkDoesNotDismissItAndNobodyDoesTwice() {
        CaseFile earlier = Files.complete(Nonconformity.Closed.class).file();
        Recurrence found = recurrence(after(3));
        assertThat(found.problems(earlier, "ian", "another machine")).extracting(Problem::field).containsExactly("login");
        assertThat(found.problems(earlier, "zoe", " ")).extracting(Problem::field).containsExactly("reason");
        assertThat(found.problems(earlier, "zoe", "x".repeat(2001))).extracting(Problem::field).containsExactly("reason");
        assertThat(found.problems(earlier, "zoe", "another machine")).isEmpty();
        assertThat(found.dismissed("zoe", "another machine", Reports.NOW).problems(earlier, "ann", "again")).extracting(Problem::field).containsExactly("recurrence");
    }

    @Test
    public void whatWasDismissedIsTakenUpAgainWithAReasonAndCanBeDismissedOnceMore() {
        Recurrence found = recurrence(after(3));
        Recurrence dismissed = found.dismissed("zoe", "another machine", Reports.NOW);
        assertThat(found.restorationProblems("the same after all")).extracting(Problem::field).containsExactly("recurrence");
        for (String reason : new String[] {null, " ", "x".repeat(2001)}) {
            assertThat(dismissed.restorationProblems(reason)).extracting(Problem::field).containsExactly("reason");
        }
        assertThat(dismissed.restorationProblems(" " + "x".repeat(2000))).isEmpty();
        Recurrence again = dismissed.restored();
        assertThat(again.stands()).isTrue();
        assertThat(again.marks(Files.done(5, 1).verified("ann", Reports.NOW))).isTrue();
        assertThat(again.version()).isEqualTo(3);
        assertThat(again.problems(Files.complete(Nonconformity.Closed.class).file(), "zoe", "another machine")).isEmpty();
    }

    @Test
    public void whatACaseIsAboutComesFromItsProductOrElseItsOrder() {
        OrderSnapshot order = new OrderSnapshot("main", "1", "O1", "SO-1", null, null, "C1", null, null, null,
                List.of(shipment(DONE, "DE", "DHL", item("GZ-1", "L-1"), item("GZ-2", "L-2", "L-3")), shipment(DONE.plusDays(2), "FR", "Schenker", item("GZ-2", "L-4"))));
        Affected whole = Affected.of(order, Reports.id(7), null, null, null);
        assertThat(whole.strata()).containsExactlyInAnyOrder(new Stratum(Stratum.Kind.PRODUCT, "GZ-1"), new Stratum(Stratum.Kind.PRODUCT, "GZ-2"), lot("L-1"), lot("L-2"), lot("L-3"), lot("L-4"),
                new Stratum(Stratum.Kind.COUNTRY, "DE"), new Stratum(Stratum.Kind.COUNTRY, "FR"), carrier("DHL"), carrier("Schenker"), new Stratum(Stratum.Kind.CUSTOMER, Reports.id(7).value()));
        assertThat(whole.product()).as("two products are not one").isNull();
        assertThat(whole.delivered()).isEqualTo(DONE.plusDays(2));
        Affected first = Affected.of(order, null, "GZ-1", null, null);
        assertThat(first.strata()).containsExactlyInAnyOrder(new Stratum(Stratum.Kind.PRODUCT, "GZ-1"), lot("L-1"), new Stratum(Stratum.Kind.COUNTRY, "DE"), carrier("DHL"));
        assertThat(first.product()).isEqualTo("GZ-1");
        assertThat(first.delivered()).as("the other shipment had none of it").isEqualTo(DONE);
        assertThat(Affected.of(order, null, "GZ-2", "L-3", null).strata()).contains(lot("L-3")).doesNotContain(lot("L-2"), lot("L-4"));
        assertThat(Affected.of(order, null, null, null, "Schenker").strata()).as("who brought what it was filed about").contains(carrier("Schenker")).doesNotContain(carrier("DHL"));
        assertThat(Affected.of(null, null, null, null, null)).isEqualTo(new Affected(null, Set.of(), null, Set.of()));
    }

    @Test
    public void anApprovedPlanSaysWhatTheCaseIsAboutUnlessItIsForEverything() {
        Files files = Files.complete(Nonconformity.Planned.class);
        assertThat(Affected.of(files.file(), null).strata()).contains(Files.CRITERION.stratum());
        assertThat(Affected.of(Files.complete(Nonconformity.Analysed.class).file(), null).strata()).as("it can still be changed").isEmpty();
        files.plans.set(0, new Plan(Reports.id(4), Site.MAIN, files.nonconformity.facts().id(), 1, new Criterion(EVERYTHING, 10, 30, Files.TODAY.plusDays(60)), "pia", Reports.NOW, 1));
        assertThat(Affected.of(files.file(), null).strata()).isEmpty();
    }

    private static Stratum lot(String value) {
        return new Stratum(Stratum.Kind.LOT, value);
    }

    private static Stratum carrier(String value) {
        return new Stratum(Stratum.Kind.CARRIER, value);
    }

    private static OrderSnapshot.Shipment shipment(LocalDate happened, String country, String carrier, OrderSnapshot.Item... lines) {
        return new OrderSnapshot.Shipment("shipment", "D" + happened, null, "Delivered", happened, country, carrier, List.of(lines));
    }

    private static OrderSnapshot.Item item(String sku, String... lots) {
        return new OrderSnapshot.Item(sku, "Hinge", null, null, null, List.of(lots));
    }
}
