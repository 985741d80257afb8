package io.plumbline.domain.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** An address of another system that is told of events, as the Standard Webhooks specification describes. */
public sealed interface Webhook {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** The same endpoint with other facts. */
    Webhook with(Facts facts);

    /** Is told of every event of its types. */
    record On(Facts facts) implements Webhook {
        @Override
        public Webhook with(Facts next) {
            return new On(next);
        }
    }

    /** Is told of nothing; what happens meanwhile is not made up for. */
    record Off(Facts facts, Why why) implements Webhook {
        public Off {
            Objects.requireNonNull(why, "why");
        }

        @Override
        public Webhook with(Facts next) {
            return new Off(next, why);
        }
    }

    /** Is told of nothing ever again, and no longer listed. */
    record Removed(Facts facts) implements Webhook {
        @Override
        public Webhook with(Facts next) {
            return new Removed(next);
        }
    }

    /** Why an endpoint is off. */
    enum Why {
        /** An operator turned it off. */
        OPERATOR,
        /** It answered 410 Gone. */
        GONE
    }

    /**
     * @param name          for people, at most {@value #NAME_LIMIT} characters
     * @param url           where to post, as it passed {@link ReceiverRule}
     * @param types         what it listens to, at least one
     * @param secretNumber  which secret signs, counting up from 1 with each rotation; see {@link WebhookSecret}
     * @param previousUntil until when the secret before it signs, too; null where there is none
     * @param version       counts up with each change, beginning with 1
     */
    record Facts(Id id, Site site, String name, URI url, Set<EventType> types, int secretNumber, Instant previousUntil, Instant createdAt, Instant changedAt,
            long version) {
        public static final int NAME_LIMIT = 100;

        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(site, "site");
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(url, "url");
            types = Set.copyOf(types);
        }

        /** Another name, address or choice. */
        public Facts changed(String newName, URI newUrl, Set<EventType> newTypes, Instant now) {
            return new Facts(id, site, newName, newUrl, newTypes, secretNumber, previousUntil, createdAt, now, version + 1);
        }

        /** The next secret signs from now on, the present one beside it until {@code overlap}. */
        public Facts rotated(Instant overlap, Instant now) {
            return new Facts(id, site, name, url, types, secretNumber + 1, overlap, createdAt, now, version + 1);
        }

        /** The next version, otherwise alike. */
        public Facts next(Instant now) {
            return new Facts(id, site, name, url, types, secretNumber, previousUntil, createdAt, now, version + 1);
        }
    }
}
