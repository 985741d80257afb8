package io.plumbline.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The address of a list with its filters: what stands in it, and nothing else, decides what the list shows. */
public final class Address {
    private final String path;
    private final Map<String, String> query;

    private Address(String path, Map<String, String> query) {
        this.path = path;
        this.query = query;
    }

    public static Address of(String path) {
        return new Address(path, Map.of());
    }

    /** The same with one value more, or another one; empty and null take it out. */
    public Address with(String name, Object value) {
        Map<String, String> next = new LinkedHashMap<>(query);
        if (value == null || value.toString().isEmpty()) {
            next.remove(name);
        } else {
            next.put(name, value.toString());
        }
        return new Address(path, next);
    }

    /** What stands behind the question mark, not encoded. */
    public Map<String, String> query() {
        return Collections.unmodifiableMap(query);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(path);
        char mark = '?';
        for (Map.Entry<String, String> e : query.entrySet()) {
            out.append(mark).append(e.getKey()).append('=').append(URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8));
            mark = '&';
        }
        return out.toString();
    }
}
