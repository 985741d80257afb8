package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.ShellActs;

/** Goes on reading a source or drop folder where it was paused. */
@Service
@Command(scope = "plumbline", name = "stream-resume", description = "Goes on reading a source or drop folder where it was paused")
public final class StreamResumeCommand extends OperatorCommand {
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "name", description = "Name of the source or drop folder", required = true)
    @Completion(StreamNames.class)
    String name;

    @Override
    void run() {
        if (!needed(acts).resumeStream(user(), name, now())) {
            throw new IllegalArgumentException("there is no stream " + Shown.line(name) + "; plumbline:streams lists them");
        }
        out().println(name + " is read again");
    }
}
