package io.plumbline.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

import javax.annotation.security.PermitAll;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import io.plumbline.domain.Sha256;

/**
 * The stylesheet, the script and the icon. Their addresses carry a piece of their hash, so that browsers may keep them for ever and
 * still never show an old one.
 */
@Path("/")
@PermitAll
public final class Assets {
    private static final String FOREVER = "public, max-age=31536000, immutable";
    private static final Map<String, Asset> ALL = new LinkedHashMap<>();
    static final String STYLE = add("plumbline.css", "text/css;charset=utf-8");
    static final String SCRIPT = add("plumbline.js", "text/javascript;charset=utf-8");
    static final String ICON = add("plumbline.svg", "image/svg+xml");

    private record Asset(byte[] bytes, String type) {
    }

    private static String add(String name, String type) {
        try (InputStream in = Assets.class.getResourceAsStream("assets/" + name)) {
            byte[] bytes = in.readAllBytes();
            byte[] hash = Sha256.of(bytes);
            int dot = name.lastIndexOf('.');
            String address = name.substring(0, dot) + "-" + Base64.getUrlEncoder().withoutPadding().encodeToString(hash).substring(0, 12) + name.substring(dot);
            ALL.put(address, new Asset(bytes, type));
            return "/assets/" + address;
        } catch (IOException e) {
            throw new UncheckedIOException(name, e);
        }
    }

    @GET
    @Path("assets/{name}")
    public Response asset(@PathParam("name") String name) {
        Asset asset = ALL.get(name);
        if (asset == null) {
            throw new NotFoundException();
        }
        return Response.ok(asset.bytes()).type(asset.type()).header(HttpHeaders.CACHE_CONTROL, FOREVER).build();
    }

    @GET
    @Path("favicon.ico")
    public Response icon() {
        return asset(ICON.substring("/assets/".length()));
    }

    /** Nothing here is for search engines. */
    @GET
    @Path("robots.txt")
    public Response robots() {
        return Response.ok("User-agent: *\nDisallow: /\n").type("text/plain;charset=utf-8").build();
    }
}
