package io.plumbline.application.operation;

import java.time.Duration;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

import io.plumbline.application.Transactions;
import io.plumbline.application.mail.MailTransport;
import io.plumbline.domain.mail.Mail;

/** Whether mails can leave. */
@Component(service = HealthCheck.class)
public final class MailCheck implements HealthCheck {
    private static final int MOST = 1000;
    private static final Duration SLOW = Duration.ofSeconds(4);
    private final Transactions transactions;
    private final OperationQueries queries;
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    private volatile MailTransport transport;

    @Activate
    public MailCheck(@Reference Transactions transactions, @Reference OperationQueries queries) {
        this.transactions = transactions;
        this.queries = queries;
    }

    MailCheck(Transactions transactions, OperationQueries queries, MailTransport transport) {
        this(transactions, queries);
        this.transport = transport;
    }

    @Override
    public String name() {
        return "mail";
    }

    @Override
    public Result check() {
        List<Mail> waiting = transactions.required(() -> queries.unsentMails(MOST)).stream().filter(mail -> mail.state() == Mail.State.WAITING).toList();
        String count = waiting.size() < MOST ? String.valueOf(waiting.size()) : "at least " + MOST;
        MailTransport way = transport;
        if (way == null || !way.configured()) {
            return Result.degraded("no mail server is configured; " + count + " mails wait");
        }
        if (way.busy().compareTo(SLOW) > 0) {
            return Result.degraded("the mail server is slow: a mail is being sent for " + way.busy().toSeconds() + " seconds now; " + count + " mails wait");
        }
        List<String> errors = waiting.stream().map(Mail::lastError).filter(error -> error != null).toList();
        return errors.isEmpty() ? Result.ok(count + " mails wait to be sent")
                : Result.degraded(errors.size() + " mails could not be sent so far and are tried again: " + errors.get(0));
    }
}
