package io.plumbline.application.operation;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;

/** An operator has a step that was set aside, or that waits, made now. */
@Component(service = ReplayStep.class)
public final class ReplayStep {
    private final OperatorActs acts;
    private final WorkQueue queue;

    @Activate
    public ReplayStep(@Reference OperatorActs acts, @Reference WorkQueue queue) {
        this.acts = acts;
        this.queue = queue;
    }

    public OperatorOutcome replay(Id by, Command.Kind kind, Id subject, Instant now) {
        return acts.act(by, "step.replayed", now, () -> queue.replay(kind, subject, now), "step", kind.route(), "subject", subject);
    }
}
