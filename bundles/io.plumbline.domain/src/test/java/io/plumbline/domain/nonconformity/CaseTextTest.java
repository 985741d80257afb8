package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** What a signature is bound to: everything, and nothing that could be read in two ways. */
public class CaseTextTest {
    private static final Instant THEN = Instant.parse("2026-03-02T09:00:00Z");
    private static final Id OF = new Id("01KB0000000000000000000001");

    private static CaseFile file(String what, String authority, BigDecimal quantity) {
        Nonconformity.Facts facts = new Nonconformity.Facts(OF, Site.MAIN, new CaseNumber(Site.MAIN, 2026, 7), new Trigger(Trigger.Kind.HAND, OF), "Hinges stick", List.of(), Severity.MAJOR, null,
                null, null, null, null, null, null, 0, 1, THEN, THEN, 3);
        return new CaseFile(new Nonconformity.Contained(facts), List.of(new Containment(OF, Site.MAIN, OF, Disposition.CREDIT, what, quantity, quantity == null ? null : "pcs", authority,
                LocalDate.of(2026, 3, 1), "pia", THEN)), List.of(), List.of(), List.of(), List.of(), null);
    }

    @Test
    public void itCanBeRead() {
        assertThat(CaseText.of(file("Ten \"good\" ones", "Sales", new BigDecimal("10.0"))).lines()).contains("case.nonconformity = Contained", "case.nonconformity.facts.title = \"Hinges stick\"",
                "case.nonconformity.facts.order = null", "case.containments = 1", "case.containments[0].what = \"Ten \\\"good\\\" ones\"", "case.containments[0].quantity = 10",
                "case.containments[0].decidedOn = 2026-03-01", "case.causes = 0", "case.rejection = null");
    }

    @Test
    public void noTwoCasesHaveTheSameText() {
        String honest = CaseText.of(file("a", "b", null));
        assertThat(CaseText.of(file("a\"\ncase.containments[0].authority = \"b", "c", null))).as("a line that is smuggled in").doesNotContain("\ncase.containments[0].authority = \"b\"\n");
        assertThat(List.of(CaseText.of(file("a\\", "b", null)), CaseText.of(file("a\"", "b", null)), CaseText.of(file("a", "b", BigDecimal.ONE)), CaseText.of(file("a\u2028", "b", null))))
                .doesNotHaveDuplicates().doesNotContain(honest).allSatisfy(text -> assertThat(text.lines().count()).isGreaterThanOrEqualTo(honest.lines().count()));
        assertThat(CaseText.of(file("a", "b", new BigDecimal("1.0")))).as("numbers count by value").isEqualTo(CaseText.of(file("a", "b", new BigDecimal("1"))));
    }
}
