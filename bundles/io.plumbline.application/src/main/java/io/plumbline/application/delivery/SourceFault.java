package io.plumbline.application.delivery;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Why a source could not be read. The message names what the operator should look at, in plain words and without secrets. */
public final class SourceFault extends Exception {
    private static final long serialVersionUID = 1L;

    /** What kind of fault it is, which decides how soon to try again. */
    public enum Kind {
        /** Login refused. */
        LOGIN,
        /** Wrong address, database, company, or a right that is missing: somebody must change something. */
        SETUP,
        /** Not reachable, timed out, or an error of the ERP's own. */
        UNREACHABLE,
        /** It asked for patience. */
        THROTTLED,
        /** It answered something that does not fit what this connector knows. */
        UNEXPECTED
    }

    private final Kind kind;
    private final transient Duration retryAfter;

    public SourceFault(Kind kind, String message) {
        this(kind, message, null, null);
    }

    public SourceFault(Kind kind, String message, Duration retryAfter, Throwable cause) {
        super(message, cause);
        this.kind = Objects.requireNonNull(kind);
        this.retryAfter = retryAfter;
    }

    public Kind kind() {
        return kind;
    }

    /** What the ERP asked for, where it did. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
