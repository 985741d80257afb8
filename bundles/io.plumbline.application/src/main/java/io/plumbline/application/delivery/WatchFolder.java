package io.plumbline.application.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Transactions;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.delivery.Streams.Cursor;

/**
 * Keeps a drop folder as a stream, so that operators see it among the sources: when it was last looked into, what it brought, what is
 * wrong with it. A paused folder is left alone, and so is one that somebody else is looking into.
 */
@Component(service = WatchFolder.class)
public final class WatchFolder {
    /** The type under which folders stand among the streams. */
    public static final String TYPE = "files";
    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final int MOST_NAMED = 3;
    private static final Logger LOG = LoggerFactory.getLogger(WatchFolder.class);

    private final Transactions transactions;
    private final Streams streams;

    @Activate
    public WatchFolder(@Reference Transactions transactions, @Reference Streams streams) {
        this.transactions = transactions;
        this.streams = streams;
    }

    /** One look into a folder, from {@link #begin} to {@link #end}; used by one thread. */
    public static final class Look {
        private final DropFolder folder;
        private final Streams.Lease lease;
        private final boolean failedBefore;
        private final List<String> wrong = new ArrayList<>();
        private int items;

        private Look(DropFolder folder, Streams.Lease lease, boolean failedBefore) {
            this.folder = folder;
            this.lease = lease;
            this.failedBefore = failedBefore;
        }

        /** A file was taken, well or not. */
        public void took(ReceiveFile.Filed filed) {
            items += filed.accepted() + filed.amended() + filed.duplicates();
        }

        /** Something is in the way: a sentence for operators. */
        public void wrong(String what) {
            wrong.add(what);
        }
    }

    /** The right to look into the folder now, or empty. */
    public Optional<Look> begin(DropFolder folder, Instant now) {
        Optional<Streams.State> state = transactions.required(streams::all).stream().filter(s -> s.name().equals(folder.name())).findFirst();
        if (state.isPresent() && state.get().paused()) {
            return Optional.empty();
        }
        boolean failedBefore = state.isPresent() && state.get().lastError() != null;
        return streams.take(folder.name(), TYPE, LEASE, now).map(lease -> new Look(folder, lease, failedBefore));
    }

    /** Notes what the look brought and gives the right back. */
    public void end(Look look, Instant now) {
        if (look.items > 0 || look.wrong.isEmpty()) {
            transactions.run(() -> streams.advanced(look.lease, new Cursor(null, now, null, null, true), look.items, now, now));
        }
        if (look.wrong.isEmpty()) {
            streams.release(look.lease);
            if (look.failedBefore) {
                LOG.info("{} is well again", look.folder.name());
            }
            return;
        }
        String error = String.join("; ", look.wrong.subList(0, Math.min(MOST_NAMED, look.wrong.size())))
                + (look.wrong.size() > MOST_NAMED ? "; and " + (look.wrong.size() - MOST_NAMED) + " more" : "");
        streams.failed(look.lease, error, now, now); // the folder is looked into again at its next time
        if (!look.failedBefore) {
            LOG.warn("{}: {}", look.folder.name(), error);
        }
    }
}
