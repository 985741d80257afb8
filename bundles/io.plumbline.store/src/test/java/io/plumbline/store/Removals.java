package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;
import org.junit.runner.Description;
import org.junit.runner.Request;
import org.junit.runner.manipulation.Filter;
import org.junit.runner.notification.Failure;
import org.junit.runner.notification.RunListener;
import org.junit.runner.notification.RunNotifier;
import org.junit.runner.notification.StoppedByUserException;

/**
 * Takes one guard after the other out of the store, and wants a contract test to turn red for each: every UNIQUE constraint and natural
 * primary key of the schema, and every comparison of a version, epoch or generation in a statement that changes rows. On PostgreSQL,
 * because Derby is told which constraint to read by, and would miss the name rather than the guard. It takes a quarter of an hour, so builds leave
 * it out (its name is none that Surefire looks for), and {@code -Dtest=Removals} runs it; {@code target/removals.md} then says which
 * test missed what. {@code -Dplumbline.removals=} a pattern has it take out those guards alone in whose line there it is found.
 */
public class Removals {
    private static final Pattern GUARD = Pattern.compile("\\b(version|epoch|generation) = \\?(?=\\s*(and\\b|$))", Pattern.CASE_INSENSITIVE);
    private static final Pattern WANTED = Pattern.compile(System.getProperty("plumbline.removals", ""));
    /** Tables whose rows are made by the changelog or numbered by the database. */
    private static final Set<String> ELSEWHERE = Set.of("database_move_pk", "document_turn_pk", "journal_head_pk", "journal_pk", "probe_pk");
    /** Every contract of a port, and {@link DerbyClaimsTest}. */
    private static final Class<?>[] CONTRACTS = {NounsContractTest.class, RowsContractTest.class, WorkQueueContractTest.class, DerbyClaimsTest.class, StreamsContractTest.class,
            WebhooksContractTest.class, CallsContractTest.class, CaseFilesContractTest.class, WorkContractTest.class, IntakesContractTest.class, ComplaintsContractTest.class,
            RecurrencesContractTest.class, SavedFiltersContractTest.class, OrderNotesContractTest.class, JournalContractTest.class};
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();
    private final Map<String, String> noticed = new LinkedHashMap<>();

    /** A constraint of a table, as PostgreSQL would have it again. */
    private record Constraint(String table, String name, String definition) {
    }

    @Test
    public void everyGuardIsMissedByATest() throws Exception {
        TestDatabase database = TestDatabase.POSTGRESQL;
        database.use(Statements.through(database.create("removals"), Removals::seen));
        assertThat(firstRed()).as("red with everything in place").isNull();
        List<String> guarded = List.copyOf(SEEN);
        Sql sql = database.emptied().sql();
        for (Constraint c : constraints(sql)) {
            String line = c.name() + " " + c.definition();
            if (WANTED.matcher(line).find()) {
                sql.change("alter table " + c.table() + " drop constraint " + c.name());
                note(line);
                database.emptied();
                sql.change("alter table " + c.table() + " add constraint " + c.name() + " " + c.definition());
            }
        }
        for (String statement : guarded) {
            Matcher guard = GUARD.matcher(statement);
            int where = statement.toLowerCase(Locale.ROOT).lastIndexOf("where");
            while (guard.find()) {
                // before it, the new version is set
                String line = guard.group(1) + " in `" + statement.replaceAll("\\s+", " ") + "`";
                if (guard.start() > where && WANTED.matcher(line).find()) {
                    String removed = statement.substring(0, guard.start()) + "cast(? as bigint) is not null" + statement.substring(guard.end());
                    Statements.removal = said -> said.equals(statement) ? removed : said;
                    note(line);
                    Statements.removal = UnaryOperator.identity();
                }
            }
        }
        Files.write(Path.of("target/removals.md"), noticed.entrySet().stream().map(e -> "| " + e.getKey() + " | " + e.getValue() + " |").toList());
        assertThat(noticed).isNotEmpty().allSatisfy((guard, red) -> assertThat(red).as(guard).isNotEqualTo("nothing"));
    }

    /** Notes a statement that changes rows and is guarded. */
    private static String seen(String sql) {
        if (sql.strip().toLowerCase(Locale.ROOT).matches("(?s)(update|delete).*") && GUARD.matcher(sql).find()) {
            SEEN.add(sql);
        }
        return sql;
    }

    private void note(String guard) {
        String red = firstRed();
        noticed.put(guard, red == null ? "nothing" : red);
    }

    private static List<Constraint> constraints(Sql sql) {
        return sql.list("""
                select t.relname as table_name, c.conname as name, pg_get_constraintdef(c.oid) as definition, c.contype as kind
                from pg_constraint c join pg_class t on t.oid = c.conrelid join pg_namespace n on n.oid = t.relnamespace
                where n.nspname = 'public' and c.contype in ('u', 'p') order by c.contype desc, c.conname""",
                row -> new Constraint(row.text("table_name"), row.text("name"), row.text("definition"))).stream()
                .filter(c -> !c.definition().equals("PRIMARY KEY (id)") && !c.table().startsWith("databasechangelog") && !ELSEWHERE.contains(c.name())).toList();
    }

    /** The first contract test that fails on PostgreSQL, or null. */
    private static String firstRed() {
        List<String> red = new ArrayList<>();
        RunNotifier notifier = new RunNotifier();
        notifier.addListener(new RunListener() {
            @Override
            public void testFailure(Failure failure) {
                Description test = failure.getDescription();
                red.add(test.getTestClass().getSimpleName() + "." + test.getMethodName().replaceAll("\\[.*", ""));
                notifier.pleaseStop();
            }
        });
        Filter postgresql = new Filter() {
            @Override
            public boolean shouldRun(Description description) {
                return description.isTest() ? description.getDisplayName().contains(TestDatabase.POSTGRESQL.name()) || description.getTestClass() == DerbyClaimsTest.class
                        : description.getChildren().stream().anyMatch(this::shouldRun);
            }

            @Override
            public String describe() {
                return "on PostgreSQL, and what only Derby needs";
            }
        };
        try {
            Request.classes(CONTRACTS).filterWith(postgresql).getRunner().run(notifier);
        } catch (StoppedByUserException e) {
            // one red test is enough
        }
        return red.isEmpty() ? null : red.get(0);
    }
}
