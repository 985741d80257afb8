package io.plumbline.erp.tryton;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place within a window, which holds documents of three types: {@code 1:57} is behind shipment 57. Both parts never change, so that
 * pages go through a window exactly once.
 *
 * @param type  which type of document
 * @param after the last id that was looked at; 0 at the beginning
 */
record Place(DocumentType type, long after) {
    private static final Pattern KEY = Pattern.compile("([123]):(\\d{1,18})");

    /** @param key as {@link #key()} gave it, or null for the beginning */
    static Place of(String key) {
        if (key == null) {
            return new Place(DocumentType.SHIPMENT, 0);
        }
        Matcher m = KEY.matcher(key);
        if (!m.matches()) {
            throw new IllegalArgumentException("not a place within a window of Tryton: " + key);
        }
        return new Place(DocumentType.values()[Integer.parseInt(m.group(1)) - 1], Long.parseLong(m.group(2)));
    }

    String key() {
        return type.ordinal() + 1 + ":" + after;
    }
}
