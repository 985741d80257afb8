package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.Test;

import io.plumbline.domain.survey.Language;

/** What rules wrote in English is read in the reader's language; what people wrote stays as it is. */
public class CaseTitleTest {
    private static String german(String title) {
        return CaseTitle.in(Texts.in(Language.DE), title);
    }

    private static String reason(String reason) {
        return CaseTitle.reason(Texts.in(Language.DE), reason);
    }

    @Test
    public void receipts() {
        assertThat(german("Receipt of SHP-1: 3 pcs rejected, 1 pcs missing (Hinge)")).isEqualTo("Empfang von SHP-1: 3 pcs zurückgewiesen, 1 pcs zu wenig (Hinge)");
        assertThat(german("Receipt: 2 missing")).isEqualTo("Empfang: 2 zu wenig");
        assertThat(german("Receipt of A: B: 1.5 rejected")).isEqualTo("Empfang von A: B: 1.5 zurückgewiesen");
        assertThat(german("Receipt of goods was late")).isEqualTo("Receipt of goods was late");
        assertThat(german("Receipt of SHP-1: nobody was there")).isEqualTo("Receipt of SHP-1: nobody was there");
    }

    @Test
    public void reasonsOfTheGradingRule() {
        assertThat(reason("rejected or missing 2 of 4 (half or more)")).isEqualTo("zurückgewiesen oder zu wenig: 2 von 4 (die Hälfte oder mehr)");
        assertThat(reason("rejected or missing 1 of 4")).isEqualTo("zurückgewiesen oder zu wenig: 1 von 4");
        assertThat(reason("rejected or missing 1.5")).isEqualTo("zurückgewiesen oder zu wenig: 1.5");
        assertThat(reason("reached a customer")).isEqualTo("hat einen Kunden erreicht");
        assertThat(reason("satisfaction 1 of 5 (limit 2)")).contains("1").doesNotContain("limit");
        assertThat(reason("anything else")).isEqualTo("anything else");
    }
}
