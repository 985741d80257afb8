package io.plumbline.rest.access;

import java.util.List;

import javax.annotation.security.RolesAllowed;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.GET;
import javax.ws.rs.Path;
import javax.ws.rs.Produces;
import javax.ws.rs.QueryParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.UriInfo;

import org.osgi.service.component.annotations.Component;

import io.plumbline.domain.access.Role;
import io.plumbline.rest.Limit;
import io.plumbline.rest.PageJson;
import io.plumbline.rest.openapi.Operation;
import io.plumbline.rest.openapi.Says;

/** {@code /roles}: what users may be. */
@Path("/roles")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
@Component(service = RoleResource.class)
public final class RoleResource {
    @Says("What a user may be")
    public record RoleJson(@Says(value = "Its name", example = "quality-manager") String code, @Says("What it is for") String says) {
        static RoleJson of(Role role) {
            return new RoleJson(role.code(), switch (role) {
                case QUALITY_MANAGER -> "Works the cases";
                case AUDITOR -> "Reads everything in scope and changes nothing";
                case ERP -> "A machine that reports deliveries";
                case OPERATOR -> "Installs, connects, watches; manages users";
            });
        }
    }

    @GET
    @Operation(id = "listRoles", says = "What users may be", gives = RoleJson.class, paged = true)
    public PageJson<RoleJson> list(@QueryParam("after") String after, @QueryParam("limit") @DefaultValue(Limit.USUAL) Limit limit, @Context UriInfo uri) {
        return PageJson.cut(List.of(Role.values()), Role::code, after, limit, uri, RoleJson::of);
    }
}
