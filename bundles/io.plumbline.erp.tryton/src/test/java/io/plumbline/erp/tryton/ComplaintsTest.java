package io.plumbline.erp.tryton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.Rule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.application.order.ErpNotes.Impossible;
import io.plumbline.application.order.ErpNotes.Note;
import io.plumbline.application.order.ErpNotes.Written;
import io.plumbline.domain.order.OrderKey;

/** Cases on the sales of a Tryton that answers as the recorded one did. */
public class ComplaintsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T09:00:00Z");
    private static final String COMPLAINT = "sale.complaint";
    private static final String CREATE = "model.sale.complaint.create";
    private static final String TYPE = "Delivery (whole order)";
    private static final Note FILED = note("1", true, "", "Nonconformity NC-MAIN-2026-0042 (major): Order PO-2026-0101: satisfaction 2 of 5\nhttps://quality.example/cases/NC-MAIN-2026-0042");
    private static final Note CLOSED = note("1", false, "NC-MAIN-2026-0042/1: closed", "NC-MAIN-2026-0042/1: closed\nhttps://quality.example/cases/NC-MAIN-2026-0042");

    @Rule
    public final FakeTryton tryton = new FakeTryton();

    @Test
    public void aCaseIsFiledOnceAsAComplaintAboutTheSale() throws Exception {
        ErpNotes notes = notes(TYPE);
        assertThat(notes.write(FILED)).isEqualTo(new Written("sale.complaint 3"));
        ObjectNode made = filed().get(0);
        assertThat(made.path("origin").asText()).isEqualTo("sale.sale,1");
        assertThat(made.path("customer").asLong()).as("who ordered").isEqualTo(3);
        assertThat(made.path("type").asLong()).isEqualTo(1);
        assertThat(made.path("description").asText()).isEqualTo(FILED.text());

        assertThat(notes.write(FILED)).as("once more").isEqualTo(new Written("sale.complaint 3"));
        assertThat(filed()).hasSize(1);
        assertThat(notes.fault()).isEmpty();
    }

    @Test
    public void theCallHasTheFormThatTheRealTrytonTook() throws Exception {
        notes(TYPE).write(FILED);
        JsonNode recorded = FakeTryton.resource("answers/65-complaint-create.json").path("request").path("body").path("params");
        JsonNode sent = sent(CREATE);
        assertThat(forms(sent.path(0).path(0))).isEqualTo(forms(recorded.path(0).path(0)));
        assertThat(sent.path(0).path(0).path("date").path("day").asInt()).isEqualTo(22);
        assertThat(sent.path(1)).isEqualTo(recorded.path(1));
    }

    @Test
    public void whatBecomesOfItIsANoteOnTheComplaint() throws Exception {
        ErpNotes notes = notes(TYPE);
        notes.write(FILED);
        assertThat(notes.write(CLOSED)).isEqualTo(new Written("note on sale.complaint 3"));
        assertThat(notes.write(CLOSED)).isEqualTo(new Written("note on sale.complaint 3"));
        assertThat(tryton.table("ir.note")).singleElement().satisfies(n -> {
            assertThat(n.path("resource").asText()).isEqualTo("sale.complaint,3");
            assertThat(n.path("message").asText()).isEqualTo(CLOSED.text());
        });
        assertThat(filed().get(0).path("state").asText()).as("people decide on it").isEqualTo("draft");
        JsonNode recorded = FakeTryton.resource("answers/60-note-create.json").path("request").path("body").path("params");
        assertThat(forms(sent("model.ir.note.create").path(0).path(0))).isEqualTo(forms(recorded.path(0).path(0)));
    }

    @Test
    public void anAnswerThatIsLostMakesNoSecondComplaint() throws Exception {
        ErpNotes notes = notes(TYPE);
        tryton.next(CREATE, exchange -> {
            tryton.create(COMPLAINT, tryton.calls().get(tryton.calls().size() - 1).path("params"));
            exchange.close();
            return true;
        });
        SourceFault lost = catchThrowableOfType(SourceFault.class, () -> notes.write(FILED));
        assertThat(lost.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(lost.retryAfter()).as("not before Tryton is done with it").hasValueSatisfying(pause -> assertThat(pause).isGreaterThan(Duration.ofMinutes(10)));
        assertThat(notes.write(FILED)).isEqualTo(new Written("sale.complaint 3"));
        assertThat(filed()).hasSize(1);
    }

    @Test
    public void anotherSalesComplaintOfTheSameReferenceIsNotTakenForIt() throws Exception {
        tryton.create(COMPLAINT, TrytonJson.list(List.of(Map.of("reference", FILED.reference(), "origin", "sale.sale,2", "company", 1)), Map.of()));
        assertThat(notes(TYPE).write(FILED)).isEqualTo(new Written("sale.complaint 4"));
    }

    @Test
    public void whatIsNotSetUpIsToldByHealthAndForgottenOnceItIs() throws Exception {
        assertTold("Late", "no active complaint type \"Late\"", "create it");
        assertTold("Product nonconformity (order line)", "for sale.line", "whose origin is Sale");
        tryton.onlyRead(COMPLAINT);
        TrytonSource source = source(Map.of("complaints", "on", "complaintType", TYPE));
        source.pull(null, NOW);
        assertThat(source.notes().orElseThrow().fault()).hasValueSatisfying(text -> assertThat(text).contains("user reader create and write sale.complaint"));
        tryton.allowAll();
        source.pull(null, NOW.plusSeconds(59));
        assertThat(source.notes().orElseThrow().fault()).as("asked at most once a minute").isPresent();
        source.pull(null, NOW.plusSeconds(60));
        assertThat(source.notes().orElseThrow().fault()).isEmpty();
    }

    @Test
    public void aModuleThatIsNotActiveIsNamedAndDeliveriesAreReadAllTheSame() throws Exception {
        tryton.forget(COMPLAINT);
        TrytonSource source = source(Map.of("complaints", "on", "complaintType", TYPE));
        assertThat(source.pull(null, NOW).items()).hasSize(31);
        assertThat(source.notes().orElseThrow().fault()).hasValueSatisfying(text -> assertThat(text).contains("activate the module sale_complaint"));
        assertThatThrownBy(() -> source.notes().orElseThrow().write(FILED)).isInstanceOfSatisfying(SourceFault.class, e -> assertThat(e.kind()).isEqualTo(Kind.SETUP));
    }

    @Test
    public void whatCanNeverBeWrittenIsSaid() throws Exception {
        ErpNotes notes = notes(TYPE);
        assertThat(notes.write(note("99999", true, "", "x"))).isInstanceOfSatisfying(Impossible.class, i -> assertThat(i.why()).contains("does not show the sale 99999"));
        assertThat(notes.write(note("x'", true, "", "x"))).isInstanceOf(Impossible.class);
        assertThat(notes.write(new Note(new OrderKey("north", "2", "1"), "NC-1", true, "", "x", LocalDate.of(2026, 11, 22)))).as("another company").isInstanceOf(Impossible.class);
        assertThat(notes.write(CLOSED)).as("deleted meanwhile").isInstanceOfSatisfying(Impossible.class, i -> assertThat(i.why()).contains("NC-MAIN-2026-0042", "deleted"));
        assertThat(filed()).isEmpty();
    }

    @Test
    public void aRefusalOfTrytonsIsToldInItsWords() throws Exception {
        ErpNotes notes = notes(TYPE);
        tryton.next(CREATE, FakeTryton.recorded("68-complaint-bad-origin"));
        assertThatThrownBy(() -> notes.write(FILED)).isInstanceOf(SourceFault.class).hasMessageContaining("is not one of the allowed options");
        assertThat(notes.fault()).isPresent();
    }

    @Test
    public void nothingIsWrittenUnlessItIsTurnedOn() throws Exception {
        TrytonSource source = source(Map.of());
        source.pull(null, NOW);
        assertThat(source.notes()).isEmpty();
        assertThat(tryton.calls().toString()).doesNotContain("complaint.type");
    }

    @Test
    public void onNeedsAType() {
        TrytonSource source = source(Map.of("complaints", "on"));
        assertThatThrownBy(() -> source.pull(null, NOW)).hasMessageContainingAll("etc/io.plumbline.erp.tryton-north.cfg", "complaintType", "origin is Sale");
        assertThatThrownBy(() -> source.notes().orElseThrow().write(FILED)).as("what is to be written waits").isInstanceOf(SourceFault.class).hasMessageContaining("complaintType");
    }

    private static Note note(String sale, boolean first, String mark, String text) {
        return new Note(new OrderKey("north", "1", sale), "NC-MAIN-2026-0042", first, mark, text, LocalDate.of(2026, 11, 22));
    }

    private void assertTold(String type, String... words) throws Exception {
        TrytonSource source = source(Map.of("complaints", "on", "complaintType", type));
        source.pull(null, NOW);
        assertThat(source.notes().orElseThrow().fault()).hasValueSatisfying(text -> assertThat(text).contains(words));
    }

    private ErpNotes notes(String type) {
        return source(Map.of("complaints", "on", "complaintType", type)).notes().orElseThrow();
    }

    private TrytonSource source(Map<String, Object> options) {
        Map<String, Object> properties = new HashMap<>(Map.of("url", tryton.url().toString(), "database", "qms", "user", FakeTryton.USER, "password", FakeTryton.PASSWORD,
                "service.factoryPid", "io.plumbline.erp.tryton", "felix.fileinstall.filename", "file:/opt/plumbline/etc/io.plumbline.erp.tryton-north.cfg"));
        properties.putAll(options);
        return new TrytonSource(properties);
    }

    private List<ObjectNode> filed() {
        return tryton.table(COMPLAINT).stream().filter(c -> c.path("reference").asText().equals(FILED.reference())).toList();
    }

    private JsonNode sent(String method) {
        return tryton.calls().stream().filter(c -> c.path("method").asText().equals(method)).findFirst().orElseThrow().path("params");
    }

    /** Names of the fields and the types of their values. */
    private static Map<String, Object> forms(JsonNode object) {
        Map<String, Object> forms = new HashMap<>();
        object.fields().forEachRemaining(f -> forms.put(f.getKey(), f.getValue().isObject() ? forms(f.getValue()) : f.getValue().getNodeType()));
        return forms;
    }
}
