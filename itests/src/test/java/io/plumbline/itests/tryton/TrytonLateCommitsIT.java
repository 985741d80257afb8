package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.ClassRule;
import org.junit.Test;

/**
 * On PostgreSQL, Tryton stamps a record when its transaction begins and shows it when it commits: while long transactions are open,
 * later changes are seen first.
 */
public class TrytonLateCommitsIT {
    @ClassRule
    public static final TrytonKit TRYTON = TrytonKit.onPostgresql();

    @Test(timeout = 1_200_000)
    public void ordersCommittedLongAfterTheirStampAreNeitherLostNorDoubled() throws Exception {
        // the lag is far too short for these transactions, on purpose: the overlap must find what comes late
        Pulled pulled = new Pulled(TRYTON.source("race", Map.of("lag", "1s", "overlap", "2m", "page", "500"))).drain();
        int before = pulled.reports().size();
        List<TrytonKit.Run> seeding = List.of(TRYTON.seed(2000, "--prefix", "LOAD", "--batch", "50", "--tie", "7"),
                TRYTON.seed(300, "--prefix", "LATE", "--batch", "100", "--hold", "20"),
                TRYTON.seed(12, "--prefix", "REAL", "--real", "--batch", "6", "--hold", "8"));
        while (seeding.stream().anyMatch(TrytonKit.Run::running)) {
            pulled.drain();
        }
        Instant end = Instant.now();
        for (TrytonKit.Run run : seeding) {
            run.done();
        }
        while (pulled.cursor().to().isBefore(end.plusSeconds(1))) {
            pulled.drain();
        }
        assertThat(pulled.rejected()).isEmpty();
        assertThat(pulled.references("LOAD-")).as(pulled::toString).hasSize(2000).doesNotHaveDuplicates();
        assertThat(pulled.references("LATE-")).as(pulled::toString).hasSize(300).doesNotHaveDuplicates();
        assertThat(pulled.references("REAL-")).as(pulled::toString).hasSize(12).doesNotHaveDuplicates();
        assertThat(pulled.reports()).hasSize(before + 2312);
        // without these the test would prove nothing: a cursor that only goes forward loses them
        assertThat(pulled.behind()).as(pulled::toString).isGreaterThanOrEqualTo(100);
    }
}
