package io.plumbline.application;

import java.time.Instant;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;

/** Puts the steps that follow from an event into their queues, in the transaction of the event. */
@Component(service = Steps.class)
public final class Steps {
    private final WorkQueue queue;

    @Activate
    public Steps(@Reference WorkQueue queue) {
        this.queue = queue;
    }

    public void follow(Event event, Instant now) {
        Flow.next(event, now).forEach(queue::put);
    }
}
