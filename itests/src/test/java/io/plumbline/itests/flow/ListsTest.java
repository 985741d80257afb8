package io.plumbline.itests.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.Test;

import io.plumbline.application.delivery.RecordDelivery.Outcome;

/** What becomes of a list of reports when the database does not take it as a whole. */
public class ListsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final List<String> DOCUMENTS = List.of("D1", "D2", "D3");
    private final Workshop plumbline = new Workshop(Workshop.ASK_ALL);
    private final List<String> tried = new ArrayList<>();

    private Outcome report(String document) {
        return plumbline.report(Shipment.of(document, "A" + document, NOW.minus(Duration.ofDays(1))).report(), NOW);
    }

    private List<String> stored() {
        return plumbline.sql("select doc_id from delivery order by doc_id");
    }

    @Test
    public void whereTheWholeFailsEachIsStoredByItself() {
        List<Outcome> outcomes = plumbline.record.each(DOCUMENTS, document -> {
            tried.add(document);
            if (tried.size() == 2) {
                throw new IllegalStateException("not as a whole");
            }
            return report(document);
        });
        assertThat(tried).containsExactly("D1", "D2", "D1", "D2", "D3");
        assertThat(outcomes).as("nothing was left of the whole, which was one transaction").hasSize(3).allMatch(Outcome.Accepted.class::isInstance);
        assertThat(stored()).isEqualTo(DOCUMENTS);
    }

    @Test
    public void whatCannotBeStoredAtAllEndsTheCallAndWhatCameBeforeStays() {
        assertThatThrownBy(() -> plumbline.record.each(DOCUMENTS, document -> {
            Outcome outcome = report(document);
            if (document.equals("D2")) {
                throw new IllegalStateException("never");
            }
            return outcome;
        })).hasMessage("never");
        assertThat(stored()).containsExactly("D1");
    }
}
