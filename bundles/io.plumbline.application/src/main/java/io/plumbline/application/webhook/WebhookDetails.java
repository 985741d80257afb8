package io.plumbline.application.webhook;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.plumbline.domain.Problem;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.ReceiverRule;
import io.plumbline.domain.webhook.Webhook;

/** What an operator says of an endpoint, as it was typed in. */
public record WebhookDetails(String name, String url, Set<EventType> types) {
    public WebhookDetails {
        name = name == null ? "" : name.strip();
        url = url == null ? "" : url.strip();
        types = Set.copyOf(types);
    }

    List<Problem> problems(ReceiverRule receivers) {
        List<Problem> problems = new ArrayList<>();
        if (name.isEmpty() || name.length() > Webhook.Facts.NAME_LIMIT || name.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("name", name, "one line of 1 to " + Webhook.Facts.NAME_LIMIT + " characters"));
        }
        String refusal = receivers.look(url).refusal();
        if (refusal != null) {
            problems.add(new Problem("url", url, refusal));
        }
        if (types.isEmpty() || !types.stream().allMatch(EventType::chosen)) {
            problems.add(new Problem("types", "", "at least one of nonconformity.reported and response.recorded"));
        }
        return problems;
    }
}
