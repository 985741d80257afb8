package io.plumbline.store;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database refused. The message has the statement and the constraint, never a value: what databases say about values that they
 * refuse is left out, because it may be personal data and this ends in a log.
 */
public final class SqlFault extends RuntimeException {
    static final Logger LOG = LoggerFactory.getLogger(SqlFault.class);
    private static final long serialVersionUID = 1L;
    private static final int MOST_REASON = 300;
    private static final String UNIQUE = "23505";
    /** Serialisation failure and deadlock (both databases), deadlock (PostgreSQL), lock timeouts (PostgreSQL, Derby). */
    private static final Set<String> COLLISIONS = Set.of("40001", "40P01", "55P03", "40XL1", "40XL2");
    private static final Pattern CONSTRAINT = Pattern.compile("(?:constraint|identified by) ['\"]([A-Za-z0-9_]{1,63})['\"]");

    private final String state;

    private SqlFault(String message, String state, Throwable cause) {
        super(message, cause);
        this.state = state;
    }

    static SqlFault of(String sql, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        boolean mayHoldValues = state.startsWith("22") || state.startsWith("23");
        Matcher constraint = CONSTRAINT.matcher(String.valueOf(e.getMessage()));
        String named = constraint.find() ? " on " + constraint.group(1).toLowerCase(Locale.ROOT) : "";
        return new SqlFault("SQLSTATE " + state + named + " at: " + sql, state, mayHoldValues ? null : e);
    }

    static SqlFault closed() {
        return new SqlFault("the database is withheld while it is moved to another one", "", null);
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

    /** Whether somebody else was faster, so that doing the work again from its beginning may succeed. */
    boolean conflict() {
        return unique() || COLLISIONS.contains(state);
    }

    /** Whether a unique key was there already. */
    boolean unique() {
        return UNIQUE.equals(state);
    }
}
