package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Move.Need;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

public class NonconformityTest {
    private static Answer answer(int satisfaction, Integer recommendation) {
        return new Answer(satisfaction, recommendation == null ? OptionalInt.empty() : OptionalInt.of(recommendation), "", false);
    }

    private static Nonconformity.Facts facts() {
        return new Nonconformity.Facts(Reports.id(1), Site.MAIN, new CaseNumber(Site.MAIN, 2026, 1), new Trigger(Trigger.Kind.RESPONSE, Reports.id(2)), "t", List.of(),
                Severity.MINOR, null, null, null, null, null, null, null, 0, 1, Reports.NOW, Reports.NOW, 1);
    }

    @Test
    public void lowIsAtTheLimitOrBelowIt() {
        assertThat(AcceptanceRule.whyLow(answer(2, null), AcceptanceLimits.DEFAULT)).containsExactly("satisfaction 2 of 5 (limit 2)");
        assertThat(AcceptanceRule.whyLow(answer(3, 4), AcceptanceLimits.DEFAULT)).isEmpty();
        assertThat(AcceptanceRule.whyLow(answer(5, 3), AcceptanceLimits.DEFAULT)).containsExactly("recommendation 3 of 10 (limit 3)");
        assertThat(AcceptanceRule.whyLow(answer(1, 0), AcceptanceLimits.DEFAULT)).hasSize(2);
        assertThat(AcceptanceRule.whyLow(answer(1, 0), new AcceptanceLimits(0, -1))).isEmpty();
    }

    @Test
    public void theLowestMarkOnEitherScaleIsMajor() {
        assertThat(AcceptanceRule.severity(answer(1, 9))).isEqualTo(Severity.MAJOR);
        assertThat(AcceptanceRule.severity(answer(2, 0))).isEqualTo(Severity.MAJOR);
        assertThat(AcceptanceRule.severity(answer(2, 3))).isEqualTo(Severity.MINOR);
    }

    @Test
    public void answersOutsideTheScaleCannotBe() {
        assertThatThrownBy(() -> answer(0, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer(6, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer(3, 11)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> answer(3, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Answer(3, OptionalInt.empty(), "x".repeat(2001), false)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    public void everyStateIsReachedFromReportedAndClosedOnlyThroughProof() {
        Set<String> reached = new HashSet<>(Set.of("Reported"));
        boolean grown = true;
        while (grown) {
            grown = Arrays.stream(Move.values()).filter(m -> m.from().stream().anyMatch(reached::contains)).map(Move::to).toList().stream().map(reached::add).reduce(false, (a, b) -> a || b);
        }
        assertThat(reached).containsExactlyInAnyOrderElementsOf(Arrays.stream(Nonconformity.class.getPermittedSubclasses()).map(Class::getSimpleName).toList());
        assertThat(Arrays.stream(Move.values()).filter(m -> m.to().equals("Closed"))).singleElement()
                .satisfies(m -> assertThat(m.needs()).contains(Need.PROVEN_EFFECTIVE, Need.NOT_AN_IMPLEMENTER, Need.ACTIONS_VERIFIED, Need.SIGNATURE));
    }

    @Test
    public void finalStatesAreFinalButForReopening() {
        assertThat(Move.outOf(new Nonconformity.Closed(facts(), Reports.NOW))).containsExactly(Move.REOPEN);
        assertThat(Move.outOf(new Nonconformity.Rejected(facts(), "no"))).isEmpty();
        assertThat(Move.outOf(new Nonconformity.Merged(facts(), Reports.id(9)))).isEmpty();
        assertThat(new Nonconformity.Closed(facts(), Reports.NOW).open()).isFalse();
        assertThat(new Nonconformity.AwaitingEffectiveness(facts()).open()).isTrue();
    }

    @Test
    public void numbersReadTheWayTheyAreWritten() {
        CaseNumber number = new CaseNumber(new Site("KIEL"), 2026, 12345);
        assertThat(number.toString()).isEqualTo("NC-KIEL-2026-12345");
        assertThat(CaseNumber.parse(number.toString())).contains(number);
        assertThat(new CaseNumber(Site.MAIN, 2026, 1).toString()).isEqualTo("NC-MAIN-2026-0001");
        assertThat(CaseNumber.parse("NC-MAIN-2026-0000")).isEmpty();
        assertThat(CaseNumber.parse("NC-main-2026-0001")).isEmpty();
    }

    @Test
    public void identitiesSortByCreation() {
        java.util.Random random = new java.util.Random(1);
        Id earlier = Id.at(Reports.NOW, random);
        Id later = Id.at(Reports.NOW.plusMillis(1), random);
        assertThat(earlier).isLessThan(later);
        assertThat(Id.isOne(earlier.value())).isTrue();
        assertThat(Id.isOne("../../etc/passwd")).isFalse();
    }
}
