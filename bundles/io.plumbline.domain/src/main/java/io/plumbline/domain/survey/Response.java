package io.plumbline.domain.survey;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/** One submission of the survey page. */
public sealed interface Response {
    Facts facts();

    default String state() {
        return getClass().getSimpleName();
    }

    /** The first human answer: the one that counts, for ever. */
    record Accepted(Facts facts) implements Response {
    }

    /** A further answer: kept and shown, changes no figure. */
    record Later(Facts facts) implements Response {
    }

    /** Looks like a machine; listed, counts nowhere. */
    record Suspect(Facts facts, String why) implements Response {
    }

    /** @param version counts up with each change, beginning with 1 */
    record Facts(Id id, Site site, Id invitation, Answer answer, Language language, Instant receivedAt, long version) {
        public Facts {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(invitation, "invitation");
            Objects.requireNonNull(answer, "answer");
        }
    }
}
