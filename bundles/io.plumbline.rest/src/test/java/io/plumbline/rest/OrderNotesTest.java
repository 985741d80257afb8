package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** Where the ERP's order says what of a case, and what is still to be written there. */
public class OrderNotesTest {
    @ClassRule
    public static final Room ROOM = new Room();
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private final Ids ids = new Ids();

    private Nonconformity.Facts filed(Site site) {
        return ROOM.store.transactions().required(() -> {
            Nonconformity.Facts facts = new Nonconformity.Facts(ids.next(NOW), site, ROOM.store.nonconformities().nextNumber(site, 2026), new Trigger(Trigger.Kind.HAND, ids.next(NOW)),
                    "Hinges stick", List.of(), Severity.MAJOR, null, null, null, null, null, null, null, 0, 1, NOW, NOW, 1);
            ROOM.store.nonconformities().add(new Nonconformity.Reported(facts));
            return facts;
        });
    }

    private static String path(CaseNumber number) {
        return "/nonconformities/" + number + "/order-notes";
    }

    @Test
    public void whatWasWrittenIsShownWithItsPlaceAndInTheTrail() throws Exception {
        Nonconformity.Facts f = filed(Site.MAIN);
        OrderNote note = new OrderNote(ids.next(NOW), Site.MAIN, f.id(), 1, OrderNote.Said.FILED, 1, "main", "31", "sale.complaint 17", NOW);
        ROOM.store.transactions().run(() -> {
            ROOM.store.orderNotes().add(note);
            ROOM.store.journal().append(JournalEntries.of(note, Actor.system("nonconformities.note")));
        });
        JsonNode read = ROOM.json("quality-manager", path(f.number()));
        assertThat(read.get("number").asText()).isEqualTo(f.number().toString());
        assertThat(read.get("written")).hasSize(1);
        assertThat(read.at("/written/0/said").asText()).isEqualTo("FILED");
        assertThat(read.at("/written/0/place").asText()).isEqualTo("sale.complaint 17");
        assertThat(read.at("/written/0/orderId").asText()).isEqualTo("31");
        assertThat(read.path("waiting").isValueNode()).as("nothing waits").isTrue();
        assertThat(ROOM.json("auditor", "/nonconformities/" + f.number() + "/trail").toString()).contains("order-note.written", "sale.complaint 17");
    }

    @Test
    public void whatCouldNotBeWrittenIsShownWithItsReason() throws Exception {
        Nonconformity.Facts f = filed(Site.MAIN);
        ROOM.store.transactions().run(() -> ROOM.store.workQueue().put(new Flow.Due(new Command.WriteOrderNotes(f.id()), NOW)));
        Claim claim = ROOM.store.workQueue().claim(Command.Kind.WRITE_ORDER_NOTES, 1, Duration.ofMinutes(5), NOW).get(0);
        ROOM.store.transactions().run(() -> ROOM.store.workQueue().park(claim, NOW, "no active complaint type \"Late\""));
        JsonNode waiting = ROOM.json("quality-manager", path(f.number())).get("waiting");
        assertThat(waiting.get("givenUp").asBoolean()).isTrue();
        assertThat(waiting.get("attempts").asInt()).isEqualTo(1);
        assertThat(waiting.get("lastError").asText()).isEqualTo("no active complaint type \"Late\"");
    }

    @Test
    public void nothingIsShownOfAnotherSitesCaseOrOfNone() throws Exception {
        Nonconformity.Facts elsewhere = filed(new Site("KIEL"));
        assertThat(ROOM.get("quality-manager", path(elsewhere.number())).statusCode()).as("of another site").isEqualTo(404);
        assertThat(ROOM.get("quality-manager", "/nonconformities/NC-MAIN-2025-9999/order-notes").statusCode()).isEqualTo(404);
    }
}
