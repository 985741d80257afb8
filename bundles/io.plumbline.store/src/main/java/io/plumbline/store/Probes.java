package io.plumbline.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * One statement that looks for several values, each by its index. A list behind {@code in} would make Derby read the part of the index
 * between its first and its last value, and a statement for each value costs a round trip each. Values come in groups of the same size,
 * so that it stays the same statement, however many there are.
 */
final class Probes {
    private static final int WIDTH = 4;

    private Probes() {
    }

    /** The values in groups; the last of a short group is repeated. */
    static <T> List<List<T>> of(Collection<T> values) {
        return of(values, width(values));
    }

    /** The values in groups of {@code width}. */
    static <T> List<List<T>> of(Collection<T> values, int width) {
        List<T> all = new ArrayList<>(values.stream().distinct().toList());
        while (all.size() % width != 0) {
            all.add(all.get(all.size() - 1));
        }
        List<List<T>> groups = new ArrayList<>();
        for (int from = 0; from < all.size(); from += width) {
            groups.add(all.subList(from, from + width));
        }
        return groups;
    }

    /** What a delivery may be called by are four to six names as a rule: then it is one statement, of one of two widths. */
    private static int width(Collection<?> values) {
        return values.stream().distinct().count() > WIDTH ? 2 * WIDTH : WIDTH;
    }

    /** The query for each value of a group; a row that several find is returned several times. */
    static String union(String query, int width) {
        return String.join("\n union all ", Collections.nCopies(width, query));
    }
}
