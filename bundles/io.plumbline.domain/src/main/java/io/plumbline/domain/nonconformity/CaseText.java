package io.plumbline.domain.nonconformity;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.plumbline.domain.action.Extension;

/**
 * A case, all that was done about it and the files that show it as text, one line for each value, by its place: what a {@link Signature} is bound to, and what anybody can read and hash
 * again. Texts stand in quotes with their line ends, quotes and backslashes escaped, so that no two different cases have the same text; what is not there is
 * {@code null}.
 *
 * <p>The first line says which format it is. Texts without such a line are of the first one, which said nothing of attachments and extensions; the second said
 * nothing of a criterion's measure, which was always that of low answers; the third said nothing of who brought a delivery. Signatures under them hold, because a kept text is hashed as it stands and never written again.
 */
public final class CaseText {
    private static final int FORMAT = 4;

    private final StringBuilder lines = new StringBuilder(2048);

    private CaseText() {
    }

    /**
     * In UTF-8, this is what {@link CaseHash} hashes.
     *
     * @param attachments all of the case, oldest first; of their contents, the hashes stand in the text
     * @param extensions  that were asked for its actions, oldest first; those that nobody has decided on yet are left out, as they changed nothing
     */
    public static String of(CaseFile file, List<Attachment> attachments, List<Extension> extensions) {
        CaseText text = new CaseText();
        text.line("format", Integer.toString(FORMAT));
        text.tell("case", file);
        text.tell("attachments", attachments);
        text.tell("extensions", extensions.stream().filter(e -> e.decision() != Extension.Decision.ASKED).toList());
        return text.lines.toString();
    }

    private void tell(String place, Object value) {
        if (value instanceof Record record) {
            RecordComponent[] components = record.getClass().getRecordComponents();
            if (components.length == 1 && !(read(record, components[0]) instanceof Record)) {
                tell(place, read(record, components[0]));
                return;
            }
            line(place, record.getClass().getSimpleName());
            for (RecordComponent component : components) {
                tell(place + "." + component.getName(), read(record, component));
            }
        } else if (value instanceof Collection<?> many) {
            line(place, Integer.toString(many.size()));
            int at = 0;
            for (Object one : many) {
                tell(place + "[" + at++ + "]", one);
            }
        } else if (value instanceof Map<?, ?> map) {
            line(place, Integer.toString(map.size()));
            new TreeMap<>(map).forEach((key, one) -> tell(place + "." + key, one));
        } else if (value instanceof CharSequence text) {
            line(place, quoted(text.toString()));
        } else if (value instanceof BigDecimal number) {
            line(place, number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } else {
            line(place, String.valueOf(value));
        }
    }

    private void line(String place, String value) {
        lines.append(place).append(" = ").append(value).append('\n');
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || Character.isSurrogate(c) || c >= '\u2028' && c <= '\u202e' || c == '\u0085' || c >= '\u2066' && c <= '\u2069') {
                quoted.append(String.format("\\u%04x", (int) c)); // nothing that breaks a line or turns its direction, and no half of a character
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record has public accessors", e);
        }
    }
}
