package io.plumbline.domain.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.Test;

import io.plumbline.domain.Problem;
import io.plumbline.domain.Reports;
import io.plumbline.domain.Site;

public class ContainmentTest {
    private static List<Problem> problems(String quantity) {
        return new Containment(Reports.id(2), Site.MAIN, Reports.id(1), Disposition.REWORK, "made good", new BigDecimal(quantity), "pcs", "head of sales", Files.TODAY, "cem", Reports.NOW)
                .problems(Reports.NOW);
    }

    /** What a database keeps in full, and what can be printed at all. */
    @Test
    public void aQuantityIsMoreThanNothingAndOfASizeThatCanBeKept() {
        for (String good : List.of("0.000001", "3", "2.5000000000", "1E+3", "1000000000000")) {
            assertThat(problems(good)).as(good).isEmpty();
        }
        for (String bad : List.of("0", "-1", "0.0000001", "1000000000001", "1E+999999999", "-1E+999999999", "1E-999999999")) {
            assertThat(problems(bad)).as(bad).extracting(Problem::field).containsExactly("quantity");
        }
    }
}
