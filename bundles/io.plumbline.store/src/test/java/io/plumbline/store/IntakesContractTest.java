package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;

/** What was said when a case was filed comes back whole, once for each case; and a reference makes one case. */
public class IntakesContractTest extends PortContract {
    private static final String TEXT = "Größe \"<b>M8</b>\"\r\n\t\\n 'drop' \u2028 \uD83D\uDE20";

    @Test
    public void whatWasSaidComesBackOnceForEachCase() {
        Id of = Samples.id();
        Intake full = new Intake(Samples.id(), Site.MAIN, of, Trigger.Kind.AUDIT, "IA-2026-07/3", TEXT + "x".repeat(3900), Severity.MAJOR, List.of("found throughout or again", TEXT), "1", "GZ-1",
                "Scharnier 90°", "L-7", "DHL", "pia", Samples.NOW);
        Intake bare = new Intake(Samples.id(), new Site("KIEL"), Samples.id(), Trigger.Kind.HAND, null, null, Severity.OBSERVATION, List.of(), null, null, null, null, null, "feedback.file",
                Samples.NOW);
        store.intakes().add(full);
        store.intakes().add(bare);
        assertThat(store.intakes().of(of)).contains(full);
        assertThat(store.intakes().of(bare.nonconformity())).contains(bare);
        assertThat(store.intakes().of(Samples.id())).isEmpty();
        assertUnique(() -> store.intakes().add(new Intake(Samples.id(), Site.MAIN, of, Trigger.Kind.HAND, null, null, Severity.MINOR, List.of(), null, null, null, null, null, "x", Samples.NOW)),
                "case_intake_once");
    }

    @Test
    public void oneReferenceMakesOneCase() {
        store.nonconformities().add(filed(1));
        assertThat(store.nonconformities().byTrigger(Trigger.of(Trigger.Kind.AUDIT, Site.MAIN, "IA-1"))).isPresent();
        assertThat(store.nonconformities().byTrigger(Trigger.of(Trigger.Kind.AUDIT, new Site("KIEL"), "IA-1"))).isEmpty();
        assertUnique(() -> store.nonconformities().add(filed(2)), "nonconformity_trigger");
    }

    private static Nonconformity filed(int number) {
        return new Nonconformity.Reported(new Nonconformity.Facts(Samples.id(), Site.MAIN, new CaseNumber(Site.MAIN, 2026, number), Trigger.of(Trigger.Kind.AUDIT, Site.MAIN, "IA-1"), "x",
                List.of(), Severity.MINOR, null, null, null, null, null, null, null, 0, 1, Samples.NOW, Samples.NOW, 1));
    }
}
