package io.plumbline.insight;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Answers on a scale whose steps have an order but no size: how many chose each.
 *
 * @param counts one for each step of the scale, from the lowest; together at most {@link #MOST}
 */
public record Ratings(Scale scale, List<Long> counts) {
    /** Ranks are computed answer by answer. */
    public static final long MOST = 1_000_000;

    /** @throws IllegalArgumentException when there is not one count for each step, one is negative, or they are too many */
    public Ratings {
        counts = List.copyOf(counts);
        if (counts.size() != scale.steps() || counts.stream().anyMatch(c -> c < 0 || c > MOST) || counts.stream().mapToLong(c -> c).sum() > MOST) {
            throw new IllegalArgumentException("No ratings from " + scale.lowest() + " to " + scale.highest() + ": " + counts);
        }
    }

    /**
     * Counts single answers.
     *
     * @throws IllegalArgumentException when one is not on the scale
     */
    public static Ratings of(Scale scale, List<Integer> answers) {
        if (answers.stream().anyMatch(a -> a < scale.lowest() || a > scale.highest())) {
            throw new IllegalArgumentException("Not from " + scale.lowest() + " to " + scale.highest() + ": " + answers);
        }
        return new Ratings(scale, IntStream.rangeClosed(scale.lowest(), scale.highest()).mapToObj(step -> answers.stream().filter(a -> a == step).count()).toList());
    }

    public long n() {
        return counts.stream().mapToLong(c -> c).sum();
    }

    /** Those below a step: with 3 on the scale of satisfaction, the 1s and 2s. */
    public Share below(int step) {
        return new Share(IntStream.range(0, scale.steps()).filter(i -> scale.lowest() + i < step).mapToLong(counts::get).sum(), n());
    }

    double[] each() {
        return IntStream.range(0, counts.size()).boxed().flatMapToDouble(i -> LongStream.range(0, counts.get(i)).mapToDouble(c -> i)).toArray();
    }

    /**
     * @param lowest  the worst
     * @param highest the best; at most 100 above
     */
    public record Scale(int lowest, int highest) {
        public static final Scale SATISFACTION = new Scale(1, 5);
        public static final Scale RECOMMENDATION = new Scale(0, 10);
        private static final int LONGEST = 100;

        /** @throws IllegalArgumentException when there are fewer than two steps, or more than 101 */
        public Scale {
            if (lowest >= highest || (long) highest - lowest > LONGEST) {
                throw new IllegalArgumentException("No scale: " + lowest + " to " + highest);
            }
        }

        int steps() {
            return highest - lowest + 1;
        }
    }
}
