package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameters;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** A database that is older than the words by which cases are found gets them when it is opened, also where that was broken off before. */
@RunWith(Parameterized.class)
public class CaseWordsTest {
    private final TestDatabase database;
    private Store store;

    public CaseWordsTest(TestDatabase database) {
        this.database = database;
    }

    @Parameters(name = "{0}")
    public static TestDatabase[] databases() {
        return TestDatabase.products();
    }

    @Before
    public void empty() throws Exception {
        store = database.emptied();
    }

    private Id filed(int running) {
        Id id = Samples.id();
        store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(id, new CaseNumber(Site.MAIN, 2026, running), Samples.id(), null, 1)));
        store.intakes().add(new Intake(Samples.id(), Site.MAIN, id, Trigger.Kind.HAND, null, "said by Pia", Severity.MINOR, List.of(), null, "SKU-" + running, null, null, null, "quirin", Samples.NOW));
        return id;
    }

    private List<String> words(Id id) {
        return store.sql().list("select word from case_word where nonconformity_id = ? order by word", r -> r.text("word"), id);
    }

    @Test
    public void allThatHaveNone() {
        List<Id> all = Stream.of(filed(1), filed(2), filed(3)).sorted(Comparator.comparing(Id::value)).toList();
        List<List<String>> before = all.stream().map(this::words).toList();
        assertThat(before).allSatisfy(words -> assertThat(words).contains("sku").doesNotContain("pia").anyMatch(w -> w.startsWith("nc-main-2026-000")).anyMatch(w -> w.startsWith("sku-")));
        store.sql().change("delete from case_word where nonconformity_id <> ?", all.get(0));
        CaseWords.complete(store.sql());
        assertThat(all.stream().map(this::words).toList()).isEqualTo(before);
    }

    @Test
    public void longTextsAndManyWordsAreCut() {
        Id id = Samples.id();
        StringBuilder text = new StringBuilder("\uD835\uDD38".repeat(150)).append(' ');
        for (int i = 0; i < 400; i++) {
            text.append("w").append(i).append(' ');
        }
        store.nonconformities().add(new Nonconformity.Reported(Samples.nonconformity(id, new CaseNumber(Site.MAIN, 2026, 7), Samples.id(), null, 1)));
        store.intakes().add(new Intake(Samples.id(), Site.MAIN, id, Trigger.Kind.HAND, null, null, Severity.MINOR, List.of(), null, null, text.toString().substring(0, 490), null, null, "quirin", Samples.NOW));
        assertThat(words(id)).allMatch(w -> w.length() <= 60).contains("w0");
    }
}
