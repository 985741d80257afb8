package io.plumbline.domain.flow;

import java.time.Instant;
import java.util.List;

import io.plumbline.domain.flow.Command.DecideInvitation;
import io.plumbline.domain.flow.Command.DeliverWebhook;
import io.plumbline.domain.flow.Command.ExpireInvitation;
import io.plumbline.domain.flow.Command.FileFeedback;
import io.plumbline.domain.flow.Command.FileNonconformity;
import io.plumbline.domain.flow.Command.FindRecurrences;
import io.plumbline.domain.flow.Command.SendInvitation;
import io.plumbline.domain.flow.Command.SendLetter;
import io.plumbline.domain.flow.Command.TellColleagues;
import io.plumbline.domain.flow.Command.TellQualityManagers;
import io.plumbline.domain.flow.Command.WriteOrderNotes;
import io.plumbline.domain.flow.Event.DeliveryRecorded;
import io.plumbline.domain.flow.Event.FeedbackRecorded;
import io.plumbline.domain.flow.Event.InvitationHeld;
import io.plumbline.domain.flow.Event.InvitationScheduled;
import io.plumbline.domain.flow.Event.InvitationSent;
import io.plumbline.domain.flow.Event.LetterWritten;
import io.plumbline.domain.flow.Event.NonconformityReopened;
import io.plumbline.domain.flow.Event.NonconformityReported;
import io.plumbline.domain.flow.Event.NonconformitySettled;
import io.plumbline.domain.flow.Event.NonconformityUnderstood;
import io.plumbline.domain.flow.Event.NoticeWritten;
import io.plumbline.domain.flow.Event.ResponseRecorded;
import io.plumbline.domain.flow.Event.WebhookWritten;

/** The product in one function: which event leads to which step, and when. */
public final class Flow {
    private Flow() {
    }

    /** A step and the moment from which it may be made. */
    public record Due(Command command, Instant at) {
    }

    /** The steps that follow from {@code event}. */
    public static List<Due> next(Event event, Instant now) {
        if (event instanceof DeliveryRecorded e) {
            return List.of(new Due(new DecideInvitation(e.order()), now));
        }
        if (event instanceof InvitationHeld e) {
            return e.fallbackAt().equals(Instant.MAX) ? List.of() : List.of(new Due(new DecideInvitation(e.order()), e.fallbackAt()));
        }
        if (event instanceof InvitationScheduled e) {
            return List.of(new Due(new SendInvitation(e.invitation()), e.dueAt()));
        }
        if (event instanceof InvitationSent e) {
            return List.of(new Due(new ExpireInvitation(e.invitation()), e.expiresAt()));
        }
        if (event instanceof ResponseRecorded e) {
            return e.low() ? List.of(new Due(new FileNonconformity(e.response()), now)) : List.of();
        }
        if (event instanceof FeedbackRecorded e) {
            return e.unusable() ? List.of(new Due(new FileFeedback(e.feedback()), e.fileAt())) : List.of();
        }
        if (event instanceof NonconformityReported e) {
            return List.of(new Due(new TellQualityManagers(e.nonconformity()), now), new Due(new WriteOrderNotes(e.nonconformity()), now),
                    new Due(new FindRecurrences(e.nonconformity()), now));
        }
        if (event instanceof NonconformityUnderstood e) {
            return List.of(new Due(new FindRecurrences(e.nonconformity()), now));
        }
        if (event instanceof NonconformitySettled e) {
            return List.of(new Due(new WriteOrderNotes(e.nonconformity()), now));
        }
        if (event instanceof NonconformityReopened e) {
            return List.of(new Due(new WriteOrderNotes(e.nonconformity()), now));
        }
        if (event instanceof LetterWritten e) {
            return List.of(new Due(new SendLetter(e.mail()), now));
        }
        if (event instanceof NoticeWritten e) {
            return List.of(new Due(new TellColleagues(e.notice()), now));
        }
        if (event instanceof WebhookWritten e) {
            return List.of(new Due(new DeliverWebhook(e.message()), now));
        }
        throw new IllegalStateException("an event without a place in the flow: " + event);
    }
}
