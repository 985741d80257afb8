package io.plumbline.application;

import java.util.List;

/**
 * Some rows of a list, and where the next ones begin.
 *
 * @param next what to pass as {@code after} for the following page; null on the last one
 */
public record Page<T>(List<T> items, String next) {
    public Page {
        items = List.copyOf(items);
    }
}
