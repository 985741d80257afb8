package io.plumbline.rest.nonconformity;

import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Problem;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Refusal;

/** Members of a body that have to be there. */
final class Wanted {
    private Wanted() {
    }

    static <T> T one(String member, T value) {
        if (value == null) {
            Problem problem = new Problem(member, "", "a value, as the OpenAPI document describes it");
            throw new Refusal(ProblemKind.REFUSED, problem.text(), List.of(problem));
        }
        return value;
    }

    /** The list, or an empty one; a gap in it is refused. */
    static <T> List<T> all(String member, List<T> values) {
        if (values == null) {
            return List.of();
        }
        if (values.stream().anyMatch(Objects::isNull)) {
            one(member, null);
        }
        return values;
    }
}
