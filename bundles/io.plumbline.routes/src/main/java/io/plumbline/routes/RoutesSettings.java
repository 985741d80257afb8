package io.plumbline.routes;

import java.time.Duration;

import io.plumbline.application.Options;
import io.plumbline.application.operation.StartGate;
import io.plumbline.domain.flow.Command;

/**
 * How the routes run.
 *
 * @param pollInterval of the queues
 * @param batch        steps taken at a time
 * @param mailBatch    likewise for steps that send mail or write to an ERP: a slow server holds up a pause or a stop for as many
 */
record RoutesSettings(Duration pollInterval, int batch, int mailBatch) {
    static final String PID = "io.plumbline.routes";
    static final String OPEN = "(" + StartGate.PROPERTY + "=" + StartGate.OPEN + ")";

    static RoutesSettings of(RoutesOptions raw, Options options) {
        return new RoutesSettings(options.duration("pollInterval", raw.pollInterval(), Duration.ofMillis(500), Duration.ofMillis(50), Duration.ofMinutes(1)),
                options.number("batch", raw.batch(), 50, 1, 1000), options.number("mailBatch", raw.mailBatch(), 10, 1, 50));
    }

    /** Webhooks are posted one by one: the moment that is signed must be that of the call. */
    int batch(Command.Kind kind) {
        if (kind == Command.Kind.DELIVER_WEBHOOK) {
            return 1;
        }
        return kind == Command.Kind.SEND_INVITATION || kind == Command.Kind.TELL_QUALITY_MANAGERS || kind == Command.Kind.TELL_COLLEAGUES || kind == Command.Kind.SEND_LETTER
                || kind == Command.Kind.WRITE_ORDER_NOTES ? mailBatch : batch;
    }
}
