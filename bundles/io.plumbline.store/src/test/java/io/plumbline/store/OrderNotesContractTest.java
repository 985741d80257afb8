package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.Test;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal.Finding;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.OrderNote.Said;

/** What was written onto orders comes back in the order in which it was written, of its case and no other. */
public class OrderNotesContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;

    private static OrderNote note(Id of, int number, Said said, int cycle) {
        return new OrderNote(Samples.id(), Site.MAIN, of, number, said, cycle, "main", "31", "note on sale.complaint 17", NOW);
    }

    @Test
    public void aNoteStandsOnceAtItsPlaceInTheRow() {
        Id of = Samples.id();
        List<OrderNote> notes = List.of(note(of, 1, Said.FILED, 1), note(of, 2, Said.CLOSED, 1), note(of, 3, Said.REOPENED, 2), note(of, 4, Said.CLOSED, 2));
        for (int i : new int[] {2, 0, 3, 1}) {
            store.orderNotes().add(notes.get(i));
        }
        store.orderNotes().add(note(Samples.id(), 1, Said.FILED, 1));
        assertThat(store.orderNotes().of(of)).isEqualTo(notes);
        assertUnique(() -> store.orderNotes().add(note(of, 4, Said.REOPENED, 3)), "order_note_once");
        assertThat(store.orderNotes().of(of)).isEqualTo(notes);
        assertThat(store.orderNotes().of(Samples.id())).isEmpty();
    }

    @Test
    public void theJournalTellsOfEachNote() {
        OrderNote note = note(Samples.id(), 1, Said.MERGED, 1);
        store.orderNotes().add(note);
        assertThat(findings()).singleElement().satisfies(f -> assertThat(f.text()).contains("order_note " + note.id()));
        store.journal().append(new Entry(Site.MAIN, NOW, Actor.user("cem"), "order-note.written", "order_note", note.id(), 1, "", Map.of(), Map.of()));
        assertThat(findings()).isEmpty();
    }

    private List<Finding> findings() {
        store.journal().sequence(1000, NOW);
        return store.journal().verify().findings();
    }
}
