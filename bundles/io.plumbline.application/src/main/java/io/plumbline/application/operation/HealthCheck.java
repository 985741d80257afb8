package io.plumbline.application.operation;

import java.util.Objects;

/** One part of Plumbline, looked at. Every service of this type is asked, each within half a second. */
public interface HealthCheck {
    /** One word, lower case, unique. */
    String name();

    /** Looks. An exception counts as {@link State#DOWN}. */
    Result check();

    /** Whether Plumbline is not ready for its users before this is {@link State#OK}. */
    default boolean neededToBeReady() {
        return false;
    }

    /** From well to bad. */
    enum State { OK, DEGRADED, DOWN }

    /** @param text what is the matter and what to do about it, in plain words; without secrets and personal data */
    record Result(State state, String text) {
        public Result {
            Objects.requireNonNull(state, "state");
            Objects.requireNonNull(text, "text");
        }

        public static Result ok(String text) {
            return new Result(State.OK, text);
        }

        public static Result degraded(String text) {
            return new Result(State.DEGRADED, text);
        }

        public static Result down(String text) {
            return new Result(State.DOWN, text);
        }
    }
}
