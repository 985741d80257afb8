package io.plumbline.application.webhook;

import java.util.List;

import io.plumbline.domain.Problem;
import io.plumbline.domain.webhook.Webhook;

/** What became of the wish to create or change an endpoint. */
public sealed interface WebhookOutcome {
    record Saved(Webhook webhook) implements WebhookOutcome {
    }

    /**
     * Saved, with the secret by which the endpoint recognises Plumbline: it is shown once.
     *
     * @param secret as the specification writes it, {@code whsec_…}
     */
    record SavedWithSecret(Webhook webhook, String secret) implements WebhookOutcome {
        /** Never the secret. */
        @Override
        public String toString() {
            return "SavedWithSecret[" + webhook.facts().id() + "]";
        }
    }

    /** Nothing was changed: these values cannot be taken. */
    record Invalid(List<Problem> problems) implements WebhookOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** Nothing was changed: it may not be done. */
    record Refused(Reason reason) implements WebhookOutcome {
    }

    /** Why something may not be done. */
    enum Reason {
        NOT_AN_OPERATOR("only an operator may manage webhooks"),
        NO_SUCH_WEBHOOK("there is no such webhook"),
        NO_SUCH_MESSAGE("there is no such message"),
        TURNED_OFF("the endpoint is turned off: turn it on first"),
        TOO_MANY("there are 50 webhooks: remove one first"),
        CHANGED_MEANWHILE("somebody else changed this webhook meanwhile: look again");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** For services and logs; pages have their own words. */
        public String text() {
            return text;
        }
    }
}
