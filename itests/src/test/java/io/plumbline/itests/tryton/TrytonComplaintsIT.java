package io.plumbline.itests.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.domain.delivery.Streams.Cursor;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.survey.Answer;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.SuspectRule.Signals;
import io.plumbline.itests.flow.Workshop;

/** Cases on the sales of a real Tryton, written by a user who may write complaints and nothing else. */
public class TrytonComplaintsIT {
    private static final String COMPLAINT = "sale.complaint";
    private static final List<String> FIELDS = List.of("reference", "origin", "customer", "state", "description", "number", "type.name");
    /** What the kit's demo data bring along. */
    private static final int BEFORE = 2;

    @ClassRule
    public static final TrytonKit TRYTON = TrytonKit.onSqlite();

    /** One after the other, because each case stays in Tryton. */
    @Test(timeout = 1_200_000)
    public void eachCaseIsOneComplaintWhateverFailsInBetween() throws Exception {
        Workshop plumbline = new Workshop(Workshop.ASK_ALL);
        DeliverySource source = source(TrytonKit.COMPLAINER);
        Instant now = Instant.now();
        assertThat(plumbline.pull.run(source, now).fault()).isNull();
        assertThat(source.notes().orElseThrow().fault()).isEmpty();
        plumbline.work(now);
        plumbline.notes.addSource(source);

        answered(plumbline, plumbline.post.sent.size() - 1, now);
        JsonNode filed = complaints("NC-MAIN-" + year() + "-0001");
        assertThat(filed).hasSize(1);
        JsonNode complaint = filed.get(0);
        String sale = plumbline.sql("select o.order_id from nonconformity n join customer_order o on o.id = n.order_id").get(0);
        assertThat(complaint.get("origin").asText()).isEqualTo("sale.sale," + sale);
        assertThat(complaint.get("customer").asLong()).isEqualTo(TRYTON.records(TrytonKit.READER, "sale.sale", List.of(List.of("id", "=", Integer.valueOf(sale))), List.of("party"))
                .get(0).get("party").asLong());
        assertThat(complaint.get("state").asText()).isEqualTo("draft");
        assertThat(complaint.at("/type./name").asText()).isEqualTo("Delivery (whole order)");
        assertThat(complaint.get("description").asText()).startsWith("Nonconformity NC-MAIN-").endsWith("/cases/NC-MAIN-" + year() + "-0001");
        assertThat(plumbline.sql("select place from order_note")).containsExactly("sale.complaint " + complaint.get("number").asText());

        rejected(plumbline, now);
        assertThat(notes(complaint)).singleElement().satisfies(n -> assertThat(n).startsWith("NC-MAIN-" + year() + "-0001/1: rejected"));

        TRYTON.stop();
        answered(plumbline, plumbline.post.sent.size() - 2, now);
        assertThat(plumbline.sql("select last_error from step where kind = 'WRITE_ORDER_NOTES'")).singleElement().satisfies(e -> assertThat(e).contains("nothing answers at"));
        TRYTON.start();
        plumbline.work(now.plusSeconds(10));
        assertThat(complaints("NC-MAIN-" + year() + "-0002")).hasSize(1);
        assertThat(plumbline.sql("select subject_id from step where kind = 'WRITE_ORDER_NOTES'")).isEmpty();

        plumbline.notes.removeSource(source);
        Dying dying = new Dying(source);
        plumbline.notes.addSource(dying);
        assertThatThrownBy(() -> answered(plumbline, plumbline.post.sent.size() - 3, now)).isInstanceOf(Killed.class);
        assertThat(complaints("NC-MAIN-" + year() + "-0003")).as("Tryton has it, and we do not know").hasSize(1);
        assertThat(plumbline.sql("select id from order_note")).hasSize(3);
        Workshop restarted = new Workshop(Workshop.ASK_ALL, plumbline.database);
        restarted.notes.addSource(source(TrytonKit.COMPLAINER));
        restarted.work(now.plus(Duration.ofMinutes(6)));
        assertThat(complaints("NC-MAIN-" + year() + "-0003")).hasSize(1);
        assertThat(plumbline.sql("select id from order_note")).hasSize(4);
        assertThat(TRYTON.records(TrytonKit.READER, COMPLAINT, List.of(), List.of("reference"))).hasSize(BEFORE + 3);
    }

    @Test(timeout = 1_200_000)
    public void aUserWhoOnlyReadsIsToldWhichRightsAreMissing() throws Exception {
        DeliverySource source = source(TrytonKit.READER);
        source.pull(null, Instant.now());
        assertThat(source.notes().orElseThrow().fault()).hasValueSatisfying(text -> assertThat(text).contains("user qms_ro create and write sale.complaint"));
    }

    private static DeliverySource source(String user) {
        return TRYTON.source("main", Map.of("user", user, "complaints", "on", "complaintType", "Delivery (whole order)", "lag", "0s", "overlap", "10m"));
    }

    private static int year() {
        return Instant.now().atOffset(ZoneOffset.UTC).getYear();
    }

    private static JsonNode complaints(String reference) throws Exception {
        return TRYTON.records(TrytonKit.READER, COMPLAINT, List.of(List.of("reference", "=", reference)), FIELDS);
    }

    private static List<String> notes(JsonNode complaint) throws Exception {
        return TRYTON.records(TrytonKit.READER, "ir.note", List.of(List.of("resource", "=", "sale.complaint," + complaint.get("id").asText())), List.of("message"))
                .findValuesAsText("message");
    }

    /** The customer who got this mail is not content. */
    private static void answered(Workshop plumbline, int mail, Instant now) {
        plumbline.survey.answer(plumbline.post.token(mail), new Answer(1, OptionalInt.of(2), "", false), Language.EN, Signals.HUMAN, now);
        plumbline.work(now);
    }

    private static void rejected(Workshop plumbline, Instant now) {
        plumbline.store.transactions().run(() -> {
            CaseNumber number = CaseNumber.parse(plumbline.sql("select case_no from nonconformity").get(0)).orElseThrow();
            Nonconformity.Facts f = plumbline.store.nonconformities().byNumber(Site.MAIN, number).orElseThrow().facts();
            plumbline.store.nonconformities().save(new Nonconformity.Rejected(f.ownedBy("zoe", now), "he ordered the wrong ones"));
            plumbline.follow.follow(new Event.NonconformitySettled(f.id()), now);
        });
        plumbline.work(now);
    }

    /** The process ends. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A source whose process is killed once the ERP has answered. */
    private record Dying(DeliverySource source) implements DeliverySource, ErpNotes {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public String type() {
            return source.type();
        }

        @Override
        public Duration every() {
            return source.every();
        }

        @Override
        public Page pull(Cursor cursor, Instant now) throws SourceFault {
            return source.pull(cursor, now);
        }

        @Override
        public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
            return source.fetch(identity, now);
        }

        @Override
        public Optional<ErpNotes> notes() {
            return Optional.of(this);
        }

        @Override
        public Result write(Note note) throws SourceFault {
            source.notes().orElseThrow().write(note);
            throw new Killed();
        }

        @Override
        public Optional<String> fault() {
            return Optional.empty();
        }
    }
}
