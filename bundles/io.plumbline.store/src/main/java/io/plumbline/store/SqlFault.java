package io.plumbline.store;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.StoreFault;

/**
 * The database refused. The message has the statement and the constraint, never a value: what databases say about values that they
 * refuse is left out, because it may be personal data and this ends in a log.
 */
public final class SqlFault extends StoreFault {
    static final Logger LOG = LoggerFactory.getLogger(SqlFault.class);
    private static final long serialVersionUID = 1L;
    private static final int MOST_REASON = 300;
    private static final String UNIQUE = "23505";
    static final String DISK_FULL = "53100";
    private static final String READ_ONLY = "25006";
    /** A change, a change of tables, and a connection that wants to write, in a Derby that does not. */
    private static final Set<String> READ_ONLY_DERBY = Set.of("25502", "25503", "25505");
    private static final Set<String> STUCK = Set.of("XJ015", "XSDB6");
    /** Connections (both databases), want of resources (PostgreSQL), and a server that goes down or comes up. */
    private static final Pattern AWAY = Pattern.compile("(08|53|57P)...?");
    /** Serialisation failure and deadlock (both databases), deadlock (PostgreSQL), lock timeouts (PostgreSQL, Derby). */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03", "40XL1", "40XL2");
    /** The operating system's words for a disk, a file or a share of a disk that is full; databases pass them on. */
    private static final Pattern NO_ROOM = Pattern.compile("(?i)no space left|file too large|disk quota exceeded");
    private static final Pattern CONSTRAINT = Pattern.compile("(?:constraint|identified by) ['\"]([A-Za-z0-9_]{1,63})['\"]");

    private final String state;
    private final boolean away;

    private SqlFault(String message, String state, boolean away, Throwable cause) {
        super(message, cause);
        this.state = state;
        this.away = away;
    }

    static SqlFault of(String sql, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean mayHoldValues = state.startsWith("22") || state.startsWith("23");
        Matcher constraint = CONSTRAINT.matcher(String.valueOf(e.getMessage()));
        String named = constraint.find() ? " on " + constraint.group(1).toLowerCase(Locale.ROOT) : "";
        return new SqlFault("SQLSTATE " + state + named + " at: " + sql, state, noRoom(e) || noneFree(e) || states(e).stream().anyMatch(SqlFault::away), mayHoldValues ? null : e);
    }

    static SqlFault closed() {
        return new SqlFault("the database is withheld while it is moved to another one", "", true, null);
    }

    /** Why the database did not answer, in one line for operators: what the driver said, which names hosts and users but no value. */
    static String reason(Throwable e) {
        SQLException said = null;
        Throwable last = e;
        for (Throwable t = e; t != null; t = t.getCause()) {
            said = t instanceof SQLException sql ? sql : said;
            last = t;
        }
        String state = said == null || said.getSQLState() == null ? "" : said.getSQLState();
        if (said == null) {
            return Texts.shortened(String.valueOf(last.getMessage()).lines().findFirst().orElse("").strip(), MOST_REASON);
        }
        // errors in data quote the data
        return state.startsWith("22") || state.startsWith("23") ? "SQLSTATE " + state
                : Texts.shortened(String.valueOf(said.getMessage()).lines().findFirst().orElse("").strip(), MOST_REASON) + (state.isEmpty() ? "" : " (SQLSTATE " + state + ")");
    }

    /** What is the matter with the database, for operators: in plain words, and then what the driver said. */
    static String trouble(Throwable e) {
        Set<String> states = states(e);
        String plain = noRoom(e) ? "the disk of the database is full" : states.contains("53300") ? "the database takes no more connections"
                : states.stream().anyMatch(SqlFault::readOnly) ? "the database is read-only" : noneFree(e) ? "no connection to the database is free" : "the database does not answer";
        return plain + ": " + reason(e);
    }

    private static Set<String> states(Throwable e) {
        return chain(e).stream().filter(SQLException.class::isInstance).map(t -> String.valueOf(((SQLException) t).getSQLState())).collect(Collectors.toSet());
    }

    private static boolean away(String state) {
        return readOnly(state) || AWAY.matcher(state).matches();
    }

    private static boolean readOnly(String state) {
        return state.equals(READ_ONLY) || READ_ONLY_DERBY.contains(state);
    }

    /** Whether Derby would not write because it opened the database as one that cannot be written to. */
    static boolean openedReadOnly(Throwable e) {
        return states(e).stream().anyMatch(READ_ONLY_DERBY::contains);
    }

    /** Whether Derby opens the database no more, because its whole engine has shut down or what is left of an earlier opening keeps the files locked. */
    static boolean stuck(Throwable e) {
        return states(e).stream().anyMatch(STUCK::contains);
    }

    /** Whether the pool gave up waiting without having heard from the database: whoever has its connections keeps them. */
    private static boolean noneFree(Throwable e) {
        return chain(e).stream().anyMatch(t -> t instanceof SQLTransientConnectionException && t.getCause() == null);
    }

    /** Whether something could not be written because a disk is full. */
    static boolean noRoom(Throwable e) {
        return chain(e).stream().anyMatch(t -> t instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState()) || NO_ROOM.matcher(String.valueOf(t.getMessage())).find());
    }

    /** The exception with its causes and, where it has several, those that came next. */
    private static Set<Throwable> chain(Throwable e) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> todo = new ArrayDeque<>(Set.of(e));
        while (!todo.isEmpty()) {
            Throwable t = todo.remove();
            if (seen.add(t)) {
                Stream.of(Optional.ofNullable(t.getCause()), Optional.ofNullable(t instanceof SQLException sql ? sql.getNextException() : null))
                        .flatMap(Optional::stream).forEach(todo::add);
            }
        }
        return seen;
    }

    /** Whether somebody else was faster, so that doing the work again from its beginning may succeed. */
    boolean conflict() {
        return unique() || COLLISIONS.contains(state);
    }

    @Override
    public boolean passing() {
        return away || conflict();
    }

    /** Whether a unique key was there already. */
    boolean unique() {
        return UNIQUE.equals(state);
    }
}
