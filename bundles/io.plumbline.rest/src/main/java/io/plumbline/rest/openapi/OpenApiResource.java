package io.plumbline.rest.openapi;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.Produces;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.EntityTag;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;

import io.plumbline.http.Caller;
import io.plumbline.http.CspNonce;
import io.plumbline.rest.Json;
import io.plumbline.rest.Versioned;

/** {@code /openapi.json}: the document, and under {@code /docs} a page to try it out: Swagger UI from our own jar, under our own policy. */
@Path("/")
@RolesAllowed({"quality-manager", "auditor", "operator", "erp"})
public final class OpenApiResource {
    private static final Map<String, String> ASSETS = Map.of("swagger-ui.css", "text/css", "swagger-ui-bundle.js", "text/javascript", "docs.js", "text/javascript");
    private static final String WEBJAR = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
    private final byte[] document;
    private final EntityTag tag;

    /** @param resources that the document tells of; this one is among them */
    public OpenApiResource(Collection<Class<?>> resources, String version) {
        Object json = new OpenApiDocument(resources, version).json();
        this.document = Json.bytes(json);
        this.tag = Versioned.tag(json);
    }

    @GET
    @Path("/openapi.json")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(id = "getOpenApi", says = "This document", gives = Object.class, tagged = true)
    public Response document(@Context Request request) {
        Response.ResponseBuilder unchanged = request.evaluatePreconditions(tag);
        return unchanged != null ? unchanged.tag(tag).build() : Response.ok(document).tag(tag).build();
    }

    @GET
    @Path("/docs")
    @Produces(MediaType.TEXT_HTML)
    @Operation(id = "getDocs", says = "A page to try it out", gives = byte[].class, type = MediaType.TEXT_HTML)
    public Response page(@Context HttpServletRequest http) {
        String page;
        try (InputStream in = resource("docs.html")) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        // both are words of base64url: nothing in them to be escaped
        String filled = page.replace("{nonce}", CspNonce.of(http)).replace("{csrf}", Caller.in(http).csrfToken());
        return Response.ok(filled.getBytes(StandardCharsets.UTF_8), "text/html;charset=UTF-8").build();
    }

    @GET
    @Path("/docs/{file}")
    @Produces(MediaType.WILDCARD)
    @Operation(id = "getDocsAsset", says = "What that page needs", gives = byte[].class, type = MediaType.WILDCARD)
    public Response asset(@PathParam("file") @Says(value = "Name of the file", example = "swagger-ui.css") String file) throws IOException {
        String type = ASSETS.get(file);
        if (type == null) {
            throw new NotFoundException();
        }
        try (InputStream in = resource(file.equals("docs.js") ? file : WEBJAR + file)) {
            return Response.ok(in.readAllBytes(), type + ";charset=UTF-8").build();
        }
    }

    private static String version() {
        Properties about = new Properties();
        try (InputStream in = resource("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            about.load(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return about.getProperty("version");
    }

    private static InputStream resource(String name) {
        InputStream in = OpenApiResource.class.getResourceAsStream(name);
        if (in == null) {
            throw new IllegalStateException(name + " is not in this bundle");
        }
        return in;
    }
}
