package io.plumbline.shell;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Completion;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;

import io.plumbline.application.operation.Routes;
import io.plumbline.application.operation.ShellActs;

/** Lets a paused route run again. */
@Service
@Command(scope = "plumbline", name = "route-resume", description = "Lets a paused route run again")
public final class RouteResumeCommand extends OperatorCommand {
    @Reference(optional = true)
    Routes routes;
    @Reference(optional = true)
    ShellActs acts;
    @Argument(name = "route", description = "A route such as invitations.send", required = true)
    @Completion(RouteNames.class)
    String route;

    @Override
    void run() {
        if (!needed(routes).resume(route)) {
            throw new IllegalArgumentException("there is no route " + Shown.line(route) + "; plumbline:routes lists them");
        }
        out().println(route + " runs again");
        if (acts != null) {
            acts.routeSteered(user(), route, false, now());
        }
    }
}
