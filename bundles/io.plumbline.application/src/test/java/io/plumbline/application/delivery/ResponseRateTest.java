package io.plumbline.application.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import org.junit.Test;

/** Expected values: Wilson 95 % intervals as published for 81 of 263, 0 of 20, 8 of 10 and 10 of 10. */
public class ResponseRateTest {

    @Test
    public void theIntervalIsWilsons() {
        check(new ResponseRate(81, 263), "30.8", "25.5", "36.6");
        check(new ResponseRate(0, 20), "0.0", "0.0", "16.1");
        check(new ResponseRate(8, 10), "80.0", "49.0", "94.3");
        check(new ResponseRate(10, 10), "100.0", "72.2", "100.0");
    }

    @Test
    public void tooFewConcludeNothing() {
        assertThat(new ResponseRate(9, 9).conclusive()).isFalse();
        assertThat(new ResponseRate(1, 10).conclusive()).isTrue();
    }

    private static void check(ResponseRate rate, String percent, String least, String most) {
        assertThat(rate.percent()).isEqualTo(new BigDecimal(percent));
        assertThat(rate.least()).isEqualTo(new BigDecimal(least));
        assertThat(rate.most()).isEqualTo(new BigDecimal(most));
    }
}
