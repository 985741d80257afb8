package io.plumbline.application.access;

import java.nio.file.Path;
import java.time.Duration;

import io.plumbline.domain.access.LockOut;

/**
 * How long logins last, and what they need.
 *
 * @param sessionLifetime after this, a login ends whatever is done with it
 * @param sessionIdle     after this without a request, a login ends
 * @param passwordLength  characters that a new password needs at least
 * @param setupCodeFile   where the one-time code for the first operator is written
 */
public record AccessRules(Duration sessionLifetime, Duration sessionIdle, LockOut lockOut, int passwordLength, Path setupCodeFile) {

    /** The rules as configured at this moment. */
    public interface Current {
        AccessRules get();
    }
}
