package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.application.action.RemindOwners;

/** Writes the reminders of actions that are due. */
final class ReminderRoute extends TimedRoute {
    static final String ID = "actions.remind";
    private final RemindOwners remindOwners;

    ReminderRoute(RemindOwners remindOwners, Duration every, RouteWatch watch, Clock clock) {
        super(ID, every, watch, clock);
        this.remindOwners = remindOwners;
    }

    @Override
    void work(Instant now) {
        remindOwners.run(now);
    }
}
