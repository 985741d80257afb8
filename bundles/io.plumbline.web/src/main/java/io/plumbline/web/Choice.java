package io.plumbline.web;

/**
 * One filter at the left of a list.
 *
 * @param label  as shown
 * @param count  how many rows it leads to, or null where that is not counted
 * @param href   the list with this filter
 * @param chosen whether the list is filtered so now
 */
public record Choice(String label, Long count, String href, boolean chosen) {
}
