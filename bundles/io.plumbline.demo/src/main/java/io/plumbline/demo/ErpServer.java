package io.plumbline.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * The demo ERP's HTTP interface: documents by change stamp and by identity, behind a key. It goes out now and then, as servers do: with
 * an error, or with a proxy's web page instead of data.
 */
final class ErpServer implements AutoCloseable {
    /** How it fares at present. */
    enum Mood { WELL, BROKEN, BEHIND_A_LOGIN_PAGE }

    private static final int MOST = 500;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2, work -> {
        Thread thread = new Thread(work, "demo-erp");
        thread.setDaemon(true);
        return thread;
    });
    private final ErpStore store;
    private final byte[] authorization;
    private final Supplier<Instant> clock;
    private volatile Mood mood = Mood.WELL;

    /** @param port 0 for any that is free */
    ErpServer(int port, ErpStore store, String key, Supplier<Instant> clock) throws IOException {
        this.store = store;
        this.authorization = ("Bearer " + key).getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    void feel(Mood now) {
        mood = now;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.get().atOffset(ZoneOffset.UTC)));
            if (mood == Mood.BROKEN) {
                send(exchange, 503, "text/plain", "maintenance");
            } else if (mood == Mood.BEHIND_A_LOGIN_PAGE) {
                send(exchange, 200, "text/html", "<!DOCTYPE html><title>Single sign-on</title>");
            } else if (!MessageDigest.isEqual(authorization, header(exchange).getBytes(StandardCharsets.UTF_8))) {
                send(exchange, 401, "application/json", "{\"error\":\"unknown key\"}");
            } else {
                serve(exchange);
            }
        }
    }

    private static String header(HttpExchange exchange) {
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return given == null ? "" : given;
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
        if (path.equals("/api/clock")) {
            send(exchange, 200, "application/json", ErpStore.object().put("now", clock.get().toString()).toString());
        } else if (path.equals("/api/documents")) {
            Instant from = query.containsKey("from") ? Instant.parse(query.get("from")) : null;
            int limit = Math.min(MOST, Integer.parseInt(query.getOrDefault("limit", "100")));
            List<ErpDocument> found = store.seen(from, Instant.parse(query.get("to")), Long.parseLong(query.getOrDefault("after", "0")), limit, clock.get());
            ObjectNode body = ErpStore.object();
            ArrayNode documents = body.putArray("documents");
            found.forEach(d -> documents.add(shown(d)));
            body.put("more", found.size() == limit);
            send(exchange, 200, "application/json", body.toString());
        } else if (path.matches("/api/documents/\\d{1,18}")) {
            var found = store.seen(Long.parseLong(path.substring("/api/documents/".length())), clock.get());
            send(exchange, found.isPresent() ? 200 : 410, "application/json", found.map(d -> shown(d).toString()).orElse("{}"));
        } else {
            send(exchange, 404, "application/json", "{\"error\":\"no such address\"}");
        }
    }

    private static ObjectNode shown(ErpDocument document) {
        ObjectNode body = document.body().deepCopy();
        return body.put("id", document.id()).put("changedAt", document.stamp().toString());
    }

    private static Map<String, String> query(String raw) {
        Map<String, String> query = new HashMap<>();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int eq = pair.indexOf('=');
            if (eq > 0) {
                query.put(pair.substring(0, eq), URLDecoder.decode(pair.substring(eq + 1), StandardCharsets.UTF_8));
            }
        }
        return query;
    }

    private static void send(HttpExchange exchange, int status, String type, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
        exchange.sendResponseHeaders(status, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
