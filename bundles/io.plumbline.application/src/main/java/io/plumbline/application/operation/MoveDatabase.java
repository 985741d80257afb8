package io.plumbline.application.operation;

import java.time.Instant;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Organisation;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;

/** An operator moves everything into another database, whose journal then says so. Works while no use case can: it needs no open database. */
@Component(service = MoveDatabase.class)
public final class MoveDatabase {
    private final DatabaseMoves moves;
    private final Ids ids;
    private final Organisation.Current organisation;

    @Activate
    public MoveDatabase(@Reference DatabaseMoves moves, @Reference Ids ids, @Reference Organisation.Current organisation) {
        this.moves = moves;
        this.ids = ids;
        this.organisation = organisation;
    }

    public DatabaseMoves.Outcome move(String user, DatabaseMoves.Target target, Consumer<DatabaseMoves.Progress> progress, Instant now) {
        Id move = ids.next(now);
        return moves.move(target, move, moved -> JournalEntries.operation(organisation.get().site(), ids.next(now), Actor.user("shell:" + user), "database.moved", now,
                "from", moved.from(), "to", moved.to(), "rows", moved.rows(), "entries", moved.journal().entries(), "head", moved.journal().headHash()), progress);
    }

    /** Opens the old database again; see {@link DatabaseMoves#giveUp}. */
    public String giveUp() {
        return moves.giveUp();
    }
}
