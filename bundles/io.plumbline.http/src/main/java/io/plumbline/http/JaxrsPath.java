package io.plumbline.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Put on a component whose service is a {@link javax.ws.rs.core.Application}: the room serves the application's singletons
 * (resources, filters, mappers, body writers) below this path for as long as the component lives.
 *
 * <p>A resource method that carries neither {@code @RolesAllowed} nor {@code @PermitAll} (itself, or its class) is refused
 * with 403: what is open is said to be open. {@code SecurityContext} tells who called.
 */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface JaxrsPath {

    /** Prefix of the service property, which is {@code io.plumbline.jaxrs.path}. */
    String PREFIX_ = "io.plumbline.";

    /** Path from the root of the server: {@code /} or, for instance, {@code /api/v1}. */
    String value();
}
