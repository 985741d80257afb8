package io.plumbline.shell;

import java.util.List;

import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.api.console.CommandLine;
import org.apache.karaf.shell.api.console.Completer;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.completers.StringsCompleter;

import io.plumbline.application.operation.Routes;

/** Completes names of routes. */
@Service
public final class RouteNames implements Completer {
    @Reference(optional = true)
    Routes routes;

    @Override
    public int complete(Session session, CommandLine line, List<String> candidates) {
        List<String> names = routes == null ? List.of() : routes.all().stream().map(Routes.Route::id).toList();
        return new StringsCompleter(names).complete(session, line, candidates);
    }
}
