package io.plumbline.erp.tryton;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

import org.junit.rules.ExternalResource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Answers as Tryton 6.0 answered: with its recorded records, searched by the domain of each call, and with its recorded refusals. Tests
 * change records, and say what happens at a call.
 */
final class FakeTryton extends ExternalResource {
    static final String USER = "reader";
    static final String PASSWORD = "right";
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Read at login; the real one knows them too. */
    private static final Set<String> WITHOUT_RECORDS = Set.of("stock.location", "party.address", "product.product", "product.uom", "currency.currency",
            "country.country", "country.subdivision", "ir.lang", "stock.lot");

    static {
        // otherwise each answer waits 40 ms for an acknowledgement between its head and its body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    /** What happens instead of an answer. */
    interface Event {
        /** @return whether the call was answered by it */
        boolean happens(HttpExchange exchange) throws IOException;
    }

    private record Expected(Predicate<JsonNode> call, Event event) {
    }

    private final Map<String, List<ObjectNode>> tables = new HashMap<>();
    private final Set<String> sessions = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Set<String> unwritable = new HashSet<>();
    private final Set<String> unknown = new HashSet<>();
    private final Deque<Expected> expected = new ArrayDeque<>();
    private final List<JsonNode> calls = new ArrayList<>();
    private HttpServer server;
    private ExecutorService threads;
    private int logins;
    private JsonNode preferences;

    @Override
    protected void before() throws IOException {
        JsonNode recorded = resource("records.json");
        for (Iterator<String> models = recorded.fieldNames(); models.hasNext();) {
            String model = models.next();
            recorded.get(model).forEach(row -> table(model).add((ObjectNode) row));
        }
        recorded("64-complaint-types", row -> table("sale.complaint.type").add(row));
        preferences = resource("answers/10-preferences.json").path("response").path("body").path("result");
        threads = Executors.newCachedThreadPool();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    protected void after() {
        server.stop(0);
        threads.shutdownNow();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The records of a model; what is done to them, the next call sees. */
    List<ObjectNode> table(String model) {
        return tables.computeIfAbsent(model, m -> new ArrayList<>());
    }

    ObjectNode record(String model, long id) {
        return table(model).stream().filter(r -> r.path("id").asLong() == id).findFirst().orElseThrow();
    }

    /** A copy of a record under another id. */
    ObjectNode copy(String model, long id, long newId) {
        ObjectNode copy = record(model, id).deepCopy().put("id", newId);
        table(model).add(copy);
        table(model).sort(Comparator.comparing(r -> r.path("id").asLong()));
        return copy;
    }

    static void stamp(ObjectNode row, String field, Instant at) {
        row.set(field, TrytonJson.list(at).get(0));
    }

    /** The user is not given read access to the model. */
    void forbid(String model) {
        unreadable.add(model);
    }

    /** The user may read the model, and nothing else. */
    void onlyRead(String model) {
        unwritable.add(model);
    }

    void allowAll() {
        unreadable.clear();
        unwritable.clear();
    }

    /** The model's module is not active. */
    void forget(String model) {
        unknown.add(model);
    }

    void preferences(JsonNode given) {
        preferences = given;
    }

    /** The server no longer knows any session. */
    void endSessions() {
        sessions.clear();
    }

    int logins() {
        return logins;
    }

    /** Bodies of the calls so far. */
    synchronized List<JsonNode> calls() {
        return List.copyOf(calls);
    }

    /** The next call of this method is answered by {@code event}, or after it. */
    synchronized void next(String method, Event event) {
        expected.add(new Expected(call -> method.equals(call.path("method").asText()), event));
    }

    /** An answer as it was recorded. */
    static Event recorded(String name) {
        return exchange -> {
            JsonNode response = resource("answers/" + name + ".json").path("response");
            JsonNode body = response.path("body");
            String type = response.path("headers").path("Content-Type").asText();
            send(exchange, response.path("status").asInt(), type, body.isTextual() ? body.asText() : body.toString());
            return true;
        };
    }

    static Event text(int status, String type, String body) {
        return exchange -> {
            send(exchange, status, type, body);
            return true;
        };
    }

    /** Something happens in the ERP before the call is answered as always. */
    static Event meanwhile(Runnable change) {
        return exchange -> {
            change.run();
            return false;
        };
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode call = JSON.readTree(exchange.getRequestBody().readAllBytes());
            calls.add(call);
            Expected first = expected.stream().filter(e -> e.call().test(call)).findFirst().orElse(null);
            if (first != null) {
                expected.remove(first);
                if (first.event().happens(exchange)) {
                    return;
                }
            }
            if (!exchange.getRequestURI().getPath().equals("/qms/")) {
                recorded("08-unknown-database").happens(exchange);
                return;
            }
            String method = call.path("method").asText();
            if (method.equals("common.db.login")) {
                login(exchange, call);
            } else if (!sessions.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
                recorded("07-bad-session").happens(exchange);
            } else {
                send(exchange, 200, "application/json", result(call, method).toString());
            }
        }
    }

    private void login(HttpExchange exchange, JsonNode call) throws IOException {
        logins++;
        if (!call.path("params").path(0).asText().equals(USER) || !call.path("params").path(1).path("password").asText().equals(PASSWORD)) {
            recorded("04-login-bad-password").happens(exchange);
            return;
        }
        String key = "key" + logins;
        sessions.add("Session " + Base64.getEncoder().encodeToString((USER + ":7:" + key).getBytes(StandardCharsets.UTF_8)));
        ObjectNode answer = JSON.createObjectNode().put("id", call.path("id").asInt());
        answer.putArray("result").add(7).add(key);
        send(exchange, 200, "application/json", answer.toString());
    }

    private JsonNode result(JsonNode call, String method) {
        ObjectNode answer = JSON.createObjectNode();
        answer.set("id", call.path("id"));
        JsonNode params = call.path("params");
        switch (method) {
            case "model.res.user.get_preferences" -> answer.set("result", preferences);
            case "model.ir.model.access.get_access" -> {
                String model = params.path(0).path(0).asText();
                if (unknown.contains(model) || !tables.containsKey(model) && !WITHOUT_RECORDS.contains(model)) {
                    answer.putArray("error").add("'" + model + "'").add("");
                } else {
                    int write = unwritable.contains(model) ? 0 : 1;
                    answer.putObject("result").putObject(model).put("read", unreadable.contains(model) ? 0 : 1).put("create", write).put("write", write);
                }
            }
            case "model.stock.move.fields_get" -> answer.putObject("result").putObject("lot");
            case "model.sale.complaint.create", "model.ir.note.create" -> answer.putArray("result").add(create(method.replaceAll("^model\\.|\\.create$", ""), params));
            default -> {
                String model = method.replaceFirst("^model\\.", "").replaceFirst("\\.search_read$", "");
                if (unreadable.contains(model)) {
                    answer.set("error", resource("answers/45-model-not-allowed.json").path("response").path("body").path("error"));
                } else {
                    answer.set("result", search(model, params));
                }
            }
        }
        return answer;
    }

    /** Makes a record as Tryton does; returns its id. */
    long create(String model, JsonNode params) {
        long id = table(model).stream().mapToLong(r -> r.path("id").asLong()).max().orElse(0) + 1;
        ObjectNode row = ((ObjectNode) params.path(0).path(0)).deepCopy().put("id", id);
        if (model.equals("sale.complaint")) {
            row.put("number", Long.toString(id)).put("state", "draft");
        }
        table(model).add(row);
        return id;
    }

    private static void recorded(String name, java.util.function.Consumer<ObjectNode> each) {
        resource("answers/" + name + ".json").path("response").path("body").path("result").forEach(row -> each.accept((ObjectNode) row));
    }

    private ArrayNode search(String model, JsonNode params) {
        if (!params.path(5).path("company").isInt()) {
            throw new IllegalArgumentException("a call without a company in its context");
        }
        JsonNode domain = params.path(0);
        boolean archivedToo = domain.toString().contains("\"active\"");
        int most = params.path(2).isNull() ? Integer.MAX_VALUE : params.path(2).asInt();
        ArrayNode found = JSON.createArrayNode();
        for (ObjectNode row : table(model)) {
            boolean archived = row.has("active") && !new Row(row).is("active");
            if (found.size() < most && (archivedToo || !archived) && all(row, domain, 0)) {
                found.add(row);
            }
        }
        return found;
    }

    /** A domain is a list of clauses that all must hold, or of which one must when it begins with OR. */
    private static boolean holds(ObjectNode row, JsonNode clause) {
        if (clause.path(0).isArray()) {
            return all(row, clause, 0);
        }
        if (clause.path(0).asText().equals("OR")) {
            for (int i = 1; i < clause.size(); i++) {
                if (holds(row, clause.get(i))) {
                    return true;
                }
            }
            return false;
        }
        JsonNode have = at(row, clause.path(0).asText());
        JsonNode want = clause.path(2);
        return switch (clause.path(1).asText()) {
            case "=" -> want.isNull() ? have.isNull() || have.isMissingNode() : same(have, want);
            case "in" -> {
                boolean in = false;
                for (JsonNode one : want) {
                    in |= same(have, one);
                }
                yield in;
            }
            case ">" -> !have.isNull() && number(have) > number(want);
            case ">=" -> !have.isNull() && number(have) >= number(want);
            case "<" -> !have.isNull() && number(have) < number(want);
            default -> throw new IllegalArgumentException("an operator that the recorded Tryton was not asked: " + clause);
        };
    }

    private static boolean all(ObjectNode row, JsonNode clauses, int from) {
        for (int i = from; i < clauses.size(); i++) {
            if (!holds(row, clauses.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(JsonNode have, JsonNode want) {
        if (want.isBoolean()) {
            return (have.isNumber() ? have.asInt() != 0 : have.asBoolean()) == want.asBoolean();
        }
        return want.isNumber() ? have.isNumber() && have.asLong() == want.asLong() : have.asText().equals(want.asText());
    }

    private static long number(JsonNode value) {
        if (value.isNumber()) {
            return value.asLong();
        }
        Instant at = LocalDateTime.of(value.path("year").asInt(), value.path("month").asInt(), value.path("day").asInt(), value.path("hour").asInt(),
                value.path("minute").asInt(), value.path("second").asInt(), value.path("microsecond").asInt() * 1000).toInstant(ZoneOffset.UTC);
        return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
    }

    private static JsonNode at(ObjectNode row, String path) {
        int dot = path.indexOf('.');
        return dot < 0 ? row.path(path) : row.path(path.substring(0, dot + 1)).path(path.substring(dot + 1));
    }

    static JsonNode resource(String name) {
        try (InputStream in = FakeTryton.class.getResourceAsStream("/tryton/" + name)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }
}
