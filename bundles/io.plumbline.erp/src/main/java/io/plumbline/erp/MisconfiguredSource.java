package io.plumbline.erp;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.domain.delivery.Streams.Cursor;

/**
 * Stands in for a source whose options cannot be used, so that its stream shows up where operators look, with what to change. Each
 * look fails with that message until the configuration is put right, which makes a new component.
 */
public record MisconfiguredSource(String name, String type, String fault) implements DeliverySource {
    @Override
    public Duration every() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Page pull(Cursor cursor, Instant now) throws SourceFault {
        throw new SourceFault(SourceFault.Kind.SETUP, fault);
    }

    @Override
    public Optional<Item> fetch(String identity, Instant now) throws SourceFault {
        throw new SourceFault(SourceFault.Kind.SETUP, fault);
    }

    /** Whether notes are wanted cannot be told; what is to be written waits. The stream says what is wrong, and that is enough. */
    @Override
    public Optional<ErpNotes> notes() {
        return Optional.of(new ErpNotes() {
            @Override
            public Result write(Note note) throws SourceFault {
                throw new SourceFault(SourceFault.Kind.SETUP, fault);
            }

            @Override
            public Optional<String> fault() {
                return Optional.empty();
            }
        });
    }
}
