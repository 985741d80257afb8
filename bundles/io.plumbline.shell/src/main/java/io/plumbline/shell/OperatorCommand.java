package io.plumbline.shell;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;

import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;

/** What the commands have in common. A command that ends in an exception ends with an error for whoever called the shell. */
abstract class OperatorCommand implements Action {
    @Reference
    Session session;
    Clock clock = Clock.systemUTC();

    @Override
    public final Object execute() {
        run();
        return null;
    }

    abstract void run();

    final PrintStream out() {
        return session.getConsole();
    }

    final Instant now() {
        return clock.instant();
    }

    /** Who sits at the shell, by the name the container knows. */
    final String user() {
        Object user = session.get("USER");
        return user == null ? "unknown" : Shown.line(user.toString());
    }

    /** A service that is there as long as the database is. */
    static <T> T needed(T service) {
        if (service == null) {
            throw new IllegalStateException("Plumbline is not ready, most likely because its database does not answer; plumbline:status and the log say more");
        }
        return service;
    }
}
