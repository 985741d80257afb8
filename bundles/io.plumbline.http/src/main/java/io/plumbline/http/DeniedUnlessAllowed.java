package io.plumbline.http;

import java.lang.reflect.AnnotatedElement;
import java.util.stream.Stream;

import javax.annotation.Priority;
import javax.annotation.security.DenyAll;
import javax.annotation.security.PermitAll;
import javax.annotation.security.RolesAllowed;
import javax.ws.rs.ForbiddenException;
import javax.ws.rs.NotAuthorizedException;
import javax.ws.rs.Priorities;
import javax.ws.rs.container.ContainerRequestContext;
import javax.ws.rs.container.ContainerRequestFilter;
import javax.ws.rs.container.ResourceInfo;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.SecurityContext;
import javax.ws.rs.ext.Provider;

/** Lets a request through to a resource method only if its annotations say so; the method's own come before its class's. */
@Provider
@Priority(Priorities.AUTHORIZATION)
final class DeniedUnlessAllowed implements ContainerRequestFilter {

    @Context
    private ResourceInfo resource;

    @Override
    public void filter(ContainerRequestContext request) {
        AnnotatedElement rule = Stream.of(resource.getResourceMethod(), resource.getResourceClass())
                .filter(DeniedUnlessAllowed::speaks).findFirst().orElseThrow(ForbiddenException::new);
        if (rule.isAnnotationPresent(PermitAll.class)) {
            return;
        }
        SecurityContext caller = request.getSecurityContext();
        if (caller.getUserPrincipal() == null) {
            throw new NotAuthorizedException("Basic realm=\"plumbline\"");
        }
        RolesAllowed roles = rule.getAnnotation(RolesAllowed.class);
        if (roles == null || Stream.of(roles.value()).noneMatch(caller::isUserInRole)) {
            throw new ForbiddenException();
        }
    }

    private static boolean speaks(AnnotatedElement element) {
        return element.isAnnotationPresent(DenyAll.class) || element.isAnnotationPresent(PermitAll.class)
                || element.isAnnotationPresent(RolesAllowed.class);
    }
}
