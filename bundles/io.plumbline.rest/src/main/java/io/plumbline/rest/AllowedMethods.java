package io.plumbline.rest;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerResponseContext;
import javax.ws.rs.container.ContainerResponseFilter;
import javax.ws.rs.core.HttpHeaders;

import io.plumbline.rest.openapi.OpenApiDocument;

/** Which methods an address knows. CXF would name those of the whole class, and each in a header of its own. */
final class AllowedMethods implements ContainerResponseFilter {
    private static final int HTTP_ERRORS = 400;
    private static final int METHOD_NOT_ALLOWED = 405;
    private final Map<String, Set<String>> byTemplate = new TreeMap<>();

    AllowedMethods(Collection<Class<?>> resources) {
        for (Class<?> resource : resources) {
            for (String operation : OpenApiDocument.operations(resource).keySet()) {
                int space = operation.indexOf(' ');
                Set<String> methods = byTemplate.computeIfAbsent(operation.substring(space + 1), t -> new TreeSet<>(Set.of("OPTIONS")));
                methods.add(operation.substring(0, space));
                if (operation.startsWith("GET ")) {
                    methods.add("HEAD");
                }
            }
        }
    }

    @Override
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        boolean asked = request.getMethod().equals("OPTIONS") && response.getStatus() < HTTP_ERRORS;
        if (asked || response.getStatus() == METHOD_NOT_ALLOWED) {
            response.getHeaders().putSingle(HttpHeaders.ALLOW, of(request.getUriInfo().getPath()));
        }
    }

    /** As {@code Allow} lists them; an address without a parameter wins. */
    private String of(String path) {
        String plain = "/" + path.replaceAll("^/+|/+$", "");
        Set<String> exact = byTemplate.get(plain);
        if (exact != null) {
            return String.join(", ", exact);
        }
        return byTemplate.entrySet().stream().filter(e -> plain.matches(Pattern.compile("\\{[^}]+}").matcher(e.getKey()).replaceAll("[^/]+"))).findFirst()
                .map(e -> String.join(", ", e.getValue())).orElse("OPTIONS");
    }
}
