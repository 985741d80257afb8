package io.plumbline.application.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.Disposition;
import io.plumbline.domain.nonconformity.Work;

/** Records what was done at once about a nonconformity. */
@Component(service = RecordContainment.class)
public final class RecordContainment {
    private final CaseDesk desk;
    private final Ids ids;
    private final CaseFiles files;

    @Activate
    public RecordContainment(@Reference CaseDesk desk, @Reference Ids ids, @Reference CaseFiles files) {
        this.desk = desk;
        this.ids = ids;
        this.files = files;
    }

    /** As {@link Containment} describes them; each may be null, and is then refused or not as it says. */
    public record Words(Disposition disposition, String what, BigDecimal quantity, String uom, String authority, LocalDate decidedOn) {
    }

    public CaseOutcome record(CaseCall call, Words words, Instant now) {
        return desk.write(call, Work.CONTAIN, now, file -> {
            Containment containment = new Containment(ids.next(now), call.site(), file.nonconformity().facts().id(), words.disposition(), words.what(), words.quantity(), words.uom(),
                    words.authority(), words.decidedOn(), call.login(), now);
            List<Problem> problems = containment.problems(now);
            return problems.isEmpty()
                    ? new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> files.add(containment), List.of(JournalEntries.of(containment, Actor.user(call.login()), now)),
                            "nonconformity.containment-recorded", "", containment.id())
                    : new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
        });
    }
}
