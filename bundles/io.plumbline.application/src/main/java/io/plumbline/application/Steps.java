package io.plumbline.application;

import java.time.Instant;
import java.util.function.Consumer;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.webhook.WriteWebhooks;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.flow.Flow;
import io.plumbline.domain.flow.WorkQueue;

/** Puts the steps that follow from an event into their queues, and writes what endpoints are told of it, in the transaction of the event. */
@Component(service = Steps.class)
public final class Steps {
    private final WorkQueue queue;
    private final WriteWebhooks webhooks;

    @Activate
    public Steps(@Reference WorkQueue queue, @Reference WriteWebhooks webhooks) {
        this.queue = queue;
        this.webhooks = webhooks;
    }

    /** Where nobody listens. */
    public Steps(WorkQueue queue) {
        this(queue, null);
    }

    public void follow(Event event, Instant now) {
        follow(event, queue::put, now);
    }

    /** The same for an event of a subject that is new in this transaction, so that no step can be there for it. */
    public void begin(Event event, Instant now) {
        follow(event, queue::add, now);
    }

    private void follow(Event event, Consumer<Flow.Due> put, Instant now) {
        Flow.next(event, now).forEach(put);
        if (webhooks != null) {
            webhooks.write(event, now);
        }
    }
}
