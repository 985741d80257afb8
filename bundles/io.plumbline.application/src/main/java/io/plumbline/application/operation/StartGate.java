package io.plumbline.application.operation;

/**
 * Lets the routes start: they wait for a service of this type. Which one is the operator's to say, with the key {@code gate.target} of
 * {@code etc/io.plumbline.routes.cfg}, a filter over the service property {@link #PROPERTY}; without it the open one is taken. Whoever
 * must be first, such as a replay of history with a clock of its own, publishes a gate once it is done.
 */
public interface StartGate {
    String PROPERTY = "gate";
    /** Value of the property for the gate that is open from the beginning. */
    String OPEN = "open";
}
