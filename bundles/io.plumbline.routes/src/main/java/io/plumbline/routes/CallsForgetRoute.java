package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.application.access.ForgetCalls;

/** Forgets the answers to calls that nobody will repeat any more. */
final class CallsForgetRoute extends TimedRoute {
    static final String ID = "calls.forget";
    private final ForgetCalls forgetCalls;

    CallsForgetRoute(ForgetCalls forgetCalls, Duration every, RouteWatch watch, Clock clock) {
        super(ID, every, watch, clock);
        this.forgetCalls = forgetCalls;
    }

    @Override
    void work(Instant now) {
        forgetCalls.run(now);
    }
}
