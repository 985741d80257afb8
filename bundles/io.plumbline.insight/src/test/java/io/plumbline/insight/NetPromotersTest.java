package io.plumbline.insight;

import static io.plumbline.insight.Confidence.NINETY_FIVE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.Test;

public class NetPromotersTest {
    private static void is(NetPromoters answers, double value, double low, double high) {
        Estimate estimate = answers.estimate(NINETY_FIVE).orElseThrow();
        assertThat(estimate.value()).isCloseTo(value, within(1e-12));
        assertThat(estimate.interval().low()).isCloseTo(low, within(5e-7));
        assertThat(estimate.interval().high()).isCloseTo(high, within(5e-7));
    }

    /** Rocks 2016 with ¾, 1½ and ¾ added, as R's package NPS does. */
    @Test
    public void adjustedWald() {
        is(new NetPromoters(50, 30, 20), .30, .140511, .442013);
        is(new NetPromoters(5, 3, 2), .30, -.190506, .652045);
        is(new NetPromoters(10, 0, 0), 1, .475036, 1);
        is(new NetPromoters(0, 0, 10), -1, -1, -.475036);
        is(new NetPromoters(162, 108, 54), 1 / 3.0, .249453, .411098);
    }

    @Test
    public void withoutAnswersThereIsNone() {
        assertThat(new NetPromoters(0, 0, 0).estimate(NINETY_FIVE)).isEmpty();
        assertThatThrownBy(() -> new NetPromoters(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
