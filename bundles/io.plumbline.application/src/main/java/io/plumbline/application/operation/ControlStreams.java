package io.plumbline.application.operation;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.Streams;

/** Pauses, resumes and resets streams for an operator. Each method tells whether there is a stream of this name. */
@Component(service = ControlStreams.class)
public final class ControlStreams {
    private static final Logger LOG = LoggerFactory.getLogger(ControlStreams.class);

    private final Transactions transactions;
    private final Streams streams;

    @Activate
    public ControlStreams(@Reference Transactions transactions, @Reference Streams streams) {
        this.transactions = transactions;
        this.streams = streams;
    }

    public boolean pause(String name, Actor actor) {
        return done("paused", name, transactions.required(() -> streams.pause(name, true)), actor);
    }

    public boolean resume(String name, Actor actor) {
        return done("resumed", name, transactions.required(() -> streams.pause(name, false)), actor);
    }

    /** Everything is read again from the beginning; what is known already counts as seen once more. */
    public boolean reset(String name, Actor actor) {
        return done("reset", name, transactions.required(() -> streams.reset(name)), actor);
    }

    private static boolean done(String what, String name, boolean found, Actor actor) {
        if (found) {
            LOG.info("The stream {} was {} by {}", name, what, actor);
        }
        return found;
    }
}
