package io.plumbline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import io.plumbline.application.MakeSteps;
import io.plumbline.domain.flow.Command;

/** Makes the steps of one kind that are due: {@code invitations.decide}, {@code invitations.send}, … */
final class StepsRoute extends TimedRoute {
    private final MakeSteps makeSteps;
    private final Command.Kind kind;
    private final int batch;

    StepsRoute(Command.Kind kind, int batch, Duration every, MakeSteps makeSteps, RouteWatch watch, Clock clock) {
        super(kind.route(), every, watch, clock);
        this.makeSteps = makeSteps;
        this.kind = kind;
        this.batch = batch;
    }

    @Override
    void work(Instant now) {
        turn(() -> makeSteps.run(kind, batch, clock().instant()) >= batch);
    }
}
