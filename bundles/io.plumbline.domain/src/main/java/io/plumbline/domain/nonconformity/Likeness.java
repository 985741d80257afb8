package io.plumbline.domain.nonconformity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.plumbline.domain.Id;

/**
 * What two cases have in common, and how much that says. ISO 9001:2015 10.2.1 b asks whether similar nonconformities exist; this proposes
 * them with the reason, and a person decides.
 */
public final class Likeness {
    private static final int SHORTEST_WORD = 4;
    private static final int LEAST_WORDS = 2;

    private Likeness() {
    }

    /** Most telling first. */
    public enum Kind {
        LOT(8), CAUSE(4), PRODUCT(3), WORDS(2), CUSTOMER(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    /**
     * One thing that both have.
     *
     * @param values what it is: the lots, categories, product numbers or words; empty for the customer
     */
    public record Reason(Kind kind, List<String> values) {
        public Reason {
            values = List.copyOf(values);
        }
    }

    /**
     * What of a case can be compared.
     *
     * @param customer or null
     * @param causes   categories of its causes that are not refuted
     * @param words    of its title, where a person wrote that, and of its causes; see {@link #words}
     */
    public record Traits(Id customer, Set<String> products, Set<String> lots, Set<String> causes, Set<String> words) {
        public Traits {
            products = Set.copyOf(products);
            lots = Set.copyOf(lots);
            causes = Set.copyOf(causes);
            words = Set.copyOf(words);
        }
    }

    /** What both have, most telling first; empty where they have nothing in common. Two words in common are the least that says anything. */
    public static List<Reason> reasons(Traits a, Traits b) {
        List<Reason> reasons = new ArrayList<>();
        add(reasons, Kind.LOT, a.lots(), b.lots(), 1);
        add(reasons, Kind.CAUSE, a.causes(), b.causes(), 1);
        add(reasons, Kind.PRODUCT, a.products(), b.products(), 1);
        add(reasons, Kind.WORDS, a.words(), b.words(), LEAST_WORDS);
        if (a.customer() != null && a.customer().equals(b.customer())) {
            reasons.add(new Reason(Kind.CUSTOMER, List.of()));
        }
        return reasons;
    }

    /** The more, the more alike; 0 for no reason. */
    public static int weight(Collection<Reason> reasons) {
        return reasons.stream().mapToInt(r -> r.kind().weight).sum();
    }

    private static void add(List<Reason> reasons, Kind kind, Set<String> a, Set<String> b, int least) {
        Set<String> both = new TreeSet<>(a);
        both.retainAll(b);
        if (both.size() >= least) {
            reasons.add(new Reason(kind, List.copyOf(both)));
        }
    }

    /** The words of four letters and more, in small letters. */
    public static Set<String> words(String text) {
        return text == null ? Set.of() : Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")).filter(w -> w.codePointCount(0, w.length()) >= SHORTEST_WORD)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
