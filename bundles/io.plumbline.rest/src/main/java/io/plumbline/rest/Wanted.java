package io.plumbline.rest;

import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;

/** Members of a body that have to be there. */
public final class Wanted {
    private Wanted() {
    }

    public static <T> T one(String member, T value) {
        if (value == null) {
            Problem problem = new Problem(member, "", "a value, as the OpenAPI document describes it");
            throw new Refusal(ProblemKind.REFUSED, problem.text(), List.of(problem));
        }
        return value;
    }

    /** The list, or an empty one; a gap in it is refused. */
    public static <T> List<T> all(String member, List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            one(member, null);
        }
        return values;
    }

    /** The identity, or null where there is none; what cannot be one is refused. */
    public static Id id(String member, String text) {
        if (text != null && !Id.isOne(text)) {
            throw Refusal.invalid(member, text, "an identity, such as 01JD3V8Q0M7Z2K5N9R4T6W8XAB");
        }
        return text == null ? null : new Id(text);
    }
}
