package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.ShellActs;
import io.plumbline.domain.Id;

/** Makes steps due at once. */
@Service
@Command(scope = "plumbline", name = "queue-replay", description = "Makes a step due at once, or all of its kind that failed or were set aside")
public final class QueueReplayCommand extends OperatorCommand {
    @Reference(optional = true)
    ShellActs acts;
    @Argument(index = 0, name = "step", description = "A step such as invitations.send", required = true)
    @Completion(StepNames.class)
    String step;
    @Argument(index = 1, name = "subject", description = "What the step is about, as plumbline:queue shows it")
    String subject;
    @Option(name = "--failed", description = "All of this kind that failed or were set aside")
    boolean failed;

    @Override
    void run() {
        io.plumbline.domain.flow.Command.Kind kind = StepNames.kind(step);
        if (failed == (subject != null)) {
            throw new IllegalArgumentException("say which one: a subject as plumbline:queue " + step + " shows it, or --failed for all that failed");
        }
        if (failed) {
            out().println(needed(acts).replayFailedSteps(user(), kind, now()) + " made due in " + step);
            return;
        }
        if (!Id.isOne(subject) || !needed(acts).replayStep(user(), kind, new Id(subject), now())) {
            throw new IllegalArgumentException("nothing waits in " + step + " under " + Shown.line(subject));
        }
        out().println(subject + " is due in " + step);
    }
}
