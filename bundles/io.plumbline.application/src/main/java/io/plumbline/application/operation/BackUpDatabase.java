package io.plumbline.application.operation;

import java.nio.file.Path;
import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Keys;
import io.plumbline.application.Organisation;
import io.plumbline.application.Transactions;
import io.plumbline.application.operation.DatabaseBackups.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.journal.Journal;

/** An operator has the database copied while it is used, and the journal says so. */
@Component(service = BackUpDatabase.class)
public final class BackUpDatabase {
    private final DatabaseBackups backups;
    private final Transactions transactions;
    private final Journal journal;
    private final Ids ids;
    private final Organisation.Current organisation;
    private final Keys keys;

    @Activate
    public BackUpDatabase(@Reference DatabaseBackups backups, @Reference Transactions transactions, @Reference Journal journal, @Reference Ids ids,
            @Reference Organisation.Current organisation, @Reference Keys keys) {
        this.backups = backups;
        this.transactions = transactions;
        this.journal = journal;
        this.ids = ids;
        this.organisation = organisation;
        this.keys = keys;
    }

    public Outcome backUp(String user, Path folder, Instant now) {
        Outcome outcome = backups.backUp(folder, now);
        if (outcome instanceof Outcome.Made made) {
            transactions.run(() -> journal.append(JournalEntries.operation(organisation.get().site(), ids.next(now), Actor.user("shell:" + user), "database.backed-up", now,
                    "folder", made.folder().getFileName(), "entries", made.journal().entries(), "head", made.journal().headHash(), "findings",
                    made.journal().findings().size())));
        }
        return outcome;
    }

    /** Where the secret lies that no copy of the database holds. */
    public String secret() {
        return keys.place();
    }
}
