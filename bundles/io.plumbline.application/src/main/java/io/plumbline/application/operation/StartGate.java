package io.plumbline.application.operation;

/**
 * The routes begin once this service is there. Which one they wait for is configuration ({@code gate.target} in
 * {@code etc/io.plumbline.routes.cfg}): the standing one, with the property {@code gate=open}, or one that somebody registers when the
 * ground is prepared, as the demo does after it has told its history.
 */
public interface StartGate {
}
