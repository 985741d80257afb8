package io.plumbline.soap;

import static io.plumbline.soap.Faults.fields;
import static io.plumbline.soap.Faults.missing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Set;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

import io.plumbline.application.nonconformity.PrintCases.Outcome;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.soap.v1.Analysis;
import io.plumbline.soap.v1.Bone;
import io.plumbline.soap.v1.CauseCategory;
import io.plumbline.soap.v1.CauseCount;
import io.plumbline.soap.v1.CauseCounts;
import io.plumbline.soap.v1.CauseVerdict;
import io.plumbline.soap.v1.Conflict;
import io.plumbline.soap.v1.Disposition;
import io.plumbline.soap.v1.InvalidRequest;
import io.plumbline.soap.v1.Language;
import io.plumbline.soap.v1.MarkedAction;
import io.plumbline.soap.v1.Move;
import io.plumbline.soap.v1.PrintedReport;
import io.plumbline.soap.v1.Quality;
import io.plumbline.soap.v1.RecurrenceFigures;
import io.plumbline.soap.v1.RecurrenceKind;
import io.plumbline.soap.v1.RecurrenceList;
import io.plumbline.soap.v1.RecurrenceWindow;
import io.plumbline.soap.v1.RecurrencesInWindow;

/** What is known over several cases, through a client over HTTP: which came back, the catalogue of causes and their number, and the report of one. */
public class CausesAndReturnsTest {
    private static final String NOBODY = "0".repeat(26);
    private static final Id FOUND = new Id("01KB00000000000000000RETVR");

    @Rule
    public final SoapRoom room = new SoapRoom();
    private Quality pia;
    private Quality ian;
    private Quality kim;
    private Quality kiel;

    @Before
    public void people() {
        pia = room.client(Quality.class, "quality-manager:pia");
        ian = room.client(Quality.class, "quality-manager:ian");
        kim = room.client(Quality.class, "auditor:kim");
        kiel = room.client(Quality.class, "quality-manager:kai@KIEL");
    }

    /** A case that is known to have come back with another one, after an action that ian did. */
    private String cameBackWith(String later) {
        String earlier = room.kept.reported(Site.MAIN);
        Nonconformity first = room.kept.cases().get(room.kept.cases().size() - 1);
        Instant now = Instant.now();
        room.kept.add(new CorrectiveAction.Verified(new CorrectiveAction.Facts(new Id("01KB00000000000000000DEED1"), Site.MAIN, first.facts().id(), 1, CorrectiveAction.Kind.CORRECTIVE, "Stronger <boxes>", "ian",
                LocalDate.of(2026, 1, 1), "pia", now, 1), now, "pia"));
        Id other = room.kept.cases().stream().filter(n -> n.facts().number().toString().equals(later)).findFirst().orElseThrow().facts().id();
        room.recurrences.put(FOUND, new Recurrence(FOUND, Site.MAIN, first.facts().id(), 1, other, now.minus(Duration.ofDays(100)), now, new Recurrence.Because(Recurrence.Kind.LOT, "L-7"), now, null, 1));
        return earlier;
    }

    @Test
    public void aCaseThatCameBackIsToldFromBothAndDismissedBySomebodyWhoDidNotDoTheWork() throws Exception {
        String later = room.kept.reported(Site.MAIN);
        String earlier = cameBackWith(later);
        assertThat(kim.recurrences(earlier).getCameBack()).singleElement().satisfies(r -> {
            assertThat(List.of(r.getId(), r.getEarlier(), r.getLater())).containsExactly(FOUND.value(), earlier, later);
            assertThat(r.getDays()).isEqualTo(100);
            assertThat(r.getWindow()).isEqualTo(RecurrenceWindow.DAYS_180);
            assertThat(r.getBecause()).isEqualTo(RecurrenceKind.LOT);
            assertThat(r.getReason()).isEqualTo("deliveries with lot L-7");
            assertThat(r.getMark()).extracting(MarkedAction::getWhat).containsExactly("Stronger <boxes>");
            assertThat(r.getDismissed()).isNull();
        });
        assertThat(kim.recurrences(later).getRecurrenceOf()).singleElement().satisfies(r -> assertThat(r.getEarlier()).isEqualTo(earlier));
        assertThat(kim.recurrences(later).getCameBack()).isEmpty();

        InvalidRequest own = catchThrowableOfType(() -> ian.dismissRecurrence(earlier, FOUND.value(), "Another machine"), InvalidRequest.class);
        assertThat(own.getFaultInfo().getProblem()).singleElement().satisfies(p -> assertThat(p.getField() + ": " + p.getAccepted())
                .isEqualTo("recurrence: this from somebody who carried out none of the actions of the earlier case"));
        assertThat(fields(() -> pia.dismissRecurrence(earlier, FOUND.value(), " "))).containsExactly("reason");
        assertThat(missing(() -> pia.dismissRecurrence(earlier, NOBODY, "x"))).containsExactly("recurrence");
        assertThat(missing(() -> pia.dismissRecurrence(earlier, "?", "x"))).containsExactly("recurrence");
        assertThat(missing(() -> kiel.recurrences(earlier))).containsExactly("number");
        assertThat(missing(() -> kiel.dismissRecurrence(earlier, FOUND.value(), "x"))).containsExactly("number");

        RecurrenceList dismissed = pia.dismissRecurrence(later, FOUND.value(), "Another machine");
        assertThat(dismissed.getNumber()).isEqualTo(later);
        assertThat(dismissed.getRecurrenceOf()).singleElement().satisfies(r -> assertThat(r.getDismissed().getBy() + ": " + r.getDismissed().getReason()).isEqualTo("pia: Another machine"));
        assertThat(kim.recurrences(earlier).getCameBack().get(0).getMark()).as("no longer marked").isEmpty();
        assertThat(fields(() -> pia.dismissRecurrence(earlier, FOUND.value(), "again"))).containsExactly("recurrence");
        assertThat(pia.caseFile(earlier).getVersion()).as("it stands beside both files").isEqualTo(1);

        assertThat(fields(() -> pia.restoreRecurrence(earlier, FOUND.value(), " "))).containsExactly("reason");
        assertThat(missing(() -> pia.restoreRecurrence(earlier, NOBODY, "x"))).containsExactly("recurrence");
        assertThat(missing(() -> kiel.restoreRecurrence(earlier, FOUND.value(), "x"))).containsExactly("number");
        assertThat(ian.restoreRecurrence(earlier, FOUND.value(), "The same machine after all").getCameBack()).singleElement().satisfies(r -> {
            assertThat(r.getDismissed()).isNull();
            assertThat(r.getMark()).extracting(MarkedAction::getWhat).as("marked again").containsExactly("Stronger <boxes>");
        });
        assertThat(fields(() -> pia.restoreRecurrence(later, FOUND.value(), "again"))).containsExactly("recurrence");
        assertThat(pia.caseFile(earlier).getVersion()).isEqualTo(1);
    }

    @Test
    public void howOftenCasesComeBackIsCountedForTheSiteOfTheCaller() throws Exception {
        RecurrenceFigures figures = kim.countRecurrences(Shipments.time("2026-01-01T00:00:00Z"));
        assertThat(figures.getFrom().toGregorianCalendar().toInstant()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
        assertThat(figures.getClosed()).isEqualTo(2);
        assertThat(figures.getWindow()).extracting(RecurrencesInWindow::getDays).containsExactly(90, 180, 365);
        assertThat(figures.getWindow()).allSatisfy(w -> assertThat(List.of(w.getOver(), w.getCameBack(), w.getRunning(), w.getCameBackYet())).containsExactly(1L, 1L, 1L, 0L));
        Instant usual = Instant.now().minus(Duration.ofDays(730));
        assertThat(pia.countRecurrences(null).getFrom().toGregorianCalendar().toInstant()).isBetween(usual.minusSeconds(60), usual.plusSeconds(60));
        assertThat(kiel.countRecurrences(null).getClosed()).as("of another site").isZero();
        assertThat(room.send("/soap/v1/Quality", "erp", "text/xml", SoapRoom.envelope("<countRecurrences xmlns=\"" + SoapRoom.NS + "\"/>").getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(403);
    }

    @Test
    public void categoriesAreAddedRetiredAndTakenUpAgain() throws Exception {
        int standard = kim.causeCategories().getCount();
        assertThat(standard).isGreaterThan(5);
        CauseCategory added = pia.addCauseCategory("cold-chain", "Cold <chain>", Bone.METHOD);
        assertThat(added.getName()).isEqualTo("Cold <chain>");
        assertThat(added.isRetired()).isFalse();
        assertThat(kim.causeCategories().getCategory()).hasSize(standard + 1).extracting(CauseCategory::getCode).contains("cold-chain", "packaging");
        assertThat(fields(() -> pia.addCauseCategory("cold-chain", "Another", Bone.MAN))).containsExactly("code");
        assertThat(fields(() -> pia.addCauseCategory("Cold chain", " ", Bone.MAN))).containsExactly("code", "name");
        assertThat(pia.retireCauseCategory("cold-chain", true).isRetired()).isTrue();
        assertThat(pia.retireCauseCategory("packaging", true).getName()).as("a standard one has no name of the site").isNull();
        assertThat(pia.retireCauseCategory("cold-chain", false).isRetired()).isFalse();
        assertThat(missing(() -> pia.retireCauseCategory("nothing", true))).containsExactly("code");
        assertThat(missing(() -> kiel.retireCauseCategory("cold-chain", true))).as("of another site").containsExactly("code");
        assertThat(kiel.causeCategories().getCategory()).hasSize(standard).noneMatch(CauseCategory::isRetired);
    }

    private String verified(String proposed, String judged) throws Exception {
        String number = room.kept.reported(Site.MAIN);
        pia.recordContainment(number, 1, Disposition.REPLACEMENT, "New ones sent", null, null, "Head of sales", Shipments.time(LocalDate.now().minusDays(1).toString()));
        pia.moveNonconformity(number, 2, Move.CONTAIN, "because", null, null);
        Analysis text = new Analysis();
        text.setFreeText("The box is too weak");
        String cause = pia.proposeCause(number, 3, text, proposed).getCause().get(0).getId();
        return ian.judgeCause(number, 4, cause, CauseVerdict.VERIFIED, "Tried it", judged).getCause().get(0).getCategory();
    }

    @Test
    public void aVerdictNamesTheCategoryThatItsCauseIsCountedUnder() throws Exception {
        pia.addCauseCategory("cold-chain", "Cold chain", Bone.METHOD);
        pia.retireCauseCategory("training", true);
        assertThat(verified("packaging", "cold-chain")).isEqualTo("cold-chain");
        assertThat(verified("cold-chain", null)).as("the one that it has").isEqualTo("cold-chain");
        assertThat(verified(null, null)).isNull();
        assertThat(fields(() -> verified(null, "training"))).as("retired").containsExactly("category");
        assertThat(fields(() -> verified(null, "No Code"))).containsExactly("category");
        CauseCounts counts = kim.countCauses(null, null);
        assertThat(counts.getCauses()).isEqualTo(3);
        assertThat(counts.getCategory()).extracting(CauseCount::getCategory).containsExactly("cold-chain", null);
        assertThat(counts.getCategory().get(0)).satisfies(c -> {
            assertThat(c.getName()).isEqualTo("Cold chain");
            assertThat(c.getBone()).isEqualTo(Bone.METHOD);
            assertThat(List.of(c.getCauses(), c.getCases())).containsExactly(2L, 2L);
            assertThat(c.getShare()).isEqualTo(new BigDecimal("66.7"));
        });
        assertThat(counts.getCategory().get(1).getCumulativeShare()).isEqualByComparingTo("100");
        assertThat(Duration.between(counts.getSince().toGregorianCalendar().toInstant(), counts.getBefore().toGregorianCalendar().toInstant())).isEqualTo(Duration.ofDays(365));
        assertThat(kim.countCauses(null, Shipments.time(Instant.now().minusSeconds(86_400).toString())).getCategory()).as("before yesterday").isEmpty();
        assertThat(fields(() -> kim.countCauses(Shipments.time("2026-11-20T09:00:00Z"), Shipments.time("2026-11-20T09:00:00Z")))).containsExactly("since");
        assertThat(kiel.countCauses(null, null).getCauses()).isZero();
    }

    @Test
    public void theReportComesAsAFileOrNotAtAll() throws Exception {
        byte[] pdf = "%PDF-1.7 and more".getBytes(StandardCharsets.ISO_8859_1);
        room.printed = new Outcome.Done(pdf, 7);
        PrintedReport report = kim.eightDReport("NC-MAIN-2026-0001", Language.DE);
        assertThat(report.getFileName()).isEqualTo("NC-MAIN-2026-0001-8D-v7.pdf");
        assertThat(report.getMediaType()).isEqualTo("application/pdf");
        assertThat(report.getVersion()).isEqualTo(7);
        assertThat(report.getContent()).isEqualTo(pdf);
        assertThat(room.asked).containsExactly(Site.MAIN, "NC-MAIN-2026-0001", "kim", Set.of(Role.AUDITOR), io.plumbline.domain.survey.Language.DE);
        kiel.eightDReport("NC-MAIN-2026-0001", null);
        assertThat(room.asked).startsWith(new Site("KIEL")).endsWith(io.plumbline.domain.survey.Language.EN);
        String raw = room.send("/soap/v1/Quality", "auditor:kim", "text/xml",
                SoapRoom.envelope("<eightDReport xmlns=\"" + SoapRoom.NS + "\"><number>NC-MAIN-2026-0001</number></eightDReport>").getBytes(StandardCharsets.UTF_8)).body();
        assertThat(raw).as("in the envelope itself").contains(">" + Base64.getEncoder().encodeToString(pdf) + "<");

        room.printed = new Outcome.Done(new byte[ReportWork.MOST_BYTES + 1], 7);
        assertThat(catchThrowableOfType(() -> kim.eightDReport("NC-MAIN-2026-0001", null), Conflict.class)).hasMessageContaining("longer");
        room.printed = new Outcome.TooLong();
        assertThat(catchThrowableOfType(() -> kim.eightDReport("NC-MAIN-2026-0001", null), Conflict.class)).hasMessageContaining("longer");
        room.printed = new Outcome.NotFound();
        assertThat(missing(() -> kim.eightDReport("NC-MAIN-2026-0001", null))).containsExactly("number");
        assertThat(fields(() -> kim.eightDReport("7", null))).containsExactly("number");
        room.printed = new Outcome.Busy();
        var busy = room.send("/soap/v1/Quality", "auditor:kim", "text/xml",
                SoapRoom.envelope("<eightDReport xmlns=\"" + SoapRoom.NS + "\"><number>NC-MAIN-2026-0001</number></eightDReport>").getBytes(StandardCharsets.UTF_8));
        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(busy.body()).contains(":Server<", "Call again");
    }

    @Test
    public void onlyManagersChangeAnything() throws Exception {
        for (String call : List.of("<dismissRecurrence xmlns=\"%s\"><number>NC-MAIN-2026-0001</number><recurrence>x</recurrence><reason>x</reason></dismissRecurrence>",
                "<restoreRecurrence xmlns=\"%s\"><number>NC-MAIN-2026-0001</number><recurrence>x</recurrence><reason>x</reason></restoreRecurrence>",
                "<addCauseCategory xmlns=\"%s\"><code>x</code><name>x</name><bone>MAN</bone></addCauseCategory>", "<retireCauseCategory xmlns=\"%s\"><code>x</code><retired>true</retired></retireCauseCategory>")) {
            for (String other : List.of("auditor", "erp", "operator", "quality-manager,auditor:pia")) {
                assertThat(room.send("/soap/v1/Quality", other, "text/xml", SoapRoom.envelope(call.formatted(SoapRoom.NS)).getBytes(StandardCharsets.UTF_8)).statusCode()).as(other + " " + call).isEqualTo(403);
            }
        }
        assertThat(room.send("/soap/v1/Quality", "erp", "text/xml", SoapRoom.envelope("<causeCategories xmlns=\"" + SoapRoom.NS + "\"/>").getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(403);
    }
}
