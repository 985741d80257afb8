package io.plumbline.domain.flow;

import java.time.Instant;

import io.plumbline.domain.Id;

/** Something that happened to a delivery on its way to a case. */
public sealed interface Event {
    /** A delivery of the order was recorded, amended, cancelled or returned. */
    record DeliveryRecorded(Id order) implements Event {
    }

    record InvitationHeld(Id order, Instant fallbackAt) implements Event {
    }

    record InvitationScheduled(Id invitation, Instant dueAt) implements Event {
    }

    record InvitationSent(Id invitation, Instant expiresAt) implements Event {
    }

    /** An answer that was accepted or kept as a later one. */
    record ResponseRecorded(Id response, boolean low) implements Event {
    }

    /**
     * A customer said something unasked, said it anew, or it became known what it is about.
     *
     * @param unusable whether goods were rejected or are missing
     * @param fileAt   when a case is filed for that: later while the delivery is not known, because it may still come
     */
    record FeedbackRecorded(Id feedback, boolean unusable, Instant fileAt) implements Event {
    }

    record NonconformityReported(Id nonconformity) implements Event {
    }

    /** More is known of what a case is about: its cause was found, or its plan approved. */
    record NonconformityUnderstood(Id nonconformity) implements Event {
    }

    /** A case was closed, rejected or merged into another. */
    record NonconformitySettled(Id nonconformity) implements Event {
    }

    record NonconformityReopened(Id nonconformity) implements Event {
    }

    /** Somebody wrote to the customer of a case. */
    record LetterWritten(Id mail) implements Event {
    }

    /** Colleagues are to be told of something about a case. */
    record NoticeWritten(Id notice) implements Event {
    }

    /** An endpoint is to be told of one of the events above. */
    record WebhookWritten(Id message) implements Event {
    }
}
