package io.plumbline.application.sheet;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/**
 * A table that is written row by row, and never held as a whole. All cells are text: whatever people and ERPs wrote into them, a spreadsheet
 * that opens the file computes nothing.
 */
public interface Sheet extends Closeable {
    /** @param cells null for an empty one */
    void row(List<String> cells) throws IOException;

    /** Completes the file, and leaves the stream below open. */
    @Override
    void close() throws IOException;
}
