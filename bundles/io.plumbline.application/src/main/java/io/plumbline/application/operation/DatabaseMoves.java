package io.plumbline.application.operation;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

import io.plumbline.domain.Id;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;

/**
 * Moves everything that the database holds into another one. Between the beginning and the end, and after a success for good, the old
 * database is withheld from everybody, so that nothing is taken that the new one would lack; that outlives a restart. A move that was
 * broken off, even by a kill, is taken up where it stood when it is asked for again with the same target.
 */
public interface DatabaseMoves {
    /**
     * Copies, then compares both sides: rows and hash of each table, and the journal.
     *
     * @param move     the identity of this move, unless an earlier one is taken up
     * @param note     makes the entry that the new database's journal gets once all is well
     * @param progress told of every batch
     */
    Outcome move(Target target, Id move, Function<Moved, Entry> note, Consumer<Progress> progress);

    /** Takes a move back: the old database is opened again. Returns the name of the new one; null when nothing was withheld. */
    String giveUp();

    /**
     * Where to: either a data source that {@code etc/} describes, or an address with its user.
     *
     * @param dataSource {@code dataSourceName} in a file {@code etc/org.ops4j.datasource-*.cfg}, or null
     * @param url        {@code jdbc:postgresql://...} without a password, or null
     * @param user       who connects, or null
     * @param password   never shown nor logged, or null
     */
    record Target(String dataSource, String url, String user, String password) {
        @Override
        public String toString() {
            return dataSource != null ? "data source " + dataSource : url;
        }
    }

    /**
     * @param doing in a few words, for people
     * @param rows  of {@code all}, done so far, those of an earlier attempt with them
     * @param fresh of those, what this attempt did
     * @param spent since this attempt began to copy or to compare
     */
    record Progress(String doing, long rows, long all, long fresh, Duration spent) {
    }

    /** @param journal what verifying it found, the same on both sides; where it is not sound, it was not before */
    record Moved(String from, String to, List<Table> tables, Journal.Verification journal) {
        public Moved {
            tables = List.copyOf(tables);
        }

        public long rows() {
            return tables.stream().mapToLong(Table::rows).sum();
        }
    }

    /**
     * A table that is the same on both sides.
     *
     * @param hash hexadecimal, of the rows in any order
     */
    record Table(String name, long rows, String hash) {
    }

    /** What became of it. */
    sealed interface Outcome {
        record Done(Moved moved) implements Outcome {
        }

        /** It was done before, and the old database waits to be replaced. */
        record DoneBefore(String to) implements Outcome {
        }

        /** Nothing was changed on either side. */
        record Refused(String why) implements Outcome {
        }

        /** It began and stands still; asked for again, it goes on. The old database stays withheld. */
        record BrokenOff(String why) implements Outcome {
        }

        /** Both sides are not the same: the new database must not be used. The old one is open again. */
        record Different(List<String> what) implements Outcome {
            public Different {
                what = List.copyOf(what);
            }
        }
    }
}
