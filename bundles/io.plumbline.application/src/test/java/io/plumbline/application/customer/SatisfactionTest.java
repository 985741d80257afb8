package io.plumbline.application.customer;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.Test;

import io.plumbline.application.customer.CustomerQueries.Marks;
import io.plumbline.domain.survey.Programme.AcceptanceLimits;

public class SatisfactionTest {
    private static Satisfaction of(Marks... marks) {
        return Satisfaction.of(List.of(marks), AcceptanceLimits.DEFAULT);
    }

    @Test
    public void meanAndLowAnswersAreCountedByTheLimits() {
        Satisfaction found = of(new Marks(5, 10, 4), new Marks(4, 3, 1), new Marks(2, null, 2));
        assertThat(found).isEqualTo(new Satisfaction(7, new BigDecimal("4.00"), 3, null));
        assertThat(of()).isEqualTo(new Satisfaction(0, null, 0, null));
    }

    /** 2 of 10 by Wilson: 5.7 % to 51.0 % (Newcombe 1998 computes it so). */
    @Test
    public void aShareIsToldFromTenAnswersOnWithItsInterval() {
        assertThat(of(new Marks(5, 9, 8), new Marks(1, null, 1)).share()).isNull();
        assertThat(of(new Marks(5, 9, 8), new Marks(1, null, 2)).share())
                .isEqualTo(new Satisfaction.LowShare(new BigDecimal("20.0"), new BigDecimal("5.7"), new BigDecimal("51.0")));
    }
}
