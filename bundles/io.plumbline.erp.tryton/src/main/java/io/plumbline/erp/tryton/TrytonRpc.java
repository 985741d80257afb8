package io.plumbline.erp.tryton;

import static io.plumbline.erp.tryton.TrytonJson.list;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;
import io.plumbline.erp.ErpHttp;

/**
 * Tryton's JSON-RPC: a session by login, renewed once when the server has forgotten it, and errors told in plain words. The body is
 * exactly {@code id}, {@code method} and {@code params}: with any further member Tryton answers in another form.
 */
final class TrytonRpc {
    /** Tryton counts failed logins over 300 seconds. */
    private static final Duration LOGIN_PAUSE = Duration.ofSeconds(300);
    private static final int IDS_PER_CALL = 1000;
    private static final int SHOWN = 200;
    /** What is read in any case; what else is read where its module is active is {@link #LOT} and {@link #COMPLAINT}. */
    private static final List<String> READ = List.of("stock.shipment.out", "stock.shipment.out.return", "stock.move", "stock.location", "sale.sale",
            "sale.line", "party.party", "party.contact_mechanism", "party.address", "product.product", "product.uom", "currency.currency", "country.country",
            "country.subdivision", "ir.lang");
    private static final String GET_ACCESS = "model.ir.model.access.get_access";
    private static final String LOT = "stock.lot";
    private static final String COMPLAINT = "sale.complaint";

    private final TrytonSettings settings;
    private final ErpHttp http;
    private final AtomicLong calls = new AtomicLong();
    private Session session;

    TrytonRpc(TrytonSettings settings) {
        this.settings = settings;
        this.http = new ErpHttp(settings.url(), settings.timeout());
    }

    /**
     * @param authorization header of each call
     * @param company       whose records are read
     * @param context       last parameter of each call: company and language, without which a party's language reads null
     * @param lots          whether there are lot numbers to read (module stock_lot)
     * @param complaints    whether there are complaints to read (module sale_complaint)
     */
    record Session(String authorization, long company, JsonNode context, boolean lots, boolean complaints) {
    }

    /** The session, opened where there is none. */
    synchronized Session session() throws SourceFault {
        if (session == null) {
            session = login();
        }
        return session;
    }

    /** The server's clock, from an answer to a session that works and still has its company. */
    Instant now() throws SourceFault {
        session();
        ErpHttp.Answer answer = answer("model.res.user.get_preferences", list(true, JsonNodeFactory.instance.objectNode()));
        JsonNode preferences = result(answer, "model.res.user.get_preferences");
        if (company(preferences) != session().company()) {
            forget(session());
            session();
        }
        return answer.date().orElseThrow(() -> new SourceFault(Kind.UNEXPECTED,
                "Tryton at " + http.where() + " does not tell its time (no HTTP header Date): a proxy before it may take it away"));
    }

    /** Records by their identities, in the order of these; those that are not there, or not to be seen, are simply missing. */
    List<Row> byIds(String model, Collection<Long> ids, List<?> also, List<String> fields) throws SourceFault {
        return in(model, "id", ids, also, fields);
    }

    /** Records of which {@code field} is one of {@code values}, ordered by id. */
    List<Row> in(String model, String field, Collection<?> values, List<?> also, List<String> fields) throws SourceFault {
        List<Row> rows = new ArrayList<>();
        List<?> all = List.copyOf(values);
        for (int from = 0; from < all.size(); from += IDS_PER_CALL) {
            List<Object> domain = new ArrayList<>();
            domain.add(List.of(field, "in", all.subList(from, Math.min(all.size(), from + IDS_PER_CALL))));
            domain.addAll(also);
            rows.addAll(search(model, domain, null, fields));
        }
        return rows;
    }

    /** Records that satisfy a domain, ordered by id; {@code most} null for all. */
    List<Row> search(String model, List<?> domain, Integer most, List<String> fields) throws SourceFault {
        String method = "model." + model + ".search_read";
        JsonNode found = result(answer(method, list(domain, 0, most, list(list("id", "ASC")), fields, session().context())), method);
        if (!found.isArray()) {
            throw unexpected(method, "something that is not a list of records");
        }
        List<Row> rows = new ArrayList<>(found.size());
        for (JsonNode node : found) {
            if (!node.path("id").isIntegralNumber()) {
                throw unexpected(method, "a record without an id");
            }
            rows.add(new Row(node));
        }
        return rows;
    }

    /**
     * Makes one record. Whoever gets {@link Kind#UNREACHABLE} cannot know whether it was made.
     *
     * @return its identity
     */
    long create(String model, Map<String, ?> values) throws SourceFault {
        String method = "model." + model + ".create";
        JsonNode made = result(answer(method, list(list(values), session().context())), method);
        if (!made.path(0).isIntegralNumber()) {
            throw unexpected(method, "no identity");
        }
        return made.path(0).longValue();
    }

    /**
     * Asks whether the user has these rights on the model.
     *
     * @throws SourceFault SETUP that names the rights that are missing, or the module that is not active
     */
    void demand(String model, String module, List<String> rights) throws SourceFault {
        JsonNode said = answer(GET_ACCESS, list(list(model), session().context())).json();
        if (said.has("error")) {
            throw new SourceFault(Kind.SETUP, who() + " does not know " + model + ": activate the module " + module);
        }
        List<String> missing = rights.stream().filter(right -> said.path("result").path(model).path(right).asInt() == 0).toList();
        if (!missing.isEmpty()) {
            throw new SourceFault(Kind.SETUP, who() + " does not let user " + settings.user() + " " + String.join(" and ", missing) + " " + model
                    + ": give these rights to one of the user's groups");
        }
    }

    private Session login() throws SourceFault {
        ObjectNode secret = JsonNodeFactory.instance.objectNode().put("password", settings.password().reveal());
        ErpHttp.Answer answer = post("common.db.login", list(settings.user(), secret, "en"), Map.of());
        switch (answer.status()) {
            case 401 -> throw new SourceFault(Kind.LOGIN, who() + " refuses user " + settings.user() + ": check user and password");
            case 429 -> throw new SourceFault(Kind.THROTTLED, who() + " refuses further logins of user " + settings.user()
                    + " for five minutes, even with the right password, because too many failed", LOGIN_PAUSE, null);
            case 404, 405 -> throw new SourceFault(Kind.SETUP, "there is no Tryton at " + http.where() + " (HTTP " + answer.status() + "): check url and database");
            default -> answer.ok();
        }
        JsonNode said = answer.json();
        if (said.has("error")) {
            String error = said.path("error").path(0).asText();
            if ("LoginException".equals(error)) {
                throw new SourceFault(Kind.LOGIN, who() + " wants more than a password of user " + settings.user()
                        + ": use a user of its own that logs in by password alone");
            }
            throw new SourceFault(Kind.SETUP, "Tryton at " + http.where() + " cannot open the database " + settings.database() + ": check database");
        }
        JsonNode key = said.path("result");
        if (!key.path(0).isIntegralNumber() || !key.path(1).isTextual()) {
            throw unexpected("common.db.login", "no session");
        }
        String authorization = "Session " + Base64.getEncoder()
                .encodeToString((settings.user() + ":" + key.path(0).asText() + ":" + key.path(1).asText()).getBytes(StandardCharsets.UTF_8));
        return describe(authorization);
    }

    /** What the user may do, asked with a session that is not in use yet. */
    private Session describe(String authorization) throws SourceFault {
        JsonNode none = JsonNodeFactory.instance.objectNode();
        JsonNode preferences = ask(authorization, "model.res.user.get_preferences", list(true, none));
        long company = company(preferences);
        JsonNode context = JsonNodeFactory.instance.objectNode().put("company", company).put("language", preferences.path("language").asText("en"));
        List<String> forbidden = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String model : READ) {
            switch (access(authorization, model, context)) {
                case NOT_THERE -> unknown.add(model);
                case FORBIDDEN -> forbidden.add(model);
                case READABLE -> {
                    // as it should be
                }
            }
        }
        if (!unknown.isEmpty()) {
            throw new SourceFault(Kind.SETUP, who() + " does not know " + String.join(", ", unknown) + ": activate the modules sale and stock");
        }
        Access lots = access(authorization, LOT, context);
        Access complaints = access(authorization, COMPLAINT, context);
        // a return that a complaint brought about names its order only there: without this right it would go unnoticed
        if (complaints == Access.FORBIDDEN) {
            forbidden.add(COMPLAINT);
        }
        if (!forbidden.isEmpty()) {
            throw new SourceFault(Kind.SETUP, who() + " does not let user " + settings.user() + " read " + String.join(", ", forbidden)
                    + ": give read access to one of the user's groups");
        }
        return new Session(authorization, company, context, lots == Access.READABLE, complaints == Access.READABLE);
    }

    private enum Access { READABLE, FORBIDDEN, NOT_THERE }

    private Access access(String authorization, String model, JsonNode context) throws SourceFault {
        JsonNode said = post(GET_ACCESS, list(list(model), context), Map.of("Authorization", authorization)).ok().json();
        if (said.has("error")) {
            return Access.NOT_THERE;
        }
        return said.path("result").path(model).path("read").asInt() != 0 ? Access.READABLE : Access.FORBIDDEN;
    }

    private JsonNode ask(String authorization, String method, ArrayNode params) throws SourceFault {
        return result(post(method, params, Map.of("Authorization", authorization)).ok(), method);
    }

    private long company(JsonNode preferences) throws SourceFault {
        JsonNode company = preferences.path("company");
        if (!company.isIntegralNumber()) {
            throw new SourceFault(Kind.SETUP, who() + " has no company for user " + settings.user()
                    + ", who therefore sees no records at all: in the user's preferences, add a company and make it the current one");
        }
        return company.longValue();
    }

    /** The answer to a call within the session; when the server no longer knows it, after one new login. */
    private ErpHttp.Answer answer(String method, ArrayNode params) throws SourceFault {
        Session used = session();
        ErpHttp.Answer answer = post(method, params, Map.of("Authorization", used.authorization()));
        if (answer.status() == 401) {
            forget(used);
            answer = post(method, params, Map.of("Authorization", session().authorization()));
        }
        return answer.ok();
    }

    private synchronized void forget(Session expired) {
        if (session == expired) {
            session = null;
        }
    }

    private ErpHttp.Answer post(String method, ArrayNode params, Map<String, String> headers) throws SourceFault {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("id", calls.incrementAndGet()).put("method", method).set("params", params);
        return http.postJson("/" + settings.database() + "/", body, headers);
    }

    private JsonNode result(ErpHttp.Answer answer, String method) throws SourceFault {
        JsonNode said = answer.json();
        if (said.has("error")) {
            throw refusal(said.path("error"), method);
        }
        if (!said.has("result")) {
            throw unexpected(method, "neither a result nor an error");
        }
        return said.path("result");
    }

    /** Tryton names its own errors by class; any other exception in the server comes as its bare text. */
    private SourceFault refusal(JsonNode error, String method) {
        String name = error.path(0).asText();
        if ("UserError".equals(name)) {
            return new SourceFault(Kind.SETUP, who() + " refuses " + method + " to user " + settings.user() + ": " + shown(error.path(1).path(0).asText())
                    + " See the rights that the connector needs");
        }
        return unexpected(method, "the error " + shown(name));
    }

    private SourceFault unexpected(String method, String what) {
        return new SourceFault(Kind.UNEXPECTED, who() + " answers " + method + " with " + what);
    }

    /** Host, port and database, for messages. */
    String who() {
        return "Tryton at " + http.where() + " (database " + settings.database() + ")";
    }

    private static String shown(String text) {
        String plain = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return plain.length() <= SHOWN ? plain : plain.substring(0, SHOWN) + "…";
    }
}
