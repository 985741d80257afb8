package io.plumbline.rest;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.ws.rs.BeanParam;
import javax.ws.rs.QueryParam;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;

/** A query parameter that the resource method does not name is refused by name, so that a misspelt filter never shows everything. */
final class KnownParameters implements ContainerRequestFilter {
    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        Set<String> known = Arrays.stream(resource.getResourceMethod().getParameters()).flatMap(KnownParameters::each).map(KnownParameters::name).filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
        for (Map.Entry<String, List<String>> given : request.getUriInfo().getQueryParameters().entrySet()) {
            if (!known.contains(given.getKey())) {
                throw Refusal.invalid("query parameter " + given.getKey(), given.getValue().get(0), known.isEmpty() ? "no parameters here"
                        : "one of " + String.join(", ", known));
            }
            if (given.getValue().size() > 1) {
                throw Refusal.invalid("query parameter " + given.getKey(), String.join(" ", given.getValue()), "each parameter once");
            }
        }
    }

    /** Several stand as the fields of one. */
    private static Stream<AnnotatedElement> each(Parameter parameter) {
        return parameter.isAnnotationPresent(BeanParam.class) ? Arrays.stream(parameter.getType().getDeclaredFields()) : Stream.of(parameter);
    }

    private static String name(AnnotatedElement parameter) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        return query == null ? null : query.value();
    }
}
