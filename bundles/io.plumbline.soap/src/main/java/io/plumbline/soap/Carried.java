package io.plumbline.soap;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

import org.xml.sax.Attributes;

/**
 * A document that an envelope carries, written out by itself while the envelope is read: with the namespaces that it has there, and each
 * element in the line in which it stands there, so that a mistake is told by the line of what was sent.
 */
final class Carried {
    private final StringBuilder xml = new StringBuilder();
    /** What each prefix means, around and within the document. */
    private final Map<String, Deque<String>> prefixes = new LinkedHashMap<>();
    private final Map<String, String> fresh = new LinkedHashMap<>();
    private int line = 1;

    void startPrefix(String prefix, String namespace) {
        prefixes.computeIfAbsent(prefix, unused -> new ArrayDeque<>()).push(namespace);
        fresh.put(prefix, namespace);
    }

    void endPrefix(String prefix) {
        prefixes.get(prefix).pop();
    }

    /** What has been declared so far stands on an element that is known already. */
    void settled() {
        fresh.clear();
    }

    /** @param lineOf in which line its tag ends */
    void start(String qualified, Attributes attributes, int lineOf) {
        if (isEmpty()) {
            fresh.clear();
            prefixes.forEach((prefix, namespaces) -> {
                if (!namespaces.isEmpty() && !namespaces.peek().isEmpty()) {
                    fresh.put(prefix, namespaces.peek());
                }
            });
        }
        xml.append('<').append(qualified);
        fresh.forEach((prefix, namespace) -> attribute(prefix.isEmpty() ? "xmlns" : "xmlns:" + prefix, namespace));
        fresh.clear();
        for (int i = 0; i < attributes.getLength(); i++) {
            attribute(attributes.getQName(i), attributes.getValue(i));
        }
        for (; line < lineOf; line++) {
            xml.append('\n');
        }
        xml.append('>');
    }

    void end(String qualified) {
        xml.append("</").append(qualified).append('>');
    }

    void text(char[] chars, int start, int length) {
        for (int i = start; i < start + length; i++) {
            line += chars[i] == '\n' ? 1 : 0;
            escaped(chars[i], chars[i] == '\n');
        }
    }

    private void attribute(String name, String value) {
        xml.append(' ').append(name).append("=\"");
        value.chars().forEach(c -> escaped((char) c, false));
        xml.append('"');
    }

    private void escaped(char c, boolean plain) {
        if (c == '&' || c == '<' || c == '>' || c == '"' || c < ' ' && !plain) {
            xml.append("&#").append((int) c).append(';');
        } else {
            xml.append(c);
        }
    }

    boolean isEmpty() {
        return xml.length() == 0;
    }

    byte[] bytes() {
        return xml.toString().getBytes(StandardCharsets.UTF_8);
    }
}
