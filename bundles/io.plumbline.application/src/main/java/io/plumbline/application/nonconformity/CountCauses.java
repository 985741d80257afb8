package io.plumbline.application.nonconformity;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.nonconformity.CauseQueries.Tally;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;

/** Counts verified causes by category, most frequent first (Pareto; Juran): the few that most of the trouble comes from. */
@Component(service = CountCauses.class)
public final class CountCauses {
    private static final Comparator<Tally> MOST_FIRST = Comparator.comparing((Tally t) -> t.category() == null).thenComparing(Comparator.comparingLong(Tally::causes).reversed())
            .thenComparing(t -> t.category() == null ? "" : t.category());

    private final Transactions transactions;
    private final CauseQueries causes;
    private final CauseCategories categories;

    @Activate
    public CountCauses(@Reference Transactions transactions, @Reference CauseQueries causes, @Reference CauseCategories categories) {
        this.transactions = transactions;
        this.causes = causes;
        this.categories = categories;
    }

    /**
     * When causes were verified that are counted.
     *
     * @param since  its first moment
     * @param before the first moment after it
     */
    public record Period(Instant since, Instant before) {
        private static final Duration USUAL = Duration.ofDays(365);

        /** Without an end, until now; without a beginning, the 365 days before the end. */
        public static Period of(Instant since, Instant before, Instant now) {
            Instant end = before == null ? now : before;
            return new Period(since == null ? end.minus(USUAL) : since, end);
        }

        /** What is wrong with it; empty when it can be counted. */
        public Optional<Problem> problem() {
            return since.isBefore(before) ? Optional.empty() : Optional.of(new Problem("since", since.toString(), "a moment before " + before));
        }
    }

    /**
     * @param bars   most frequent first, and last the causes without a category
     * @param causes all of them
     */
    public record Pareto(List<Bar> bars, long causes) {
        public Pareto {
            bars = List.copyOf(bars);
        }

        /** A part of all causes in percent, with one decimal. */
        public BigDecimal percent(long part) {
            return causes == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(part * 100).divide(BigDecimal.valueOf(causes), 1, RoundingMode.HALF_UP);
        }
    }

    /**
     * @param code       or null for the causes without a category
     * @param category   as the catalogue has it; null where it has none of this code, which is an older cause's
     * @param cumulative the causes of this one and of those before it
     */
    public record Bar(String code, CauseCategory category, long causes, long cases, long cumulative) {
    }

    /** @param since verified at this moment or later; @param before verified before this moment */
    public Pareto of(Site site, Instant since, Instant before) {
        return transactions.required(() -> {
            CauseCatalogue catalogue = CauseCatalogue.of(site, categories.of(site));
            List<Bar> bars = new ArrayList<>();
            long sum = 0;
            for (Tally tally : causes.verified(site, since, before).stream().sorted(MOST_FIRST).toList()) {
                sum += tally.causes();
                bars.add(new Bar(tally.category(), catalogue.find(tally.category()).orElse(null), tally.causes(), tally.cases(), sum));
            }
            return new Pareto(bars, sum);
        });
    }
}
