package io.plumbline.domain.flow;

import io.plumbline.domain.Id;

/** A step that is to be made. Each kind has a queue and a Camel route of its own. */
public sealed interface Command {
    /** What the step is about. */
    Id subject();

    default Kind kind() {
        return Kind.valueOf(getClass().getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "_").toUpperCase(java.util.Locale.ROOT));
    }

    record DecideInvitation(Id subject) implements Command {
    }

    record SendInvitation(Id subject) implements Command {
    }

    record ExpireInvitation(Id subject) implements Command {
    }

    record FileNonconformity(Id subject) implements Command {
    }

    /** Its subject is the feedback. */
    record FileFeedback(Id subject) implements Command {
    }

    record TellQualityManagers(Id subject) implements Command {
    }

    /** Its subject is the notice. */
    record TellColleagues(Id subject) implements Command {
    }

    /** Its subject is the message. */
    record DeliverWebhook(Id subject) implements Command {
    }

    /** Has the order in the ERP say what has become of the case, which is the subject. */
    record WriteOrderNotes(Id subject) implements Command {
    }

    /** Looks for earlier cases that come back with the case, which is the subject. */
    record FindRecurrences(Id subject) implements Command {
    }

    /** Its subject is the mail. */
    record SendLetter(Id subject) implements Command {
    }

    /** The queues, by the id of the route that works each. */
    enum Kind {
        DECIDE_INVITATION("invitations.decide", false), SEND_INVITATION("invitations.send", true), EXPIRE_INVITATION("invitations.expire", false),
        FILE_NONCONFORMITY("nonconformities.file", false), FILE_FEEDBACK("feedback.file", false), TELL_QUALITY_MANAGERS("nonconformities.tell", true),
        WRITE_ORDER_NOTES("nonconformities.note", true), DELIVER_WEBHOOK("webhooks.deliver", true), SEND_LETTER("letters.send", true), TELL_COLLEAGUES("nonconformities.colleagues", true),
        FIND_RECURRENCES("nonconformities.recur", false);

        private final String route;
        private final boolean outside;

        Kind(String route, boolean outside) {
            this.route = route;
            this.outside = outside;
        }

        /** Whether making the step needs a mail server or another system, and may therefore take long. */
        public boolean talksToTheOutside() {
            return outside;
        }

        public String route() {
            return route;
        }
    }
}
