package io.plumbline.application.access;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.access.Sessions;

/** Ends a session; a secret that belongs to none is no error. */
@Component(service = LogOut.class)
public final class LogOut {
    private final Transactions transactions;
    private final Sessions sessions;

    @Activate
    public LogOut(@Reference Transactions transactions, @Reference Sessions sessions) {
        this.transactions = transactions;
        this.sessions = sessions;
    }

    public void logOut(String secret) {
        transactions.run(() -> sessions.end(Secrets.digest(secret)));
    }
}
