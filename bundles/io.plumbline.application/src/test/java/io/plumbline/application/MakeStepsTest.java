package io.plumbline.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;

public class MakeStepsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Command.Kind KIND = Command.Kind.DECIDE_INVITATION;

    private final Rows rows = new Rows();
    private final List<Id> made = new ArrayList<>();
    private boolean databaseIsGone;

    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            if (databaseIsGone) {
                throw new IllegalStateException("the database is gone");
            }
            return work.get();
        }
    };

    private final MakeSteps makeSteps = new MakeSteps(rows, transactions, List.of(new StepHandler() {
        @Override
        public Command.Kind kind() {
            return KIND;
        }

        @Override
        public void make(WorkQueue.Claim claim, Instant now) {
            transactions.run(() -> made.add(claim.subject()));
        }
    }));

    private static Id id(int number) {
        return new Id(String.format("%026d", number));
    }

    /** Gives its claims out once, and keeps what is given back. */
    private static final class Rows implements WorkQueue {
        private final List<Claim> due = new ArrayList<>();
        private final List<Claim> givenBack = new ArrayList<>();
        private Runnable onClaim = () -> { };

        @Override
        public List<Claim> claim(Command.Kind kind, int most, Duration lease, Instant now) {
            List<Claim> claims = List.copyOf(due);
            due.clear();
            onClaim.run();
            return claims;
        }

        @Override
        public void again(Claim claim, Instant at, String error) {
            assertThat(at).isEqualTo(NOW.plusSeconds(60));
            givenBack.add(claim);
        }

        @Override
        public void put(Flow.Due step) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void finish(Claim claim) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void park(Claim claim, Instant now, String error) {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean replay(Command.Kind kind, Id subject, Instant now) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void drop(Command.Kind kind, Id subject) {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    public void whatWasClaimedBeforeTheDatabaseWentIsGivenBackWhenItAnswersAgain() {
        List<WorkQueue.Claim> claims = List.of(new WorkQueue.Claim(KIND, id(1), 1, 7, 1), new WorkQueue.Claim(KIND, id(2), 1, 7, 1));
        rows.due.addAll(claims);
        rows.onClaim = () -> databaseIsGone = true;
        assertThatIllegalStateException().isThrownBy(() -> makeSteps.run(KIND, 50, NOW));
        assertThatIllegalStateException().as("still gone").isThrownBy(() -> makeSteps.run(KIND, 50, NOW.plusSeconds(30)));
        assertThat(rows.givenBack).isEmpty();

        databaseIsGone = false;
        rows.onClaim = () -> { };
        makeSteps.run(KIND, 50, NOW.plusSeconds(60));
        makeSteps.run(KIND, 50, NOW.plusSeconds(60));

        assertThat(rows.givenBack).as("each once").containsExactlyElementsOf(claims);
        assertThat(made).isEmpty();
    }
}
