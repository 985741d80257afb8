package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.application.access.ForgetSessions;

/** Forgets logins that are over. */
final class SessionsForgetRoute extends TimedRoute {
    static final String ID = "sessions.forget";
    private final ForgetSessions forgetSessions;

    SessionsForgetRoute(ForgetSessions forgetSessions, Duration every, RouteWatch watch, Clock clock) {
        super(ID, every, watch, clock);
        this.forgetSessions = forgetSessions;
    }

    @Override
    void work(Instant now) {
        forgetSessions.run(now);
    }
}
