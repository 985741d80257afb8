package io.plumbline.domain.webhook;

import java.util.Arrays;
import java.util.Optional;

/** What an endpoint can be told of. */
public enum EventType {
    /** A case was filed. */
    NONCONFORMITY_REPORTED("nonconformity.reported"),
    /** A customer answered: the first answer, which counts, or a later one, which does not. Answers that look like a machine's are left out. */
    RESPONSE_RECORDED("response.recorded"),
    /** Nothing happened: an operator tries whether the endpoint can be reached. Sent to the endpoint whatever it listens to. */
    TEST("webhook.test");

    private final String code;

    EventType(String code) {
        this.code = code;
    }

    /** As it stands in the payload. */
    public String code() {
        return code;
    }

    /** Whether an endpoint may listen to it. */
    public boolean chosen() {
        return this != TEST;
    }

    public static Optional<EventType> of(String code) {
        return Arrays.stream(values()).filter(t -> t.code.equals(code)).findFirst();
    }
}
