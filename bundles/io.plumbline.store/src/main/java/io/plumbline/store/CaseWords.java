package io.plumbline.store;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderSnapshot;

/**
 * The words by which a case is found: those of its number, title and order, and of the deliveries, products and lots that it is about. They are folded: small
 * letters without accents. Names of customers are not among them: these are personal data, and have their one place.
 */
public final class CaseWords {
    private static final int LONGEST = 60;
    private static final int SHORTEST = 2;
    private static final int MOST = 200;
    private static final int MOST_TERMS = 8;
    private static final int BATCH = 500;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");
    private static final Pattern INNER = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    private CaseWords() {
    }

    /**
     * One word that somebody searches for.
     *
     * @param typed  in small letters
     * @param folded what the words that are meant begin with
     */
    public record Term(String typed, String folded) {
    }

    /** What is searched for, word by word; at most {@value #MOST_TERMS}. What has neither letter nor digit stands as it was typed. */
    public static List<Term> terms(String search) {
        return SPACE.splitAsStream(search.strip()).filter(t -> !t.isEmpty()).distinct().limit(MOST_TERMS).map(t -> {
            String folded = folded(t);
            String bare = EDGES.matcher(folded).replaceAll("");
            return new Term(t.toLowerCase(Locale.ROOT), cut(bare.isEmpty() ? folded : bare));
        }).toList();
    }

    private static String folded(String text) {
        // to large letters first, because only there a sharp s becomes two
        return MARKS.matcher(Normalizer.normalize(text.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT), Normalizer.Form.NFKD)).replaceAll("");
    }

    private static String cut(String word) {
        return word.length() <= LONGEST ? word : word.substring(0, Character.isHighSurrogate(word.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST);
    }

    /** Each word as it stands, and the parts of those that are composed, such as numbers with hyphens. */
    private static Stream<String> words(String text) {
        return text == null ? Stream.empty() : SPACE.splitAsStream(folded(text)).map(w -> EDGES.matcher(w).replaceAll("")).flatMap(w -> Stream.concat(Stream.of(w), INNER.splitAsStream(w)))
                .filter(w -> w.length() >= SHORTEST).map(CaseWords::cut);
    }

    private static Set<String> of(Nonconformity.Facts f) {
        Set<String> words = new LinkedHashSet<>(List.of(f.number().toString().toLowerCase(Locale.ROOT), String.format(Locale.ROOT, "%04d", f.number().running()),
                Integer.toString(f.number().running())));
        OrderSnapshot s = f.snapshot();
        if (s != null) {
            add(words, s.orderNumber(), s.customerReference());
            for (OrderSnapshot.Shipment shipment : s.deliveries()) {
                add(words, shipment.number());
                for (OrderSnapshot.Item item : shipment.lines()) {
                    add(words, item.sku(), item.name());
                    item.lots().forEach(lot -> add(words, lot));
                }
            }
        }
        add(words, f.title());
        return words;
    }

    private static void add(Set<String> words, String... texts) {
        Arrays.stream(texts).flatMap(CaseWords::words).forEach(words::add);
    }

    static void write(Sql sql, Nonconformity.Facts facts) {
        insert(sql, facts.id(), facts.site(), of(facts));
    }

    static void write(Sql sql, Intake i) {
        Set<String> words = new LinkedHashSet<>();
        add(words, i.sku(), i.lot(), i.reference(), i.product(), i.carrier());
        sql.list("select word from case_word" + Sql.byKey("case_word_pk") + " where nonconformity_id = ?", r -> r.text("word"), i.nonconformity()).forEach(words::remove);
        insert(sql, i.nonconformity(), i.site(), words);
    }

    private static void insert(Sql sql, Id nonconformity, Site site, Collection<String> words) {
        sql.changes("insert into case_word (nonconformity_id, word, site) values (?, ?, ?)", words.stream().limit(MOST).map(word -> new Object[] {nonconformity, word, site}).toList());
    }

    /** Gives their words to the cases of a database that is older than these. The newest case gets them last: that it has some says that all do. */
    static void complete(Sql sql) {
        // Derby finds the greatest in the index, but would sort for the first of a descending order
        Optional<Id> newest = sql.list("select max(id) as id from nonconformity", r -> r.id("id")).stream().filter(Objects::nonNull).findFirst();
        if (newest.isEmpty() || indexed(sql, newest.get())) {
            return;
        }
        String after = "";
        List<Nonconformity> some;
        do {
            some = sql.list("select * from nonconformity where id > ? order by id fetch first " + BATCH + " rows only", SqlNonconformities::nonconformity, after);
            List<Nonconformity.Facts> without = some.stream().map(Nonconformity::facts).filter(f -> !indexed(sql, f.id())).toList();
            sql.required(() -> {
                without.forEach(f -> {
                    write(sql, f);
                    new SqlIntakes(sql).of(f.id()).ifPresent(i -> write(sql, i));
                });
                return null;
            });
            after = some.isEmpty() ? after : some.get(some.size() - 1).facts().id().value();
        } while (some.size() == BATCH);
    }

    private static boolean indexed(Sql sql, Id nonconformity) {
        return !sql.list("select word from case_word" + Sql.byKey("case_word_pk") + " where nonconformity_id = ? fetch first 1 rows only", r -> r.text("word"), nonconformity).isEmpty();
    }
}
