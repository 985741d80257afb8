package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.ShellActs;

/** Stops reading a source or drop folder until it is resumed, also over restarts. */
@Service
@Command(scope = "plumbline", name = "stream-pause", description = "Stops reading a source or drop folder until it is resumed, also over restarts")
public final class StreamPauseCommand extends OperatorCommand {
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "name", description = "Name of the source or drop folder", required = true)
    @Completion(StreamNames.class)
    String name;

    @Override
    void run() {
        if (!needed(acts).pauseStream(user(), name, now())) {
            throw new IllegalArgumentException("there is no stream " + Shown.line(name) + "; plumbline:streams lists them");
        }
        out().println(name + " is paused until you resume it");
    }
}
