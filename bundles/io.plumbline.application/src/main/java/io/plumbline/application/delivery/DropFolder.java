package io.plumbline.application.delivery;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A folder into which an ERP drops files. The file route takes each file that has not changed for {@link #settle}, and afterwards
 * moves it to {@code done} or {@code failed} below the folder, with a report beside it.
 */
public interface DropFolder {
    /** The configured name: the stream, the route and the documents' connector. */
    String name();

    Path directory();

    Duration every();

    /** How long a file must have been left alone before it is taken. */
    Duration settle();
}
