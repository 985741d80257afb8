package io.plumbline.soap;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

import io.plumbline.domain.Problem;

/**
 * What the schema has against an operation, told by the paths of elements, such as {@code delivery[3]/line[1]/delivered}, and by the item
 * of a batch that it concerns. The schema's own messages come in the language of the machine; their keys and what they quote do not.
 */
final class Findings implements ErrorHandler {
    /** Enough for a person to see what is wrong with one item. */
    private static final int MOST_OF_ONE = 20;
    private static final int MOST_ITEMS = 500;
    /** Operations that take a list, and of what. */
    private static final Map<String, String> BATCHES = Map.of("reportDeliveries", "delivery", "amendDeliveries", "delivery", "cancelDeliveries", "source");
    /** Elements of which there may be several: their paths have a number. */
    private static final Set<String> SEVERAL = Set.of("order", "contact", "line", "link", "attribute", "lot", "why", "bone", "cause", "contrast");
    private static final Pattern MESSAGE = Pattern.compile("([\\w-]+(?:\\.\\w+)*): (.*)", Pattern.DOTALL);
    private static final Pattern LIST = Pattern.compile("'\\{([^']*)\\}'");
    private static final Pattern BRACED = Pattern.compile("[\"{][^{}\"\\s]+\"?[:}]([\\w.]+)");
    private static final String ANY = "an element in ";
    /** Any element, if it is in one of these namespaces. */
    private static final Pattern WILDCARD = Pattern.compile("WC\\[([^\\]']*)\\]");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern ENUMERATION = Pattern.compile("'\\[([^\\]']*)\\]'");
    private static final String MOMENT = "a moment between 1970 and 2200 with its offset, such as 2026-11-20T09:42:07Z";
    private static final String DAY = "a day of the calendar such as 2026-11-20";
    private static final String NUMBER = "a decimal number of at most 60 digits, such as 4.5";
    private static final String WHOLE = "a whole number";
    private static final String VERSION = "a whole number from 1, the version of the case file that was read";
    private static final Map<String, String> TYPES = Map.ofEntries(Map.entry("Moment", MOMENT), Map.entry("dateTime", MOMENT), Map.entry("Day", DAY), Map.entry("date", DAY),
            Map.entry("Number", NUMBER), Map.entry("decimal", NUMBER), Map.entry("boolean", "true or false"), Map.entry("Limit", "a whole number from 1 to 200"),
            Map.entry("CaseVersion", VERSION), Map.entry("ComplaintVersion", "a whole number from 1, the version of the complaint that was read"), Map.entry("long", WHOLE), Map.entry("integer", WHOLE), Map.entry("int", WHOLE));
    /** What an operation may hold that is repeated to nobody, and which one. */
    private static final String SECRET = "password";
    private static final String SIGNED = "moveNonconformity";
    private static final String HIDDEN = "(hidden)";

    private final Map<Integer, List<Problem>> problems = new TreeMap<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Deque<Map<String, Integer>> counts = new ArrayDeque<>();
    private final StringBuilder value = new StringBuilder();
    /** What the operation takes a list of, or null. */
    private String listed;
    private boolean signed;
    private int item;
    private Problem last;

    Map<Integer, List<Problem>> problems() {
        return problems;
    }

    /** The element that is being read. */
    String where() {
        return path.isEmpty() ? "the operation" : String.join("/", path);
    }

    void enter(String namespace, String element) {
        if (counts.isEmpty()) {
            listed = BATCHES.get(element);
            signed = element.equals(SIGNED);
        } else {
            boolean top = counts.size() == 1;
            // only what is bound as an item counts as one: a stranger between them is a mistake of the whole call
            boolean isItem = top && element.equals(listed) && namespace.equals(SoapService.NAMESPACE);
            int nth = counts.peek().merge(isItem || !top ? element : "{" + namespace + "}" + element, 1, Integer::sum);
            if (top) {
                item = isItem ? nth : 0;
            }
            if (isItem && nth == MOST_ITEMS + 1) {
                note(0, new Problem(element, "more than " + MOST_ITEMS, "1 to " + MOST_ITEMS + " at once; send several calls"));
            }
            path.addLast(isItem || !top && SEVERAL.contains(element) ? element + "[" + nth + "]" : element);
        }
        counts.push(new HashMap<>());
        value.setLength(0);
    }

    void leave() {
        counts.pop();
        if (!path.isEmpty()) {
            path.removeLast();
        }
        value.setLength(0);
    }

    void text(char[] chars, int start, int length) {
        value.append(chars, start, length);
    }

    @Override
    public void warning(SAXParseException e) {
        // a warning is about how the schema could be found, which it was
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
        throw e;
    }

    @Override
    public void error(SAXParseException e) {
        Matcher message = MESSAGE.matcher(e.getMessage() == null ? "" : e.getMessage());
        String key = message.matches() ? message.group(1) : "";
        String text = message.matches() ? message.group(2) : "";
        List<String> lists = LIST.matcher(text).results().map(m -> m.group(1)).toList();
        // the first list of what is out of place is itself
        boolean incomplete = key.equals("cvc-complex-type.2.4.b");
        List<String> names = lists.size() < (incomplete ? 1 : 2) ? List.of()
                : names(lists.get(lists.size() - 1));
        String here = String.join("/", path);
        if (incomplete) {
            String missing = names.size() == 1 ? names.get(0) : "";
            // any element has no name that a path could end in, and one of several has too many
            String inside = missing.isEmpty() || missing.startsWith(ANY) ? here : (here.isEmpty() ? "" : here + "/") + missing;
            note(new Problem(inside, null, "in it " + String.join(" or ", names)));
        } else if (key.startsWith("cvc-complex-type.2.4")) {
            note(new Problem(here, "an element that does not belong here", names.isEmpty() ? "nothing more here" : "here " + String.join(", ", names)));
        } else if (key.equals("cvc-complex-type.3.2.2")) {
            note(new Problem(here, "an element with an attribute", "no attributes"));
        } else if (key.equals("cvc-complex-type.2.3")) {
            note(new Problem(here, signed ? HIDDEN : value.toString().strip(), "only elements in it"));
        } else if (last == null || !last.field().equals(here)) {
            // else it only says once more what the error before said
            note(new Problem(here, shown(), accepted(key, text)));
        }
    }

    private static List<String> names(String list) {
        Matcher wildcard = WILDCARD.matcher(list);
        return wildcard.find() ? List.of(ANY + wildcard.group(1).replace("\"", "").replace(",", " or "))
                : BRACED.matcher(list).results().map(m -> m.group(1)).distinct().toList();
    }

    /** An empty element is no missing one; a password is repeated to nobody. */
    private String shown() {
        String plain = value.toString().strip();
        return SECRET.equals(path.peekLast()) ? HIDDEN : plain.isEmpty() ? "an empty text" : plain;
    }

    private static String accepted(String key, String text) {
        Matcher enumeration = ENUMERATION.matcher(text);
        if (key.startsWith("cvc-enumeration") && enumeration.find()) {
            return "one of " + enumeration.group(1);
        }
        List<String> quoted = QUOTED.matcher(text).results().map(m -> m.group(1)).collect(Collectors.toList());
        java.util.Collections.reverse(quoted);
        return quoted.stream().flatMap(q -> Arrays.stream(q.split("\\|"))).map(q -> q.substring(q.lastIndexOf(':') + 1)).filter(TYPES::containsKey).map(TYPES::get)
                .findFirst().orElse("what the schema allows, see its rule " + key);
    }

    private void note(Problem problem) {
        last = problem;
        if (item <= MOST_ITEMS) {
            note(path.isEmpty() ? 0 : item, problem);
        }
    }

    private void note(int position, Problem problem) {
        List<Problem> of = problems.computeIfAbsent(position, unused -> new ArrayList<>());
        if (of.size() < MOST_OF_ONE) {
            of.add(problem);
        }
    }
}
