package io.plumbline.web;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.pebbletemplates.pebble.extension.AbstractExtension;
import io.pebbletemplates.pebble.extension.Function;
import io.pebbletemplates.pebble.extension.escaper.SafeString;
import io.pebbletemplates.pebble.template.EvaluationContext;
import io.pebbletemplates.pebble.template.PebbleTemplate;

/**
 * The words that templates have beyond Pebble's own:
 * {@code t(key, …)} a text; {@code word(group, value)} the text of an enum's constant or a state; {@code when(instant)} and
 * {@code day(date)} a moment, absolute with relative in the title; {@code age(instant)} the other way round; {@code num(n)};
 * {@code plain(instant or date)} without markup; {@code name(group, value)} like {@code word}, but a value that has no text shows as it is;
 * {@code actor(text)} who caused a journal entry.
 */
final class TemplateWords extends AbstractExtension {

    @Override
    public Map<String, Function> getFunctions() {
        Map<String, Function> functions = new LinkedHashMap<>();
        functions.put("t", word((look, a) -> look.say((String) a[0], rest(look, a))));
        functions.put("word", word((look, a) -> a[1] == null ? "" : look.say(a[0] + "." + a[1])));
        functions.put("name", word((look, a) -> a[1] == null ? "" : look.texts().knows(a[0] + "." + a[1]) ? look.say(a[0] + "." + a[1]) : a[1].toString()));
        functions.put("actor", word((look, a) -> actor(look, String.valueOf(a[0]))));
        functions.put("num", word((look, a) -> number(look, a[0])));
        functions.put("plain", word((look, a) -> plain(look, a[0])));
        functions.put("when", word((look, a) -> time(a[0], plain(look, a[0]), relative(look, a[0]))));
        functions.put("day", word((look, a) -> time(a[0], plain(look, a[0]), relative(look, a[0]))));
        functions.put("age", word((look, a) -> time(a[0], relative(look, a[0]), plain(look, a[0]))));
        functions.put("ago", word((look, a) -> relative(look, a[0])));
        return functions;
    }

    /** Arguments of texts are formatted here, so that a number or a date never arrives in the format of the machine. */
    private static Object[] rest(Look look, Object[] all) {
        Object[] rest = new Object[all.length - 1];
        for (int i = 1; i < all.length; i++) {
            Object value = all[i];
            rest[i - 1] = value == null ? "" : value instanceof Instant || value instanceof LocalDate ? plain(look, value) : value;
        }
        return rest;
    }

    private static String plain(Look look, Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof LocalDate date ? look.formats().day(date) : look.formats().minute((Instant) value);
    }

    private static String relative(Look look, Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof LocalDate date ? look.formats().relative(date, look.now()) : look.formats().relative((Instant) value, look.now());
    }

    private static String number(Look look, Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof BigDecimal decimal ? look.formats().number(decimal) : look.formats().number(((Number) value).longValue());
    }

    /** {@code user:quirin}, {@code system:invitations.send}, … as the journal writes it. */
    private static String actor(Look look, String actor) {
        int colon = actor.indexOf(':');
        String key = "actor." + (colon < 0 ? "" : actor.substring(0, colon));
        return look.texts().knows(key) ? look.say(key, actor.substring(colon + 1)) : actor;
    }

    /** Made of our own formats alone, so that nothing in it needs escaping. */
    private static Object time(Object value, String shown, String title) {
        return value == null ? "" : new SafeString("<time datetime=\"" + value + "\" title=\"" + title + "\">" + shown + "</time>");
    }

    private interface Word {
        Object say(Look look, Object... args);
    }

    private static Function word(Word word) {
        return new Function() {
            @Override
            public List<String> getArgumentNames() {
                return null; // by position, as many as there are
            }

            @Override
            public Object execute(Map<String, Object> args, PebbleTemplate self, EvaluationContext context, int line) {
                List<Object> positional = new ArrayList<>();
                for (int i = 0; args.containsKey(Integer.toString(i)); i++) {
                    positional.add(args.get(Integer.toString(i)));
                }
                return word.say((Look) context.getVariable(Templates.LOOK), positional.toArray());
            }
        };
    }
}
