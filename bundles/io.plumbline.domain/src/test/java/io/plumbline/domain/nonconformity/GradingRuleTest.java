package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.Test;

import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.GradingRule.Proposal;
import io.plumbline.domain.nonconformity.GradingRule.Signs;

/** The rules that grade what is reported, and the triggers that keep it from being filed twice. */
public class GradingRuleTest {
    private static Proposal of(boolean danger, boolean systemic, String unusable, String delivered, boolean customer) {
        return GradingRule.propose(new Signs(danger, systemic, unusable == null ? null : new BigDecimal(unusable), delivered == null ? null : new BigDecimal(delivered), customer));
    }

    @Test
    public void theGravestSignCountsAndEachIsAReason() {
        assertThat(of(true, true, "1", "100", true)).isEqualTo(new Proposal(Severity.CRITICAL,
                java.util.List.of("danger to people or breach of law", "found throughout or again", "rejected or missing 1 of 100", "reached a customer")));
        assertThat(of(false, true, null, null, true).severity()).isEqualTo(Severity.MAJOR);
        assertThat(of(false, false, null, null, true).severity()).isEqualTo(Severity.MINOR);
        assertThat(of(false, false, null, null, false)).isEqualTo(new Proposal(Severity.OBSERVATION, java.util.List.of("reached no customer")));
    }

    @Test
    public void halfOfALineIsMajor() {
        assertThat(of(false, false, "2.0", "4", true).reasons()).startsWith("rejected or missing 2 of 4 (half or more)");
        assertThat(of(false, false, "2", "4", true).severity()).isEqualTo(Severity.MAJOR);
        assertThat(of(false, false, "1.999", "4", true).severity()).isEqualTo(Severity.MINOR);
        assertThat(of(false, false, "5", null, true).severity()).as("of nobody knows how much").isEqualTo(Severity.MINOR);
        assertThat(of(false, false, "5", "0", true).severity()).isEqualTo(Severity.MINOR);
        assertThat(of(false, false, "0", "4", false).severity()).isEqualTo(Severity.OBSERVATION);
    }

    @Test
    public void theSameReferenceIsTheSameTriggerAtItsSiteAndOfItsKindAlone() {
        Trigger finding = Trigger.of(Trigger.Kind.AUDIT, Site.MAIN, "2026-07/3");
        assertThat(Trigger.of(Trigger.Kind.AUDIT, Site.MAIN, "2026-07/3")).isEqualTo(finding);
        assertThat(Trigger.of(Trigger.Kind.AUDIT, Site.MAIN, "2026-07/4").subject()).isNotEqualTo(finding.subject());
        assertThat(Trigger.of(Trigger.Kind.AUDIT, new Site("KIEL"), "2026-07/3").subject()).isNotEqualTo(finding.subject());
        assertThat(Trigger.of(Trigger.Kind.HAND, Site.MAIN, "2026-07/3").subject()).isNotEqualTo(finding.subject());
    }
}
