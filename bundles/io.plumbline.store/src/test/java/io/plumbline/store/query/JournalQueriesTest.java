package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.application.journal.JournalQueries.JournalRow;
import io.plumbline.domain.Id;
import io.plumbline.store.TestDatabase;

@RunWith(Parameterized.class)
public class JournalQueriesTest {
    private final TestDatabase database;
    private Scene scene;
    private Id one;
    private Id two;

    public JournalQueriesTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void twoObjectsWithAPast() throws Exception {
        scene = new Scene(database.emptied());
        one = scene.id();
        two = scene.id();
        scene.entry("order.opened", "order", one, 1, Map.of("state", "Open", "number", "SO-1 \"quoted\""));
        scene.entry("order.opened", "order", two, 1, Map.of("state", "Open"));
        scene.entry("order.completed", "order", one, 2, Map.of("state", "Complete"));
    }

    @Test
    public void tellsWhatHappenedOldestFirst() {
        List<JournalRow> story = scene.journalQueries.of(List.of(one, two, one), 50);
        assertThat(story).extracting(JournalRow::action).containsExactly("order.opened", "order.opened", "order.completed");
        assertThat(story).extracting(JournalRow::version).containsExactly(1L, 1L, 2L);
        JournalRow first = scene.journalQueries.of(List.of(one), 50).get(0);
        assertThat(first).isEqualTo(new JournalRow(null, first.recordedAt(), "system:test", "order.opened", "order", one, 1, "",
                Map.of("state", "Open", "number", "SO-1 \"quoted\"")));
        assertThat(first.recordedAt()).isBefore(scene.now());
    }

    @Test
    public void namesTheNumberOnceAnEntryIsChained() {
        scene.ports().journal().sequence(50, scene.now());
        assertThat(scene.journalQueries.of(List.of(one), 50)).extracting(JournalRow::number).containsExactly(1L, 3L);
        assertThat(scene.operation.unnumberedJournalEntries()).isZero();
    }

    @Test
    public void whereThereIsTooMuchTheNewestIsTold() {
        assertThat(scene.journalQueries.of(List.of(one, two), 2)).extracting(JournalRow::object).containsExactly(two, one);
        assertThat(scene.operation.unnumberedJournalEntries()).isEqualTo(3);
    }

    @Test
    public void ofNothingThereIsNothing() {
        assertThat(scene.journalQueries.of(List.of(), 50)).isEmpty();
        assertThat(scene.journalQueries.of(List.of(scene.id()), 50)).isEmpty();
    }
}
