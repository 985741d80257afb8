package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import org.junit.Test;

public class SqlFaultTest {
    private static SQLException said(String words, String state, Throwable cause) {
        return new SQLException(words, state, cause);
    }

    @Test
    public void troubleIsNamedInPlainWordsBeforeTheDriversOwn() {
        assertThat(SqlFault.trouble(said("plumbline - Connection is not available", null, said("Connection to db:5432 refused.", "08001", null))))
                .isEqualTo("the database does not answer: Connection to db:5432 refused. (SQLSTATE 08001)");
        assertThat(SqlFault.trouble(said("x", null, said("FATAL: too many connections for role \"plumbline\"", "53300", null))))
                .startsWith("the database takes no more connections: FATAL: too many");
        assertThat(SqlFault.trouble(SqlFault.of("update x", said("ERROR: cannot execute UPDATE in a read-only transaction", "25006", null))))
                .startsWith("the database is read-only: ERROR: cannot");
        assertThat(SqlFault.trouble(new SQLTransientConnectionException("plumbline - Connection is not available, request timed out after 5000ms.")))
                .startsWith("no connection to the database is free: plumbline");
        assertThat(SqlFault.trouble(said("ERROR: could not extend file", "53100", null))).startsWith("the disk of the database is full: ERROR: could not");
    }

    @Test
    public void whatMaySucceedInAWhileIsToldFromBugs() {
        for (SQLException passing : new SQLException[] {new SQLTransientConnectionException("plumbline - Connection is not available"),
                new SQLTransientConnectionException("plumbline - Connection is not available", null, said("refused", "08001", null)), said("gone", "08006", null),
                said("too many", "53300", null), said("full", "53100", null), said("shutting down", "57P01", null), said("read-only", "25006", null),
                said("Page could not be written", "XSDG1", new IOException("No space left on device")), said("deadlock", "40001", null)}) {
            assertThat(SqlFault.of("x", passing).passing()).as("%s %s", passing.getMessage(), passing.getSQLState()).isTrue();
        }
        for (String state : new String[] {"42601", "42X05", "22001", "23502", "0A000", null}) {
            assertThat(SqlFault.of("x", said("no", state, null)).passing()).as(state).isFalse();
        }
    }

    @Test
    public void aFullDiskIsFoundWhereverItIsHidden() {
        for (String words : new String[] {"No space left on device", "File too large", "Disk quota exceeded"}) {
            assertThat(SqlFault.noRoom(said("Page could not be written", "XSDG1", new IllegalStateException(new IOException(words))))).as(words).isTrue();
            SQLException first = said("The database was shut down", "08006", null);
            first.setNextException(said("Cannot write to the log", "XSLA1", new IOException(words)));
            assertThat(SqlFault.noRoom(first)).as("next: " + words).isTrue();
        }
        assertThat(SqlFault.noRoom(said("the value is too large", "22001", null))).isFalse();
    }

    @Test
    public void aConnectionThatCannotRollBackIsClosedSoThatThePoolSeesIt() {
        List<String> calls = new ArrayList<>();
        ClassLoader loader = SqlFaultTest.class.getClassLoader();
        Connection dead = (Connection) Proxy.newProxyInstance(loader, new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
            calls.add(method.getName());
            switch (method.getName()) {
                case "prepareStatement", "rollback" -> throw said("Java exception: ShutdownException", "XJ001", null);
                case "getAutoCommit" -> throw said("No current connection.", "08003", null);
                default -> {
                    return null;
                }
            }
        });
        DataSource pool = (DataSource) Proxy.newProxyInstance(loader, new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> dead);
        Sql sql = new Sql(pool, new Vendor(Vendor.Kind.DERBY, "Derby", false));

        assertThatThrownBy(() -> sql.change("update probe set written_at = 1")).isInstanceOf(SqlFault.class).hasMessageContaining("XJ001");

        assertThat(calls).containsSubsequence("rollback", "abort", "getAutoCommit", "close");
    }
}
