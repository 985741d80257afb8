package io.plumbline.web.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

import org.junit.Test;

import io.plumbline.application.Organisation;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.mail.Letters.Letter;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.survey.Language;

public class PebbleLettersTest {
    private static final String HOSTILE = "<script>alert(1)</script>\"'&\r\nBcc: victim@example.org";
    private final Letters letters = new PebbleLetters(() -> new Organisation("Muster GmbH", URI.create("https://q.example.org"), "q@example.org", "", "",
            ZoneId.of("Europe/Berlin"), Site.MAIN));

    @Test
    public void anInvitationSaysTheSameInTextAndHtml() {
        for (Language language : Language.values()) {
            Letter letter = letters.invitation(invitation(language, "Ada Beispiel", "SO-4711", "PO-9"));
            for (String part : List.of(letter.text(), letter.html())) {
                assertThat(part).contains("Ada Beispiel", "SO-4711", "PO-9", "Lager 6204", "Muster GmbH", "Musterweg 1, 12345 Musterstadt",
                        Letters.LINK + "?score=1", Letters.LINK + "?score=5", Letters.UNSUBSCRIBE).doesNotContain("??");
            }
            assertThat(letter.html()).contains("lang=\"" + language.code() + "\"").doesNotContain("<img", "<script", "src=");
        }
    }

    @Test
    public void anInvitationSpeaksTheCustomersLanguage() {
        Letter english = letters.invitation(invitation(Language.EN, null, "SO-1", null));
        Letter german = letters.invitation(invitation(Language.DE, null, "SO-1", null));
        assertThat(english.text().lines()).contains("- Lager 6204", "- Dichtung", Letters.LINK, "1 – very dissatisfied: " + Letters.LINK + "?score=1",
                Letters.UNSUBSCRIBE);
        assertThat(english.subject()).isEqualTo("How did we do with order SO-1?");
        assertThat(english.text()).startsWith("Hello,\n\n").contains("on 9 Nov 2026").contains("until 9 Dec 2026").contains("very dissatisfied");
        assertThat(german.subject()).isEqualTo("Wie lief Ihre Bestellung SO-1?");
        assertThat(german.text()).startsWith("Guten Tag,\n\n").contains("am 09.11.2026").contains("bis 09.12.2026").contains("sehr unzufrieden");
    }

    @Test
    public void whoIsAskedOnceMoreReadsWhy() {
        Letters.Invitation first = invitation(Language.EN, "Ada Beispiel", "SO-1", null);
        Letter asked = letters.invitation(followUp(first, "We pack it in foam now.\n\nThe old boxes are gone."));
        assertThat(asked.subject()).isEqualTo("Is it better now? Your order SO-1");
        for (String text : List.of(asked.text(), asked.html())) {
            assertThat(text).contains("We have worked on that since.", "What we did", "We pack it in foam now.", "The old boxes are gone.", Letters.LINK, Letters.UNSUBSCRIBE)
                    .doesNotContain("Would you tell us how it went?");
        }
        Letter silent = letters.invitation(followUp(invitation(Language.DE, null, "SO-1", null), ""));
        assertThat(silent.text()).contains("Seither haben wir daran gearbeitet.").doesNotContain("Was wir getan haben", "Sagen Sie uns, wie es gelaufen ist?");
        assertThat(letters.invitation(first).text()).doesNotContain("What we did", "worked on that");
    }

    private static Letters.Invitation followUp(Letters.Invitation of, String message) {
        return new Letters.Invitation(of.language(), of.organisation(), of.imprint(), of.contactName(), of.orderNumber(), of.customerReference(), of.happened(), of.items(), of.expires(), message);
    }

    @Test
    public void whatComesFromOutsideIsTextAndOneLine() {
        Letter letter = letters.invitation(new Letters.Invitation(Language.EN, HOSTILE, HOSTILE, HOSTILE, HOSTILE, HOSTILE, null, List.of(HOSTILE),
                LocalDate.of(2026, 12, 9), null));
        assertThat(letter.html()).doesNotContain("<script").contains("&lt;script&gt;");
        assertThat(letter.subject()).doesNotContain("\r", "\n");
        assertThat(letter.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
        assertThat(letters.invitation(followUp(invitation(Language.EN, null, "SO-1", null), HOSTILE)).html()).doesNotContain("<script").contains("&lt;script&gt;");

        Letter notice = letters.caseNotice(Language.DE, HOSTILE, HOSTILE, row(HOSTILE), "https://q.example.org/cases/NC-MAIN-2026-0001");
        assertThat(notice.html()).doesNotContain("<script");
        assertThat(notice.subject()).doesNotContain("\r", "\n");
        Letter digest = letters.digest(Language.EN, HOSTILE, HOSTILE, List.of(row(HOSTILE)), List.of(new Letters.Owed("NC-MAIN-2026-0001", HOSTILE, LocalDate.of(2026, 3, 29), true)), "https://q.example.org/");
        assertThat(digest.html()).doesNotContain("<script");
        assertThat(digest.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
    }

    @Test
    public void aNoticeNamesTheCaseInTheReadersLanguage() {
        Letter letter = letters.caseNotice(Language.DE, "Muster GmbH", "Quirin", row("Order SO-4711: satisfaction 1 of 5 (limit 2)"),
                "https://q.example.org/cases/NC-MAIN-2026-0001");
        assertThat(letter.subject()).isEqualTo("NC-MAIN-2026-0001: Auftrag SO-4711: Zufriedenheit 1 von 5");
        for (String part : List.of(letter.text(), letter.html())) {
            assertThat(part).contains("Guten Tag Quirin", "Schwer", "Kundin AG", "https://q.example.org/cases/NC-MAIN-2026-0001", "21.11.2026, 10:30")
                    .doesNotContain("??");
        }
    }

    @Test
    public void aDigestNamesEachCase() {
        Letter one = letters.digest(Language.EN, "Muster GmbH", "Quirin", List.of(row("Broken")), List.of(), "https://q.example.org/");
        Letter two = letters.digest(Language.EN, "Muster GmbH", "Quirin", List.of(row("Broken"), row("Late")), List.of(), "https://q.example.org/");
        assertThat(one.subject()).isEqualTo("One new nonconformity");
        assertThat(two.subject()).isEqualTo("2 new nonconformities");
        for (String part : List.of(two.text(), two.html())) {
            assertThat(part).contains("Broken", "Late", "https://q.example.org/").doesNotContain("??");
        }
    }

    @Test
    public void aDigestNamesTheReadersActionsThatAreOverdueOrDueSoonAlsoWithoutCases() {
        Letter letter = letters.digest(Language.EN, "Muster GmbH", "Quirin", List.of(), List.of(new Letters.Owed("NC-MAIN-2026-0001", "Stronger boxes", LocalDate.of(2026, 3, 29), true),
                new Letters.Owed("NC-MAIN-2026-0002", "Train the packers", LocalDate.of(2026, 4, 5), false)), "https://q.example.org/");
        assertThat(letter.subject()).isEqualTo("2 actions overdue or due within a week");
        for (String part : List.of(letter.text(), letter.html())) {
            assertThat(part).containsSubsequence("overdue", "NC-MAIN-2026-0001", "Stronger boxes", "within a week", "NC-MAIN-2026-0002", "Train the packers").doesNotContain("??", "since the last digest");
        }
    }

    @Test
    public void aNoticeToAColleagueSaysWhyAndWhatIsDue() {
        for (Notice.Kind kind : Notice.Kind.values()) {
            Letters.About about = about(kind);
            for (Language language : Language.values()) {
                Letter letter = letters.colleague(new Letters.Colleague(language, "Muster GmbH", "Quirin", kind, row(HOSTILE), about,
                        "https://q.example.org/cases/NC-MAIN-2026-0001"));
                assertThat(letter.subject()).contains("NC-MAIN-2026-0001").doesNotContain("??");
                assertThat(letter.text()).contains("https://q.example.org/cases/NC-MAIN-2026-0001").doesNotContain("??");
                assertThat(letter.text().lines()).noneMatch(line -> line.startsWith("Bcc:"));
                assertThat(letter.html()).doesNotContain("<script", "??");
                assertThat(letter.text().contains("pia")).isEqualTo(kind == Notice.Kind.MENTION);
                assertThat(letter.subject()).as("nothing of what people wrote").hasSizeLessThan(80).doesNotContain("script", "Kundin");
            }
        }
    }

    private static Letters.About about(Notice.Kind kind) {
        return switch (kind) {
            case MENTION -> new Letters.About.OfComment("pia");
            case RECURRENCE -> new Letters.About.OfRecurrence("NC-MAIN-2025-0007", HOSTILE, 41, new Recurrence.Because(Recurrence.Kind.LOT, HOSTILE));
            case FOLLOW_UP -> new Letters.About.OfAnswer(2);
            case DUE_IN_A_WEEK, DUE_TOMORROW, DUE_TODAY, OVERDUE, ESCALATION -> new Letters.About.OfAction(HOSTILE, LocalDate.of(2026, 3, 29));
        };
    }

    private Letter told(Language language, Notice.Kind kind, Letters.About about) {
        return letters.colleague(new Letters.Colleague(language, "Muster GmbH", "Quirin", kind, row("Boxes burst"), about, "https://q.example.org/cases/NC-MAIN-2026-0001/effect"));
    }

    @Test
    public void whatCameBackIsToldWithBothCasesTheDaysAndWhy() {
        for (Recurrence.Kind kind : Recurrence.Kind.values()) {
            Letters.About about = new Letters.About.OfRecurrence("NC-MAIN-2025-0007", "Boxes too weak", 41, new Recurrence.Because(kind, "GZ-1"));
            Letter letter = told(Language.EN, Notice.Kind.RECURRENCE, about);
            assertThat(letter.subject()).isEqualTo("NC-MAIN-2026-0001: recurrence of NC-MAIN-2025-0007");
            for (String part : List.of(letter.text(), letter.html())) {
                assertThat(part).containsSubsequence("41 days after", "NC-MAIN-2026-0001 – Boxes burst", "NC-MAIN-2025-0007 – Boxes too weak", "Both ", "/cases/NC-MAIN-2026-0001/effect").doesNotContain("??");
            }
            assertThat(told(Language.DE, Notice.Kind.RECURRENCE, about).text()).containsSubsequence("41 Tage nach", "Beide ");
        }
        assertThat(told(Language.EN, Notice.Kind.RECURRENCE, new Letters.About.OfRecurrence("NC-MAIN-2025-0007", "x", 1, new Recurrence.Because(Recurrence.Kind.LOT, "L"))).text()).contains("One day after");
    }

    @Test
    public void anAnswerAfterwardsIsToldByItsSatisfactionAlone() {
        Letter letter = told(Language.EN, Notice.Kind.FOLLOW_UP, new Letters.About.OfAnswer(2));
        assertThat(letter.subject()).isEqualTo("NC-MAIN-2026-0001: an affected customer has answered");
        for (String part : List.of(letter.text(), letter.html())) {
            assertThat(part).contains("Satisfaction", "2 of 5", "/cases/NC-MAIN-2026-0001/effect").doesNotContain("Kundin AG", "??");
        }
        assertThat(told(Language.DE, Notice.Kind.FOLLOW_UP, new Letters.About.OfAnswer(2)).text()).contains("Zufriedenheit: 2 von 5");
    }

    private static Letters.Invitation invitation(Language language, String name, String order, String reference) {
        return new Letters.Invitation(language, "Muster GmbH", "Musterweg 1, 12345 Musterstadt", name, order, reference, LocalDate.of(2026, 11, 9),
                List.of("Lager 6204", "Dichtung"), LocalDate.of(2026, 12, 9), null);
    }

    private static CaseRow row(String title) {
        Id id = new Id("01KB0000000000000000000000");
        Instant at = Instant.parse("2026-11-21T09:30:00Z");
        return new CaseRow(id, "NC-MAIN-2026-0001", title, "Reported", Severity.MAJOR, id, "Kundin AG", id, "SO-4711", null, null, at, at, 1);
    }
}
