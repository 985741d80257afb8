package io.plumbline.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

import org.junit.Test;

import io.plumbline.application.Transactions;
import io.plumbline.application.mail.MailTransport;
import io.plumbline.application.operation.HealthCheck.Result;

public class MailCheckTest {
    private static final Transactions AT_ONCE = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }
    };
    /** No mail waits. */
    private static final OperationQueries QUERIES = (OperationQueries) Proxy.newProxyInstance(MailCheckTest.class.getClassLoader(),
            new Class<?>[] {OperationQueries.class}, (proxy, method, arguments) -> method.getName().equals("unsentMails") ? List.of() : null);

    private static Result whenBusy(Duration busy) {
        return new MailCheck(AT_ONCE, QUERIES, new MailTransport() {
            @Override
            public boolean configured() {
                return true;
            }

            @Override
            public void send(Envelope envelope) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Duration busy() {
                return busy;
            }
        }).check();
    }

    @Test
    public void aServerThatTakesItsTimeIsNamedWhileItDoes() {
        assertThat(whenBusy(Duration.ZERO)).isEqualTo(Result.ok("0 mails wait to be sent"));
        assertThat(whenBusy(Duration.ofSeconds(4)).state()).isEqualTo(HealthCheck.State.OK);
        assertThat(whenBusy(Duration.ofSeconds(7))).isEqualTo(Result.degraded("the mail server is slow: a mail is being sent for 7 seconds now; 0 mails wait"));
    }
}
