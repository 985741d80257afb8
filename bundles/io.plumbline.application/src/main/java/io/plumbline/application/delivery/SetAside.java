package io.plumbline.application.delivery;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.Quarantine;

/** Sets records that cannot be taken aside, in the transaction of their neighbours. */
@Component(service = SetAside.class)
public final class SetAside {
    private static final int MOST_PAYLOAD = 65_536;

    private final Quarantine quarantine;
    private final Ids ids;
    private final Organisation.Current organisation;

    @Activate
    public SetAside(@Reference Quarantine quarantine, @Reference Ids ids, @Reference Organisation.Current organisation) {
        this.quarantine = quarantine;
        this.ids = ids;
        this.organisation = organisation;
    }

    public void put(String connector, String identity, String payload, String format, List<Problem> problems, Instant now) {
        quarantine.put(new Quarantine.Entry(ids.next(now), organisation.get().site(), connector, identity, cut(payload), format, problems, now, now));
    }

    /** A good version came: nothing of the document waits any longer. */
    public void clear(String connector, String identity) {
        quarantine.remove(connector, identity);
    }

    private static String cut(String payload) {
        String text = payload == null ? "" : payload;
        while (text.getBytes(StandardCharsets.UTF_8).length > MOST_PAYLOAD) {
            text = text.substring(0, Math.min(text.length() - 1, MOST_PAYLOAD / 2));
        }
        return text;
    }
}
