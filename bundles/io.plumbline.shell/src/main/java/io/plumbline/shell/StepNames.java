package io.plumbline.shell;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

import io.plumbline.domain.flow.Command;

/** Completes and reads the names of the steps of the flow. */
@Service
public final class StepNames implements Completer {
    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        return new StringsCompleter(Arrays.stream(Command.Kind.values()).map(Command.Kind::route).toList()).complete(session, line, candidates);
    }

    static Command.Kind kind(String name) {
        return Arrays.stream(Command.Kind.values()).filter(k -> k.route().equals(name)).findFirst().orElseThrow(() -> new IllegalArgumentException(
                "there is no step " + Shown.line(name) + "; there are " + Arrays.stream(Command.Kind.values()).map(Command.Kind::route).collect(Collectors.joining(", "))));
    }
}
