package io.plumbline.rest;

import java.net.URI;
import java.util.List;
import java.util.function.Function;

import javax.ws.rs.core.UriInfo;

import io.plumbline.application.Page;

/**
 * Some rows of a list.
 *
 * @param next address of the following page, relative to the server; null on the last one
 */
public record PageJson<T>(List<T> items, String next) {
    public static <R, T> PageJson<T> of(Page<R> page, UriInfo uri, Function<R, T> row) {
        String next = page.next() == null ? null : relative(uri, page.next());
        return new PageJson<>(page.items().stream().map(row).toList(), next);
    }

    /** A page of a list that is known as a whole, by the key of each row; {@code after} is the last key of the page before, or null. */
    public static <R, T> PageJson<T> cut(List<R> all, Function<R, String> key, String after, Limit limit, UriInfo uri, Function<R, T> row) {
        int from = 0;
        if (after != null) {
            List<String> keys = all.stream().map(key).toList();
            from = keys.contains(after) ? keys.indexOf(after) + 1 : all.size();
        }
        List<R> rows = all.subList(from, Math.min(all.size(), from + limit.rows()));
        boolean more = from + rows.size() < all.size();
        return of(new Page<>(rows, more ? key.apply(rows.get(rows.size() - 1)) : null), uri, row);
    }

    private static String relative(UriInfo uri, String after) {
        URI full = uri.getRequestUriBuilder().replaceQueryParam("after", "{after}").build(after);
        return full.getRawPath() + "?" + full.getRawQuery();
    }
}
