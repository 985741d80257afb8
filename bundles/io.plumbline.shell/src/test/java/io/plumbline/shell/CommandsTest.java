package io.plumbline.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.karaf.shell.api.action.Command;
import org.apache.karaf.shell.api.console.Session;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.ReplayQuarantined;
import io.plumbline.application.operation.BackUpDatabase;
import io.plumbline.application.operation.DatabaseBackups;
import io.plumbline.application.operation.DatabaseMoves;
import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.application.operation.MoveDatabase;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.application.operation.Routes;
import io.plumbline.application.operation.ShellActs;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command.Kind;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;

public class CommandsTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Id SUBJECT = new Id("01J9ZZZZZZZZZZZZZZZZZZZZZZ");

    private final ByteArrayOutputStream console = new ByteArrayOutputStream();
    private final List<Entry> entries = new ArrayList<>();
    private final List<Streams.State> streams = new ArrayList<>();
    private final List<Quarantine.Entry> quarantined = new ArrayList<>();
    private final List<OperationQueries.Step> steps = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private Journal.Verification verification = new Journal.Verification(3, 1, "abc", List.of());
    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }
    };

    @Test
    public void statusShowsEachPartAndTheWhole() {
        Health health = new Health();
        health.addCheck(check("mail", HealthCheck.Result.degraded("no mail server is configured")));
        health.addCheck(check("streams", HealthCheck.Result.ok("2 read")));
        StatusCommand command = ready(new StatusCommand());
        command.health = health;
        command.queries = queries();

        assertThat(run(command)).contains("Derby 10.16", "42 deliveries known", "5 journal entries", "mail", "DEGRADED", "no mail server is configured", "streams",
                "All in all: DEGRADED, ready for users");
    }

    @Test
    public void statusAlsoHelpsWithoutADatabase() {
        assertThat(run(ready(new StatusCommand()))).contains("database: does not answer");

        StatusCommand gone = ready(new StatusCommand());
        gone.queries = port(OperationQueries.class, (method, args) -> {
            throw new IllegalStateException("connection refused");
        });
        gone.health = new Health();
        gone.health.addCheck(check("database", HealthCheck.Result.down("the database does not answer: connection refused")));
        assertThat(run(gone)).contains("database: does not answer", "DOWN", "the database does not answer: connection refused", "not ready for users");
    }

    @Test
    public void everyOtherCommandSaysWhyItCannotWorkWithoutADatabase() throws Exception {
        for (OperatorCommand command : all()) {
            if (!(command instanceof StatusCommand)) {
                arguments(ready(command));
                assertThatThrownBy(command::execute).as(command.getClass().getSimpleName()).hasMessageContaining("database");
            }
        }
    }

    @Test
    public void streamsShowsStateLagAndError() {
        streams.add(new Streams.State("shop", "tryton", new Streams.Cursor(null, NOON.minusSeconds(300), null, null, true), NOON.minusSeconds(200), NOON, 1234,
                "login refused\u001b[2J", NOON.minusSeconds(7200), 12, NOON, false));
        streams.add(new Streams.State("inbox", "files", null, null, null, 0, null, null, 0, null, true));
        streams.add(new Streams.State("depot", "demo", null, NOON.minusSeconds(5), null, 7, null, null, 0, null, false));

        String shown = run(streams(ready(new StreamsCommand())));

        assertThat(shown).contains("2026-11-21 11:55:00 (5 min ago)", "1234", "login refused [2J").doesNotContain("\u001b[2J");
        assertThat(shown.lines().filter(l -> l.startsWith("shop"))).singleElement().asString().contains("failing since 2026-11-21 10:00:00 (2 h ago), 12 times");
        assertThat(shown.lines().filter(l -> l.startsWith("inbox"))).singleElement().asString().contains("paused");
        assertThat(shown.lines().filter(l -> l.startsWith("depot"))).singleElement().asString().contains("well", "(5 s ago)");
    }

    @Test
    public void emptyListsSaySo() {
        assertThat(run(streams(ready(new StreamsCommand())))).contains("No source is set up yet");
        QuarantineListCommand quarantine = ready(new QuarantineListCommand());
        quarantine.transactions = transactions;
        quarantine.quarantine = quarantine();
        assertThat(run(quarantine)).contains("The quarantine is empty");
        QueueCommand queue = queue("invitations.send");
        assertThat(run(queue)).contains("Nothing waits in invitations.send");
        RoutesCommand routes = ready(new RoutesCommand());
        routes.routes = routes();
        assertThat(run(routes)).contains("No route runs").contains("gate.target");
    }

    @Test
    public void streamsArePausedResumedAndResetAndTheJournalSaysByWhom() {
        StreamPauseCommand pause = ready(new StreamPauseCommand());
        pause.acts = acts();
        pause.name = "shop";
        assertThat(run(pause)).contains("shop is paused until you resume it");
        StreamResumeCommand resume = ready(new StreamResumeCommand());
        resume.acts = acts();
        resume.name = "shop";
        assertThat(run(resume)).contains("shop is read again");
        StreamResetCommand reset = ready(new StreamResetCommand());
        reset.acts = acts();
        reset.name = "shop";
        assertThat(run(reset)).contains("shop is read from its beginning");

        assertThat(done).containsExactly("pause shop true", "pause shop false", "reset shop");
        assertThat(entries).extracting(Entry::action).containsExactly("stream.paused", "stream.resumed", "stream.reset");
        assertThat(entries).allSatisfy(e -> assertThat(e.actor()).hasToString("user:shell:alice"));

        pause.name = "nowhere\n";
        assertThatThrownBy(pause::execute).hasMessageContaining("no stream nowhere ");
        assertThat(entries).hasSize(3);
    }

    @Test
    public void queueShowsEachKindAndWhatWaitsInOne() {
        assertThat(run(queue(null))).containsPattern("invitations\\.send\\W+7\\W+1\\W+0\\W+1\\W+2\\W+2026-11-21 11:00:00 \\(60 min ago\\)");
        steps.add(new OperationQueries.Step(Kind.SEND_INVITATION, SUBJECT, NOON.minusSeconds(60), 60, true, null, "the mail server refused the login"));
        assertThat(run(queue("invitations.send"))).contains(SUBJECT.value(), "set aside", "60", "refused the login");
        QueueCommand unknown = queue("invitations.burn");
        assertThatThrownBy(unknown::execute).hasMessageContaining("invitations.burn").hasMessageContaining("invitations.send, ");
    }

    @Test
    public void aStepIsReplayedOrAllThatFailed() {
        QueueReplayCommand one = ready(new QueueReplayCommand());
        one.acts = acts();
        one.step = "invitations.send";
        assertThatThrownBy(one::execute).hasMessageContaining("--failed");
        one.subject = SUBJECT.value();
        assertThat(run(one)).contains(SUBJECT + " is due in invitations.send");
        one.subject = "garbage";
        assertThatThrownBy(one::execute).hasMessageContaining("nothing waits in invitations.send under garbage");

        steps.add(new OperationQueries.Step(Kind.SEND_INVITATION, SUBJECT, NOON, 60, true, null, "x"));
        steps.add(new OperationQueries.Step(Kind.SEND_INVITATION, SUBJECT, NOON, 0, false, null, null));
        steps.add(new OperationQueries.Step(Kind.SEND_INVITATION, SUBJECT, NOON, 3, false, null, "y"));
        QueueReplayCommand all = ready(new QueueReplayCommand());
        all.acts = acts();
        all.step = "invitations.send";
        all.failed = true;
        assertThat(run(all)).contains("2 made due in invitations.send");
        assertThat(entries).extracting(Entry::action).containsExactly("step.replayed", "step.replayed", "step.replayed");
    }

    @Test
    public void theQuarantineIsListedAndReplayed() {
        quarantined.add(new Quarantine.Entry(SUBJECT, Site.MAIN, "shop", "shipment/1", "{}", "application/unknown", List.of(new Problem("lines", "", "at least one")),
                NOON.minusSeconds(600), NOON.minusSeconds(30)));
        QuarantineListCommand list = ready(new QuarantineListCommand());
        list.transactions = transactions;
        list.quarantine = quarantine();
        assertThat(run(list)).contains(SUBJECT.value(), "shop", "shipment/1", "(30 s ago)", "lines is missing: expected at least one");

        QuarantineReplayCommand replay = ready(new QuarantineReplayCommand());
        replay.transactions = transactions;
        replay.quarantine = quarantine();
        replay.acts = acts();
        assertThatThrownBy(replay::execute).hasMessageContaining("--all");
        replay.id = SUBJECT.value();
        assertThatThrownBy(replay::execute).hasMessageContaining("stays in the quarantine");
        assertThat(shown()).contains("is still wrong: format is \"application/unknown\"");
        replay.id = "x";
        assertThatThrownBy(replay::execute).hasMessageContaining("no record x");
        replay.id = null;
        replay.all = true;
        assertThat(run(replay)).contains("0 of 1 taken");
    }

    @Test
    public void aSoundJournalIsCalledSoundAndAnUnsoundOneEndsInAnError() {
        JournalVerifyCommand command = ready(new JournalVerifyCommand());
        command.acts = acts();
        assertThat(run(command)).contains("3 entries in the chain, 1 wait", "head: abc", "The journal is sound.");

        verification = new Journal.Verification(3, 0, "abc", List.of(new Journal.Finding(Journal.Kind.ALTERED, 2, "entry 2 was altered"),
                new Journal.Finding(Journal.Kind.CUT_OFF, 0, "entries are missing at the end")));
        console.reset();
        assertThatThrownBy(command::execute).hasMessage("the journal is not sound: 2 findings");
        assertThat(shown()).containsPattern("2\\W+altered\\W+entry 2 was altered").containsPattern("-\\W+cut off\\W+entries are missing at the end")
                .doesNotContain("is sound.");
        assertThat(entries).extracting(Entry::action).containsExactly("journal.verified", "journal.verified");
        assertThat(entries.get(1).facts()).containsEntry("findings", "2");
    }

    @Test
    public void routesAreListedPausedAndResumed() {
        RoutesCommand list = ready(new RoutesCommand());
        list.routes = routes(new Routes.Route("invitations.send", Routes.State.RUNNING, NOON.minusSeconds(1), null, null),
                new Routes.Route("journal.sequence", Routes.State.PAUSED, null, NOON.minusSeconds(90), "SqlFault"));
        assertThat(run(list)).contains("invitations.send", "running", "(1 s ago)", "paused", "failing since 2026-11-21 11:58:30 (90 s ago): SqlFault");

        RoutePauseCommand pause = ready(new RoutePauseCommand());
        pause.routes = list.routes;
        pause.acts = acts();
        pause.route = "invitations.send";
        assertThat(run(pause)).contains("invitations.send is paused");
        RouteResumeCommand resume = ready(new RouteResumeCommand());
        resume.routes = list.routes;
        resume.acts = acts();
        resume.route = "invitations.send";
        assertThat(run(resume)).contains("invitations.send runs again");
        assertThat(entries).extracting(Entry::action).containsExactly("route.paused", "route.resumed");
        pause.route = "nothing";
        assertThatThrownBy(pause::execute).hasMessageContaining("no route nothing");
    }

    @Test
    public void aMoveShowsItsProgressItsReportAndWhatIsToBeDone() {
        DatabaseMoves.Moved moved = new DatabaseMoves.Moved("jdbc:derby:db", "jdbc:postgresql://db/plumbline", List.of(new DatabaseMoves.Table("delivery", 2500, "ab12")),
                new Journal.Verification(9, 0, "headhash", List.of()));
        List<DatabaseMoves.Target> targets = new ArrayList<>();
        MigrateCommand command = migrate(targets, new DatabaseMoves.Outcome.Done(moved));
        command.target = "jdbc:postgresql://db/plumbline";
        command.user = "plumbline";
        command.passwordFile = "target/password";
        String shown = run(command);
        assertThat(targets).containsExactly(new DatabaseMoves.Target(null, "jdbc:postgresql://db/plumbline", "plumbline", "s3cret pass"));
        assertThat(targets.get(0).toString()).doesNotContain("s3cret");
        assertThat(shown).contains("copying delivery: 1000 of 2500 rows, 500 a second, 3 s left", "delivery", "2500", "ab12", "9 entries in the chain, head headhash, sound.",
                "osgi.jdbc.driver.name = PostgreSQL JDBC Driver", "url = jdbc:postgresql://db/plumbline").doesNotContain("s3cret");

        command = migrate(targets, new DatabaseMoves.Outcome.DoneBefore("jdbc:postgresql://db/plumbline"));
        command.target = "production";
        assertThat(run(command)).contains("was moved to jdbc:postgresql://db/plumbline before", ".password = ");
        assertThat(targets.get(1).dataSource()).isEqualTo("production");
    }

    @Test
    public void aMoveThatDoesNotSucceedEndsInAnErrorThatSaysWhatNow() {
        for (var one : java.util.Map.of(new DatabaseMoves.Outcome.Refused("it is not empty: customer (1 row)"), "nothing was moved: it is not empty: customer (1 row)",
                new DatabaseMoves.Outcome.BrokenOff("connection refused"), "give the same command again",
                new DatabaseMoves.Outcome.Different(List.of("step: 1 row", "mail: 2 rows")), "the new one must not be").entrySet()) {
            MigrateCommand command = migrate(new ArrayList<>(), one.getKey());
            command.target = "there";
            assertThatThrownBy(command::execute).hasMessageContaining(one.getValue());
        }
        assertThat(shown()).contains("step: 1 row", "mail: 2 rows");
    }

    @Test
    public void secretsDoNotStandOnTheCommandLine() {
        for (String address : List.of("jdbc:postgresql://db/plumbline?user=a&password=x", "jdbc:postgresql://a:x@db/plumbline", "jdbc:postgresql://db/p?PASSWORD=x")) {
            MigrateCommand command = migrate(new ArrayList<>(), null);
            command.target = address;
            assertThatThrownBy(command::execute).as(address).hasMessageContaining("no password in the address");
        }
        MigrateCommand other = migrate(new ArrayList<>(), null);
        other.target = "jdbc:mysql://db/plumbline";
        assertThatThrownBy(other::execute).hasMessageContaining("jdbc:postgresql:");
        MigrateCommand missing = migrate(new ArrayList<>(), null);
        missing.target = "jdbc:postgresql://db/plumbline";
        missing.passwordFile = "target/no-such-file";
        assertThatThrownBy(missing::execute).hasMessageContaining("target/no-such-file cannot be read");
        missing.passwordFile = null;
        missing.passwordEnv = "NO_SUCH_VARIABLE_HERE";
        assertThatThrownBy(missing::execute).hasMessageContaining("has no NO_SUCH_VARIABLE_HERE");
        MigrateCommand nothing = migrate(new ArrayList<>(), null);
        assertThatThrownBy(nothing::execute).hasMessageContaining("say where to");
    }

    @Test
    public void aMoveIsTakenBack() {
        MigrateCommand command = migrate(new ArrayList<>(), null);
        command.giveUp = true;
        assertThat(run(command)).contains("The old database is used again", "jdbc:postgresql://db/plumbline");
    }

    private MigrateCommand migrate(List<DatabaseMoves.Target> targets, DatabaseMoves.Outcome outcome) {
        try {
            Files.writeString(Path.of("target", "password"), "s3cret pass\n");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        MigrateCommand command = ready(new MigrateCommand());
        command.move = new MoveDatabase(new DatabaseMoves() {
            @Override
            public Outcome move(Target target, Id move, java.util.function.Function<Moved, Entry> note, java.util.function.Consumer<Progress> progress) {
                targets.add(target);
                progress.accept(new Progress("copying delivery", 1000, 2500, 1000, java.time.Duration.ofSeconds(2)));
                return outcome;
            }

            @Override
            public String giveUp() {
                return "jdbc:postgresql://db/plumbline";
            }
        }, new Ids(), () -> null);
        return command;
    }

    @Test
    public void aBackupSaysWhereItIsAndWhereTheSecretLies() {
        List<DatabaseBackups.Outcome> outcomes = new ArrayList<>(List.of(
                new DatabaseBackups.Outcome.Made(Path.of("backups", "plumbline-1", "plumbline"), List.of(new DatabaseBackups.Rows("delivery", 42)),
                        new Journal.Verification(9, 1, "headhash", List.of())),
                new DatabaseBackups.Outcome.Made(Path.of("backups", "plumbline-2", "plumbline"), List.of(),
                        new Journal.Verification(9, 1, "headhash", List.of(new Journal.Finding(Journal.Kind.ALTERED, 2, "entry 2 was altered")))),
                new DatabaseBackups.Outcome.Refused("backups is no folder")));
        Journal journal = port(Journal.class, (method, args) -> entries.add((Entry) args[0]));
        io.plumbline.application.Keys keys = new io.plumbline.application.Keys() {
            @Override
            public byte[] derived(String label) {
                return new byte[32];
            }

            @Override
            public String place() {
                return "db/secret.key";
            }
        };
        Organisation organisation = new Organisation("Test", URI.create("http://localhost"), "a@example.org", "", "", ZoneId.of("UTC"), Site.MAIN);
        BackupCommand command = ready(new BackupCommand());
        command.backup = new BackUpDatabase((folder, now) -> outcomes.remove(0), transactions, journal, new Ids(), () -> organisation, keys);
        command.folder = "backups";
        assertThat(run(command)).contains("delivery", "42", "plumbline-1", "9 entries in the chain", "headhash", "Not in it: the secret file db/secret.key", "The journal of the copy is sound.");
        assertThatThrownBy(command::execute).hasMessageContaining("not sound").hasMessageContaining("entry 2 was altered");
        assertThatThrownBy(command::execute).hasMessage("no backup was made: backups is no folder");
        assertThat(entries).extracting(Entry::action).containsExactly("database.backed-up", "database.backed-up");
        assertThat(entries.get(0).facts()).containsEntry("head", "headhash").containsEntry("findings", "0");
    }

    @Test
    public void everyCommandHasItsLineInTheAccessList() throws Exception {
        Properties acl = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of("..", "..", "etc", "org.apache.karaf.command.acl.plumbline.cfg"))) {
            acl.load(in);
        }
        List<String> names = new ArrayList<>();
        for (OperatorCommand command : all()) {
            Command described = command.getClass().getAnnotation(Command.class);
            assertThat(described.scope()).isEqualTo("plumbline");
            names.add(described.name());
        }
        assertThat(acl.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(names);
        assertThat(acl.values()).allSatisfy(roles -> assertThat((String) roles).endsWith("manager, admin"));
    }

    private static List<OperatorCommand> all() throws IOException, ReflectiveOperationException {
        List<OperatorCommand> all = new ArrayList<>();
        Path classes = Path.of(URI.create(CommandsTest.class.getProtectionDomain().getCodeSource().getLocation().toString())).resolveSibling("classes");
        try (Stream<Path> files = Files.list(classes.resolve("io/plumbline/shell"))) {
            for (String name : files.map(f -> f.getFileName().toString()).filter(n -> n.endsWith("Command.class") && !n.startsWith("Operator")).toList()) {
                all.add((OperatorCommand) Class.forName("io.plumbline.shell." + name.replace(".class", "")).getConstructor().newInstance());
            }
        }
        assertThat(all).hasSize(15);
        return all;
    }

    private static void arguments(OperatorCommand command) {
        if (command instanceof QueueReplayCommand replay) {
            replay.step = "invitations.send";
            replay.failed = true;
        } else if (command instanceof QuarantineReplayCommand replay) {
            replay.all = true;
        } else if (command instanceof MigrateCommand migrate) {
            migrate.giveUp = true;
        } else if (command instanceof BackupCommand backup) {
            backup.folder = "backups";
        }
    }

    private <C extends OperatorCommand> C ready(C command) {
        command.session = port(Session.class, (method, args) -> switch (method) {
            case "getConsole" -> new PrintStream(console, true, StandardCharsets.UTF_8);
            case "get" -> "USER".equals(args[0]) ? "alice" : null;
            default -> null;
        });
        command.clock = Clock.fixed(NOON, ZoneOffset.UTC);
        return command;
    }

    private StreamsCommand streams(StreamsCommand command) {
        command.transactions = transactions;
        command.streams = streamsPort();
        return command;
    }

    private QueueCommand queue(String step) {
        QueueCommand command = ready(new QueueCommand());
        command.transactions = transactions;
        command.queries = queries();
        command.step = step;
        return command;
    }

    private String run(OperatorCommand command) {
        console.reset();
        command.execute();
        return shown();
    }

    private String shown() {
        return console.toString(StandardCharsets.UTF_8);
    }

    private ShellActs acts() {
        Journal journal = port(Journal.class, (method, args) -> method.equals("append") ? entries.add((Entry) args[0]) : verification);
        WorkQueue queue = port(WorkQueue.class, (method, args) -> args[1].equals(SUBJECT));
        Organisation organisation = new Organisation("Test", URI.create("http://localhost"), "a@example.org", "", "", ZoneId.of("UTC"), Site.MAIN);
        return new ShellActs(transactions, journal, new Ids(), () -> organisation, streamsPort(), queue, queries(), quarantine(),
                new ReplayQuarantined(transactions, quarantine(), null, new io.plumbline.application.delivery.ReceiveDeliveries(null, null)));
    }

    private Streams streamsPort() {
        return port(Streams.class, (method, args) -> {
            if (method.equals("all")) {
                return streams;
            }
            boolean known = args[0].equals("shop");
            if (known) {
                done.add(method + " " + args[0] + (args.length > 1 ? " " + args[1] : ""));
            }
            return known;
        });
    }

    private Quarantine quarantine() {
        return port(Quarantine.class, (method, args) -> switch (method) {
            case "all" -> List.copyOf(quarantined);
            case "count" -> (long) quarantined.size();
            case "byId" -> quarantined.stream().filter(e -> e.id().equals(args[0])).findFirst();
            default -> null;
        });
    }

    private OperationQueries queries() {
        return port(OperationQueries.class, (method, args) -> switch (method) {
            case "queues" -> List.of(new OperationQueries.Queue(Kind.SEND_INVITATION, 7, 1, 0, 1, 2, NOON.minusSeconds(3600)));
            case "steps" -> List.copyOf(steps);
            case "database" -> "Derby 10.16";
            case "deliveries" -> 42L;
            case "unnumberedJournalEntries" -> 5L;
            default -> Optional.empty();
        });
    }

    private static Routes routes(Routes.Route... routes) {
        return port(Routes.class, (method, args) -> method.equals("all") ? List.of(routes) : List.of(routes).stream().anyMatch(r -> r.id().equals(args[0])));
    }

    private static HealthCheck check(String name, HealthCheck.Result result) {
        return port(HealthCheck.class, (method, args) -> switch (method) {
            case "name" -> name;
            case "check" -> result;
            case "hashCode" -> name.hashCode();
            case "neededToBeReady" -> result.state() == HealthCheck.State.OK;
            default -> false;
        });
    }

    private static <T> T port(Class<T> type, BiFunction<String, Object[], Object> answer) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = answer.apply(method.getName(), args);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}
