package io.plumbline.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.junit.After;
import org.junit.Test;

import io.plumbline.application.operation.Health.Part;
import io.plumbline.application.operation.HealthCheck.Result;
import io.plumbline.application.operation.HealthCheck.State;
import io.plumbline.domain.Problem;

public class HealthTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private final Health health = new Health();

    @After
    public void stop() {
        health.stop();
    }

    @Test
    public void theWorstPartDecidesAndNeededPartsDecideOnReadiness() {
        health.addCheck(check("database", true, () -> Result.ok("Derby")));
        health.addCheck(check("mail", false, () -> Result.degraded("no server")));
        assertThat(health.report(NOW).state()).isEqualTo(State.DEGRADED);
        assertThat(health.report(NOW).ready()).as("mail may wait").isTrue();

        HealthCheck deliveries = check("deliveries", true, () -> Result.degraded("none yet"));
        health.addCheck(deliveries);
        assertThat(health.report(NOW).ready()).isFalse();
        assertThat(health.report(NOW).parts()).extracting(Part::name).containsExactly("database", "deliveries", "mail");
        health.removeCheck(deliveries);
        assertThat(health.report(NOW).ready()).isTrue();
    }

    @Test
    public void withoutAnyNeededCheckNothingIsWell() {
        health.addCheck(check("configuration", false, () -> Result.ok("fine")));
        assertThat(health.report(NOW).state()).isEqualTo(State.DOWN);
        assertThat(health.report(NOW).ready()).isFalse();
    }

    @Test
    public void aReportHoldsForFiveSeconds() {
        AtomicInteger looks = new AtomicInteger();
        health.addCheck(check("database", true, () -> Result.ok("look " + looks.incrementAndGet())));
        health.report(NOW);
        assertThat(health.report(NOW.plusMillis(4999)).parts().get(0).text()).isEqualTo("look 1");
        assertThat(health.report(NOW.plusMillis(5000)).parts().get(0).text()).isEqualTo("look 2");
    }

    @Test
    public void aReportThatSomethingIsDownHoldsForOneSecond() {
        AtomicInteger looks = new AtomicInteger();
        health.addCheck(check("database", true, () -> Result.down("look " + looks.incrementAndGet())));
        health.report(NOW);
        assertThat(health.report(NOW.plusMillis(999)).parts().get(0).text()).isEqualTo("look 1");
        assertThat(health.report(NOW.plusMillis(1000)).parts().get(0).text()).isEqualTo("look 2");
    }

    @Test
    public void aCheckThatThrowsIsDownAndTellsNothing() {
        health.addCheck(check("database", true, () -> {
            throw new IllegalStateException("password=secret");
        }));
        assertThat(health.report(NOW).parts()).containsExactly(new Part("database", State.DOWN, "could not be checked; the log says why", true));
    }

    @Test(timeout = 20_000)
    public void aCheckThatHangsIsDownAndIsNotAskedAgainMeanwhile() {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch hangs = new CountDownLatch(1);
        health.addCheck(check("database", true, () -> {
            looks.incrementAndGet();
            try {
                hangs.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Result.ok("at last");
        }));
        health.addCheck(check("mail", false, () -> Result.ok("fine")));
        assertThat(health.report(NOW).parts()).extracting(Part::state).containsExactly(State.DOWN, State.OK);
        health.report(NOW.plusSeconds(10));
        assertThat(looks).hasValue(1);
        hangs.countDown();
        assertThat(health.report(NOW.plusSeconds(20)).state()).isEqualTo(State.OK);
    }

    @Test
    public void aBadValueInEtcDegrades() {
        ConfigurationProblems problems = new ConfigurationProblems();
        ConfigurationCheck check = new ConfigurationCheck(problems);
        assertThat(check.check().state()).isEqualTo(State.OK);
        problems.report("x", List.of(new Problem("etc/x.cfg: delay", "soon", "a time such as 2d")));
        assertThat(check.check()).isEqualTo(Result.degraded("etc/x.cfg: delay is \"soon\": expected a time such as 2d"));
    }

    private static HealthCheck check(String name, boolean needed, Supplier<Result> look) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result check() {
                return look.get();
            }

            @Override
            public boolean neededToBeReady() {
                return needed;
            }
        };
    }
}
