package io.plumbline.application.operation;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.Streams;

/** An operator pauses the stream of an ERP, lets it go on, or has everything read again from the beginning. */
@Component(service = SteerStream.class)
public final class SteerStream {
    private final OperatorActs acts;
    private final Streams streams;

    @Activate
    public SteerStream(@Reference OperatorActs acts, @Reference Streams streams) {
        this.acts = acts;
        this.streams = streams;
    }

    /** Nothing is read from the source until it is resumed; what it reports by itself is still taken. */
    public OperatorOutcome pause(Id by, String stream, Instant now) {
        return acts.act(by, "stream.paused", now, () -> streams.pause(stream, true), "stream", stream);
    }

    public OperatorOutcome resume(Id by, String stream, Instant now) {
        return acts.act(by, "stream.resumed", now, () -> streams.pause(stream, false), "stream", stream);
    }

    /** Forgets how far the source was read. Reading it again doubles nothing: what is known and unchanged stays as it is. */
    public OperatorOutcome reset(Id by, String stream, Instant now) {
        return acts.act(by, "stream.reset", now, () -> streams.reset(stream), "stream", stream);
    }
}
