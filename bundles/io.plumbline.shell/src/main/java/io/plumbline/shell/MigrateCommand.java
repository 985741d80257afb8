package io.plumbline.shell;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

import org.apache.karaf.shell.api.action.Argument;
import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.action.Option;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.action.lifecycle.Service;
import org.apache.karaf.shell.support.table.ShellTable;

import io.plumbline.application.operation.DatabaseMoves.Moved;
import io.plumbline.application.operation.DatabaseMoves.Outcome;
import io.plumbline.application.operation.DatabaseMoves.Progress;
import io.plumbline.application.operation.DatabaseMoves.Target;
import io.plumbline.application.operation.MoveDatabase;

/** Moves everything from the embedded database to PostgreSQL, and says what is to be done then. */
@Service
@Command(scope = "plumbline", name = "migrate", description = "Moves everything from the embedded database to PostgreSQL; nothing is taken meanwhile")
public final class MigrateCommand extends OperatorCommand {
    private static final long SHOWN_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    @Reference(optional = true)
    MoveDatabase move;
    @Argument(name = "target", description = "jdbc:postgresql://host/database without a password, or the dataSourceName in a file etc/org.ops4j.datasource-*.cfg")
    String target;
    @Option(name = "--user", description = "Who connects; for an address")
    String user;
    @Option(name = "--password-file", description = "File with the password, readable by its owner only; for an address")
    String passwordFile;
    @Option(name = "--password-env", description = "Variable of Plumbline's environment with the password, for an address; without either, PLUMBLINE_DB_PASSWORD where it is set")
    String passwordEnv;
    @Option(name = "--give-up", description = "Take a move back and go on with the old database")
    boolean giveUp;

    private long lastShown = System.nanoTime() - SHOWN_EVERY_NANOS;

    @Override
    void run() {
        if (giveUp == (target != null)) {
            throw new IllegalArgumentException("say where to: jdbc:postgresql://host/database or the name of a data source, or --give-up");
        }
        if (giveUp) {
            String other = needed(move).giveUp();
            out().println(other == null ? "There is no move to take back." : "The old database is used again. " + Shown.line(other)
                    + " holds what was copied: do not use it, and empty it before another move.");
            return;
        }
        Target to = target();
        Outcome outcome = needed(move).move(user(), to, this::show, now());
        if (outcome instanceof Outcome.Done done) {
            report(done.moved());
            whatNow(done.moved().to());
        } else if (outcome instanceof Outcome.DoneBefore before) {
            out().println("Everything was moved to " + Shown.line(before.to()) + " before.");
            whatNow(before.to());
        } else if (outcome instanceof Outcome.Refused refused) {
            throw new IllegalStateException("nothing was moved: " + line(refused.why()));
        } else if (outcome instanceof Outcome.BrokenOff broken) {
            throw new IllegalStateException("the move stands still: " + line(broken.why())
                    + ". Nothing is lost, and nothing is taken meanwhile: give the same command again to go on, or plumbline:migrate --give-up to go on with the old database");
        } else if (outcome instanceof Outcome.Different different) {
            different.what().forEach(what -> out().println(line(what)));
            throw new IllegalStateException("both sides are not the same, so nothing was moved: the old database is used again, the new one must not be");
        }
    }

    private Target target() {
        if (!target.startsWith("jdbc:")) {
            if (user != null || passwordFile != null || passwordEnv != null) {
                throw new IllegalArgumentException("user and password of a data source stand in its file in etc/");
            }
            return new Target(target, null, null, null);
        }
        if (!target.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("the address must begin with jdbc:postgresql:");
        }
        if (target.toLowerCase(Locale.ROOT).matches(".*([?&]password=|//[^/]*@).*")) {
            throw new IllegalArgumentException("no password in the address, it would stay in the shell's history: use --password-file or --password-env");
        }
        if (passwordFile != null && passwordEnv != null) {
            throw new IllegalArgumentException("either --password-file or --password-env");
        }
        return new Target(null, target, user, password());
    }

    private String password() {
        if (passwordFile == null) {
            String name = passwordEnv == null ? "PLUMBLINE_DB_PASSWORD" : passwordEnv;
            String value = System.getenv(name);
            if (value == null && passwordEnv != null) {
                throw new IllegalArgumentException("the environment of Plumbline has no " + Shown.line(name));
            }
            return value;
        }
        try {
            return Files.readString(Path.of(passwordFile), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("the password file " + Shown.line(passwordFile) + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private void show(Progress p) {
        long now = System.nanoTime();
        if (now - lastShown < SHOWN_EVERY_NANOS && p.rows() < p.all()) {
            return;
        }
        lastShown = now;
        double seconds = Math.max(0.001, p.spent().toNanos() / 1e9);
        long rate = Math.round(p.fresh() / seconds);
        String left = rate == 0 || p.rows() >= p.all() ? "" : ", " + Shown.length(Duration.ofSeconds((p.all() - p.rows()) / rate)) + " left";
        out().println(p.doing() + ": " + p.rows() + " of " + p.all() + " rows, " + rate + " a second" + left);
        out().flush();
    }

    private void report(Moved moved) {
        out().println();
        ShellTable table = new ShellTable();
        table.column("Table");
        table.column("Rows");
        table.column("SHA-256 on both sides");
        moved.tables().forEach(t -> table.addRow().addContent(t.name(), t.rows(), t.hash()));
        table.print(out());
        out().println();
        out().println(moved.rows() + " rows are the same on both sides.");
        out().println("Journal on both sides: " + moved.journal().entries() + " entries in the chain, head " + moved.journal().headHash() + ", "
                + (moved.journal().sound() ? "sound." : "and not sound, as it was before: plumbline:journal-verify says more."));
    }

    private void whatNow(String to) {
        out().println();
        out().println("Plumbline takes nothing until it is told of the new database. In etc/org.ops4j.datasource-plumbline.cfg, set");
        out().println("    osgi.jdbc.driver.name = PostgreSQL JDBC Driver");
        out().println("    url = " + Shown.line(to));
        out().println("    user = ...");
        out().println("    .password = FILE(/path/to/a/file)");
        out().println("It applies within seconds, without a restart; plumbline:status shows the database. The secret file (etc/io.plumbline.keys.cfg) stays where it is:");
        out().println("links that were mailed open as before. Keep the old database until you are sure.");
    }

    private static String line(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]", " ");
    }
}
