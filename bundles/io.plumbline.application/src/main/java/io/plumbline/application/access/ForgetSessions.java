package io.plumbline.application.access;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Sessions;

/** Forgets logins that are over. */
@Component(service = ForgetSessions.class)
public final class ForgetSessions {
    private final Transactions transactions;
    private final Sessions sessions;

    @Activate
    public ForgetSessions(@Reference Transactions transactions, @Reference Sessions sessions) {
        this.transactions = transactions;
        this.sessions = sessions;
    }

    /** Returns how many were forgotten. */
    public int run(Instant now) {
        return transactions.required(() -> sessions.forgetExpired(now));
    }
}
