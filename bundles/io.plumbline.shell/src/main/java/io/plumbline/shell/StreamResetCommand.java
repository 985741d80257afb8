package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.ShellActs;

/** Reads a source again from its beginning; what is known already is not taken twice. */
@Service
@Command(scope = "plumbline", name = "stream-reset", description = "Reads a source again from its beginning; what is known already is not taken twice")
public final class StreamResetCommand extends OperatorCommand {
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "name", description = "Name of the source or drop folder", required = true)
    @Completion(StreamNames.class)
    String name;

    @Override
    void run() {
        if (!needed(acts).resetStream(user(), name, now())) {
            throw new IllegalArgumentException("there is no stream " + Shown.line(name) + "; plumbline:streams lists them");
        }
        out().println(name + " is read from its beginning");
    }
}
