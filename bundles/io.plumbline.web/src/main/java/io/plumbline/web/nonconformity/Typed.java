package io.plumbline.web.nonconformity;

import java.util.Map;

/**
 * What somebody entered into one form of a page, to be shown again when it could not be taken. Passwords are never among it.
 *
 * @param form of all the page's forms, the one that was sent; empty for none
 */
record Typed(String form, Map<String, String> values) {
    static final Typed NOTHING = new Typed("", Map.of());

    public boolean into(String which) {
        return form.equals(which);
    }

    /** The value in a form; empty where it is another one. */
    public String value(String which, String name) {
        return first(which, name, "");
    }

    /** The value in a form, and what stands there at first. */
    public String first(String which, String name, String atFirst) {
        return form.equals(which) ? values.getOrDefault(name, "") : atFirst;
    }
}
