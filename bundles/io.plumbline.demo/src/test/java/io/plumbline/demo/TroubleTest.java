package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.action.CheckEffect;
import io.plumbline.domain.nonconformity.AcceptanceRule;
import io.plumbline.domain.nonconformity.Criterion;
import io.plumbline.domain.nonconformity.EffectCheck.Counts;
import io.plumbline.domain.nonconformity.EffectCheck.Low;
import io.plumbline.domain.nonconformity.Stratum;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;
import io.plumbline.insight.action.Proposal;

/** Whatever day the demo is started on, the answers of its customers tell the same of what was done. */
public class TroubleTest {
    private static final Duration HISTORY = Duration.ofDays(182);

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private record Answered(long day, Optional<Trouble> trouble, boolean low) {
    }

    /** What is answered to the history that begins at this moment. Of those without trouble, 46 of 100 answer, and 12 of 100 answers are low. */
    private List<Answered> answers(Instant began) throws IOException {
        ErpStore store = new ErpStore(folder.newFolder().toPath().resolve("erp.jsonl"));
        Instant end = began.plus(HISTORY);
        Trade.history(began, end).forEach(p -> p.deed().run(store, p.at(), Duration.ZERO));
        Customers.Moods moods = new Customers.Moods();
        List<Answered> answers = new ArrayList<>();
        int others = 0;
        for (ErpDocument document : store.seen(null, end, 0, 1000, end)) {
            JsonNode body = document.body();
            JsonNode contact = body.path("contact");
            if (!body.path("order").path("complete").asBoolean() || "cancelled".equals(body.path("state").asText()) || !contact.has("email") || contact.path("noSurveys").asBoolean()) {
                continue;
            }
            Duration since = Duration.between(began, document.stamp());
            Optional<Trouble> trouble = Trade.trouble(body.path("order").path("number").asText());
            if (trouble.isEmpty()) {
                others++;
                if (others % 100 < 46) {
                    answers.add(new Answered(since.toDays(), trouble, others % 8 == 0));
                }
            } else {
                Optional<Answer> answer = moods.answer(trouble.get(), since.plusHours(6), 85, true);
                answer.ifPresent(a -> answers.add(new Answered(since.toDays(), trouble, !AcceptanceRule.whyLow(a, AcceptanceLimits.DEFAULT).isEmpty())));
            }
        }
        return answers;
    }

    private static Low low(List<Answered> answers, int from, int to, Trouble trouble, boolean affected) {
        List<Answered> those = answers.stream().filter(a -> a.day() >= from && a.day() < to && affected == a.trouble().filter(trouble::equals).isPresent()).toList();
        return new Low(those.stream().filter(Answered::low).count(), those.size());
    }

    private static Proposal proposal(List<Answered> all, Trouble trouble, int planned, int done, int judged) {
        LocalDate any = LocalDate.of(2026, 1, 1);
        return CheckEffect.proposal(new Criterion(new Stratum(Stratum.Kind.PRODUCT, trouble.article()), 20, 10, any),
                new Counts(any, any, any, any, low(all, 0, planned, trouble, true), low(all, done, judged, trouble, true), low(all, 0, planned, trouble, false),
                        low(all, done, judged, trouble, false)));
    }

    @Test
    public void eachStoryEndsAsItShouldWhateverDayItBeginsOn() throws IOException {
        Instant first = LocalDate.of(2026, 5, 4).atTime(9, 0).toInstant(ZoneOffset.UTC);
        for (int i = 0; i < 28; i++) {
            Instant began = first.plus(Duration.ofHours(37L * i));
            List<Answered> all = answers(began);
            // the weekend may put off the planning by two days and the end of the work, too
            for (int late = 0; late <= 2; late++) {
                assertThat(proposal(all, Trouble.RUNNERS, 46 + late, 55 + late, 121 + late)).as("runners from " + began).isInstanceOf(Proposal.Effective.class);
                assertThat(proposal(all, Trouble.POWER_SUPPLIES, 51 + late, 59 + late, 114 + late)).as("power supplies from " + began).isInstanceOf(Proposal.NotEffective.class);
                assertThat(proposal(all, Trouble.WAX_OIL, 113 + late, 123 + late, 182)).as("wax oil from " + began).isInstanceOf(Proposal.Effective.class);
            }
            long low = all.stream().filter(Answered::low).count();
            assertThat(100 * low / all.size()).as("of a hundred answers since " + began + " are low").isBetween(10L, 27L);
        }
    }
}
