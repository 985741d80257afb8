package io.plumbline.application.access;

import java.time.Duration;
import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Calls;

/** Forgets the answers to calls of services that nobody will repeat any more. */
@Component(service = ForgetCalls.class)
public final class ForgetCalls {
    /** How long the same call with the same key gets the same answer. */
    public static final Duration KEPT = Duration.ofHours(24);
    private final Transactions transactions;
    private final Calls calls;

    @Activate
    public ForgetCalls(@Reference Transactions transactions, @Reference Calls calls) {
        this.transactions = transactions;
        this.calls = calls;
    }

    /** Returns how many were forgotten. */
    public int run(Instant now) {
        return transactions.required(() -> calls.forget(now.minus(KEPT)));
    }
}
