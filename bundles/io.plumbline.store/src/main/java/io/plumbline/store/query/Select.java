package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A statement that grows with the filters that are set. Only constants and question marks ever become text; whatever comes from
 * outside is an argument.
 *
 * <p>Lists are read in two steps: first the keys of one page, from an index alone, then the rows behind them. Derby plans as if the
 * whole result were wanted, however few rows are fetched, so that it would rather sort the table than follow an index; it is told which
 * index to follow by {@code --DERBY-PROPERTIES}, which every other database takes for a comment.
 */
final class Select {
    /** No list is longer, whatever is asked for. */
    static final int MOST = 200;
    /** Longer texts are cut: nobody searches for them, and a pattern costs time. */
    private static final int LONGEST_SEARCH = 100;
    /** So many found by what was searched for are looked at one by one. */
    static final int MOST_FOUND = 1000;
    private static final List<Integer> LENGTHS = List.of(1, 2, 5, 10, 25, 50, 100, MOST, MOST_FOUND);

    private final StringBuilder text;
    private final List<Object> arguments = new ArrayList<>();

    Select(String text, Object... arguments) {
        this.text = new StringBuilder(text);
        Collections.addAll(this.arguments, arguments);
    }

    /** Names the index to follow; right behind the table's name in the text. */
    static String by(String index) {
        return " --DERBY-PROPERTIES index=" + index + "\n";
    }

    /** The same for the index of a primary key or a unique constraint. */
    static String byKey(String constraint) {
        return " --DERBY-PROPERTIES constraint=" + constraint + "\n";
    }

    /** Each row of the table before leads to rows of this one. */
    static String eachByKey(String constraint) {
        return " --DERBY-PROPERTIES constraint=" + constraint + ", joinStrategy=NESTEDLOOP\n";
    }

    static String eachBy(String index) {
        return " --DERBY-PROPERTIES index=" + index + ", joinStrategy=NESTEDLOOP\n";
    }

    /** Joins the tables in the order in which they are named; right behind "from". */
    static String inThisOrder() {
        return "from --DERBY-PROPERTIES joinOrder=FIXED\n";
    }

    /** A condition with its arguments. */
    Select and(String condition, Object... values) {
        text.append(" and ").append(condition);
        Collections.addAll(arguments, values);
        return this;
    }

    /** A condition with one argument, left out where the argument is null. */
    Select andWhere(String condition, Object value) {
        return value == null ? this : and(condition, value);
    }

    Select then(String more, Object... values) {
        text.append(' ').append(more);
        Collections.addAll(arguments, values);
        return this;
    }

    /** Sorts and cuts: one row more than wanted, which says whether there is another page. */
    Select newest(String order, int most) {
        return then("order by " + order + " fetch first " + (most + 1) + " rows only");
    }

    String text() {
        return text.toString();
    }

    List<Object> arguments() {
        return Collections.unmodifiableList(arguments);
    }

    /**
     * {@code (?,?,?)} for these values, to go with {@link #values}. Databases plan each text anew, and Derby takes its time: so there are
     * only a few lengths, and the last value is repeated up to the next of them.
     */
    static String in(Collection<?> values) {
        return "(" + String.join(",", Collections.nCopies(length(values), "?")) + ")";
    }

    static Object[] values(Collection<?> values) {
        List<Object> all = new ArrayList<>(values);
        all.addAll(Collections.nCopies(length(values) - all.size(), all.get(all.size() - 1)));
        return all.toArray();
    }

    private static int length(Collection<?> values) {
        return LENGTHS.stream().filter(l -> l >= values.size()).findFirst().orElse(values.size());
    }

    static int atMost(int most) {
        return Math.max(1, Math.min(MOST, most));
    }

    static boolean given(String search) {
        return search != null && !search.isBlank();
    }

    /** A pattern for {@code LIKE ? ESCAPE '!'} against lower-case text: the search as it stands, anywhere. */
    static String anywhere(String search) {
        return "%" + shortened(search).toLowerCase(Locale.ROOT).replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%";
    }

    static String shortened(String search) {
        String stripped = search.strip();
        return stripped.length() > LONGEST_SEARCH ? stripped.substring(0, LONGEST_SEARCH) : stripped;
    }
}
