package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;

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
        assertThat(SqlFault.trouble(said("ERROR: could not extend file", "53100", null))).startsWith("the disk of the database is full: ERROR: could not");
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
}
