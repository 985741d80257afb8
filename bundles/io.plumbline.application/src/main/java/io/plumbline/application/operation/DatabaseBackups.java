package io.plumbline.application.operation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import io.plumbline.domain.journal.Journal;

/** Copies of the embedded database, made while it is used. */
public interface DatabaseBackups {
    /**
     * Makes a copy in a new folder below {@code folder} and looks through it: it is opened, its rows counted and its journal verified.
     * The copy is as the database was at one moment between the call and its return.
     */
    Outcome backUp(Path folder, Instant now);

    /** What became of it. */
    sealed interface Outcome {
        /**
         * @param folder the new one
         * @param tables rows of each table of the copy
         * @param journal what verifying the copy's journal found
         */
        record Made(Path folder, List<Rows> tables, Journal.Verification journal) implements Outcome {
            public Made {
                tables = List.copyOf(tables);
            }
        }

        record Refused(String why) implements Outcome {
        }
    }

    record Rows(String table, long rows) {
    }
}
