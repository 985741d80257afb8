package io.plumbline.rest;

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

    private static String relative(UriInfo uri, String after) {
        java.net.URI full = uri.getRequestUriBuilder().replaceQueryParam("after", "{after}").build(after);
        return full.getRawPath() + "?" + full.getRawQuery();
    }
}
