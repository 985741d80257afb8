package io.plumbline.store.query;

import java.util.List;
import java.util.function.Function;

import io.plumbline.application.Page;
import io.plumbline.domain.Id;

/** Makes a page of keys that were read one too many. */
final class Pages {
    private Pages() {
    }

    /** The next page begins after the identity of the last row. */
    static <T> Page<T> of(List<Id> keys, int most, Function<List<Id>, List<T>> rows) {
        boolean more = keys.size() > most;
        List<Id> shown = more ? keys.subList(0, most) : keys;
        return new Page<>(rows.apply(shown), more ? shown.get(most - 1).value() : null);
    }
}
