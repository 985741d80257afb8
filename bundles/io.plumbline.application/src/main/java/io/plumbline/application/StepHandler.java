package io.plumbline.application;

import java.time.Instant;

import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue.Claim;

/** Makes the steps of one kind. */
public interface StepHandler {
    Command.Kind kind();

    /**
     * Makes the step and finishes the claim in the transaction of its effect. Doing it twice has the effect of doing it once.
     *
     * @throws NotNow when it cannot be made at present; anything else thrown is a fault of ours or of the database
     */
    void make(Claim claim, Instant now) throws NotNow;

    /** The step waits for something outside. The message is for operators and has no personal data. */
    final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;
        private final transient Instant again;
        private final boolean parked;

        private NotNow(String message, Instant again, boolean parked) {
            super(message);
            this.again = again;
            this.parked = parked;
        }

        public static NotNow until(Instant again, String message) {
            return new NotNow(message, again, false);
        }

        /** It will never succeed by itself. */
        public static NotNow parked(String message) {
            return new NotNow(message, null, true);
        }

        public Instant again() {
            return again;
        }

        public boolean isParked() {
            return parked;
        }
    }
}
