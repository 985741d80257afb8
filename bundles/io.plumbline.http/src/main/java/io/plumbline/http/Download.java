package io.plumbline.http;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

/** Files that people brought, handed out so that no browser shows or runs them in the name of this host. */
public final class Download {
    private Download() {
    }

    /**
     * As an attachment of its own name, never guessed at, without any right should a browser show it all the same, and never stored on
     * the way.
     *
     * @param name of the file, without folders and control characters
     */
    public static Response of(String name, String mediaType, long bytes, StreamingOutput content) {
        String plain = name.replaceAll("[^ -~]", "_").replaceAll("[\"\\\\]", "_");
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A");
        return Response.ok(content).type(mediaType).header(HttpHeaders.CONTENT_LENGTH, bytes)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + plain + "\"; filename*=UTF-8''" + encoded)
                .header("X-Content-Type-Options", "nosniff").header("Content-Security-Policy", "default-src 'none'; sandbox; frame-ancestors 'none'")
                .header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }
}
