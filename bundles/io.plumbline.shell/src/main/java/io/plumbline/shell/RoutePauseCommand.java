package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.Routes;
import io.plumbline.application.operation.ShellActs;

/** Pauses a route until it is resumed or Plumbline is started again. */
@Service
@Command(scope = "plumbline", name = "route-pause", description = "Pauses a route until it is resumed or Plumbline is started again")
public final class RoutePauseCommand extends OperatorCommand {
    @Reference(optional = true)
    Routes routes;
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "route", description = "A route such as invitations.send", required = true)
    @Completion(RouteNames.class)
    String route;

    @Override
    void run() {
        if (!needed(routes).pause(route)) {
            throw new IllegalArgumentException("there is no route " + Shown.line(route) + "; plumbline:routes lists them");
        }
        out().println(route + " is paused until you resume it or Plumbline is started again");
        if (acts != null) {
            acts.routeSteered(user(), route, true, now());
        }
    }
}
