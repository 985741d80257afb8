package io.plumbline.domain.nonconformity;

import java.util.Objects;

import io.plumbline.domain.Id;

/** What a case was filed for. No two cases have the same trigger. */
public record Trigger(Kind kind, Id subject) {
    public enum Kind { RESPONSE, FEEDBACK, COMPLAINT, RECEIPT, AUDIT, HAND }

    public Trigger {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
    }
}
