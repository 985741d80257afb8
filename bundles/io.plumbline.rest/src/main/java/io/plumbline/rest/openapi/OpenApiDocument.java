package io.plumbline.rest.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import javax.annotation.security.RolesAllowed;
import javax.ws.rs.BeanParam;
import javax.ws.rs.Consumes;
import javax.ws.rs.DefaultValue;
import javax.ws.rs.HttpMethod;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.QueryParam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.plumbline.domain.Id;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.rest.Limit;
import io.plumbline.rest.ProblemKind;
import io.plumbline.rest.Problems.ProblemJson;

/**
 * Makes the OpenAPI 3.0 document of resources: paths, methods, roles and parameters from their JAX-RS annotations, bodies and answers from
 * the records that {@link Operation} names. Nothing of it is written twice.
 */
public final class OpenApiDocument {
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final String ID = "^[0-9A-HJKMNP-TV-Z]{26}$";
    private static final Set<ProblemKind> EVERYWHERE = Set.of(ProblemKind.UNAUTHENTICATED, ProblemKind.FORBIDDEN, ProblemKind.NOT_ACCEPTABLE,
            ProblemKind.TOO_MANY_REQUESTS, ProblemKind.TOO_MANY_HEADERS, ProblemKind.INTERNAL, ProblemKind.NOT_READY, ProblemKind.INVALID_REQUEST,
            ProblemKind.METHOD_NOT_ALLOWED);
    private static final Set<ProblemKind> WITH_BODY = Set.of(ProblemKind.MALFORMED, ProblemKind.TOO_SLOW, ProblemKind.TOO_LARGE,
            ProblemKind.UNSUPPORTED_MEDIA_TYPE, ProblemKind.REFUSED);
    private static final Set<ProblemKind> CHANGING = Set.of(ProblemKind.FOREIGN_ORIGIN, ProblemKind.CSRF);
    private static final Set<ProblemKind> ONCE = Set.of(ProblemKind.IN_PROGRESS, ProblemKind.KEY_REUSED);
    private static final Set<ProblemKind> MATCHED = Set.of(ProblemKind.CHANGED_MEANWHILE, ProblemKind.PRECONDITION_REQUIRED);
    /** What must be there in a report of a delivery, which knows nothing of this bundle's annotations. */
    private static final Map<Class<?>, Set<String>> NEEDED = Map.of(
            DeliveredOrder.class, Set.of("schema", "source", "kind", "status"),
            DeliveredOrder.SourceRef.class, Set.of("docType", "docId"),
            DeliveredOrder.ErpDate.class, Set.of("date"),
            DeliveredOrder.Link.class, Set.of("type"));

    private final String version;
    private final ObjectNode paths = NEW.objectNode();
    private final Map<String, ObjectNode> schemas = new TreeMap<>();
    private final Map<String, Class<?>> named = new LinkedHashMap<>();
    private final Set<String> tags = new TreeSet<>();
    private final Set<ProblemKind> used = new TreeSet<>();

    /** @param version of the interface as it is delivered */
    public OpenApiDocument(Collection<Class<?>> resources, String version) {
        this.version = version;
        resources.stream().sorted(Comparator.comparing(Class::getName)).forEach(this::add);
    }

    /** The resource methods of a class: method and path as {@code GET /deliveries/{id}}. */
    public static Map<String, Method> operations(Class<?> resource) {
        Map<String, Method> operations = new TreeMap<>();
        for (Method method : resource.getMethods()) {
            for (Annotation annotation : method.getAnnotations()) {
                HttpMethod http = annotation.annotationType().getAnnotation(HttpMethod.class);
                if (http != null) {
                    operations.put(http.value() + " " + path(resource, method), method);
                }
            }
        }
        return operations;
    }

    private static String path(Class<?> resource, Method method) {
        Path below = method.getAnnotation(Path.class);
        String whole = resource.getAnnotation(Path.class).value() + "/" + (below == null ? "" : below.value());
        String plain = "/" + Arrays.stream(whole.split("/")).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
        return plain.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }

    public ObjectNode json() {
        ObjectNode root = NEW.objectNode();
        root.put("openapi", "3.0.3");
        ObjectNode info = root.putObject("info");
        info.put("title", "Plumbline").put("version", version).put("description", introduction());
        info.putObject("license").put("name", "Apache-2.0").put("url", "https://www.apache.org/licenses/LICENSE-2.0");
        root.putArray("servers").addObject().put("url", "/api/v1");
        root.putArray("security").add(NEW.objectNode().set("login", NEW.arrayNode()));
        ArrayNode tagList = root.putArray("tags");
        tags.forEach(tag -> tagList.addObject().put("name", tag));
        ObjectNode sorted = root.putObject("paths");
        paths.properties().stream().sorted(Map.Entry.comparingByKey()).forEach(e -> sorted.set(e.getKey(), e.getValue()));
        schema(ProblemJson.class);
        ObjectNode components = root.putObject("components");
        ObjectNode all = components.putObject("schemas");
        schemas.forEach(all::set);
        ObjectNode examples = components.putObject("examples");
        for (ProblemKind kind : used) {
            examples.putObject(kind.code()).put("summary", kind.meaning()).putObject("value").put("type", kind.type()).put("title", kind.title())
                    .put("status", kind.status()).put("detail", kind.meaning().replace("`", ""));
        }
        components.putObject("securitySchemes").putObject("login").put("type", "http").put("scheme", "basic")
                .put("description", "Name and password of a Plumbline user. The cookie of a page counts too; what changes something then needs X-CSRF-Token.");
        return root;
    }

    private static String introduction() {
        StringBuilder text = new StringBuilder("""
                Deliveries come in, customers are asked, what went wrong becomes a case: this is the flow, noun by noun.

                - **Lists** are newest first unless they say otherwise, with at most `limit` rows; `next` is the address of the following page, null on the last one.
                - **Single records** carry an `ETag`. Send it as `If-None-Match` to be told 304 when nothing changed, and as `If-Match` where something is to be changed.
                - **Every POST** takes an `Idempotency-Key` of your choice. The same call with the same key is carried out once: for 24 hours it gets the answer that the first one got, marked `Idempotency-Replayed: true`.
                - **Moments** are in UTC, days are days of the calendar, amounts are decimal numbers. Unknown parameters and members are refused by name.
                - **Bodies** may come, and answers may go, with `Content-Encoding: gzip`; at most 1 MiB unpacked unless the operator says otherwise; attached files may be larger.
                - **Errors** are `application/problem+json` (RFC 9457). Their types never change:

                | type | status | meaning |
                |---|---|---|
                """);
        for (ProblemKind kind : ProblemKind.values()) {
            text.append("| `").append(kind.type()).append("` | ").append(kind.status()).append(" | ").append(kind.meaning()).append(" |\n");
        }
        return text.toString();
    }

    private void add(Class<?> resource) {
        operations(resource).forEach((name, method) -> {
            Operation operation = method.getAnnotation(Operation.class);
            if (operation == null) {
                throw new IllegalStateException(method + " has no @Operation, so nobody would know of it");
            }
            String path = name.substring(name.indexOf(' ') + 1);
            ObjectNode item = paths.has(path) ? (ObjectNode) paths.get(path) : paths.putObject(path);
            item.set(name.substring(0, name.indexOf(' ')).toLowerCase(java.util.Locale.ROOT), operation(path, name.startsWith("POST "), method, operation));
        });
    }

    private ObjectNode operation(String path, boolean post, Method method, Operation o) {
        ObjectNode node = NEW.objectNode();
        String tag = path.substring(1).split("/")[0];
        tags.add(tag);
        node.putArray("tags").add(tag);
        node.put("operationId", o.id()).put("summary", o.says()).put("description", described(method, o));
        ArrayNode parameters = NEW.arrayNode();
        Set<ProblemKind> problems = new TreeSet<>(EVERYWHERE);
        problems.addAll(List.of(o.problems()));
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(BeanParam.class)) {
                for (Field field : parameter.getType().getDeclaredFields()) {
                    parameter(field, field.getGenericType(), parameters);
                }
            } else {
                parameter(parameter, parameter.getParameterizedType(), parameters);
            }
        }
        if (path.contains("{")) {
            problems.add(ProblemKind.NOT_FOUND);
        }
        if (o.tagged()) {
            header(parameters, "If-None-Match", "The ETag that you have: the answer is 304 when it still holds", false);
        }
        if (o.matched()) {
            header(parameters, "If-Match", "The ETag that you read", true);
            problems.addAll(MATCHED);
        }
        if (post) {
            header(parameters, "Idempotency-Key", "16 to 128 letters, digits, hyphens and underscores that nobody can guess, such as a random UUID", false);
            problems.addAll(ONCE);
        }
        if (o.takes() != void.class) {
            body(node, method, o);
            problems.addAll(WITH_BODY);
        }
        if (!method.isAnnotationPresent(javax.ws.rs.GET.class)) {
            problems.addAll(CHANGING);
        }
        if (!parameters.isEmpty()) {
            node.set("parameters", parameters);
        }
        responses(node.putObject("responses"), o, post, problems);
        return node;
    }

    private static String described(Method method, Operation o) {
        RolesAllowed roles = method.isAnnotationPresent(RolesAllowed.class) ? method.getAnnotation(RolesAllowed.class)
                : method.getDeclaringClass().getAnnotation(RolesAllowed.class);
        String who = roles == null ? "nobody" : String.join(", ", roles.value());
        return (o.more().isEmpty() ? "" : o.more() + "\n\n") + "For: " + who + ".";
    }

    private void parameter(AnnotatedElement parameter, Type type, ArrayNode parameters) {
        QueryParam query = parameter.getAnnotation(QueryParam.class);
        PathParam path = parameter.getAnnotation(PathParam.class);
        if (query == null && path == null) {
            return;
        }
        ObjectNode node = parameters.addObject();
        node.put("name", path == null ? query.value() : path.value()).put("in", path == null ? "query" : "path").put("required", path != null);
        Says says = parameter.getAnnotation(Says.class);
        node.put("description", says == null ? usual(type, path == null ? query.value() : path.value()) : says.value());
        ObjectNode schema = schema(type).deepCopy();
        if (type == String.class) {
            schema.put("maxLength", 200);
        }
        states(parameter, schema);
        DefaultValue standard = parameter.getAnnotation(DefaultValue.class);
        if (standard != null) {
            schema.set("default", value(schema, standard.value()));
        }
        node.set("schema", schema);
        if (says != null && !says.example().isEmpty()) {
            node.set("example", value(schema, says.example()));
        }
    }

    private static String usual(Type type, String name) {
        if (type == Limit.class) {
            return "How many rows at most";
        }
        if (name.equals("after")) {
            return "What the page before says in its next: follow that address instead of putting one together";
        }
        throw new IllegalStateException("the parameter " + name + " has no @Says");
    }

    private static void header(ArrayNode parameters, String name, String description, boolean required) {
        parameters.addObject().put("name", name).put("in", "header").put("required", required).put("description", description).putObject("schema").put("type", "string");
    }

    private void body(ObjectNode node, Method method, Operation o) {
        ObjectNode schema = o.takes() == byte[].class ? NEW.objectNode().put("type", "string").put("format", "binary") : schema(o.takes());
        ObjectNode whole = schema;
        if (o.takesMany() > 0) {
            whole = NEW.objectNode().put("type", "array").put("minItems", 1).put("maxItems", o.takesMany());
            whole.set("items", schema);
        }
        ObjectNode content = node.putObject("requestBody").put("required", true).putObject("content");
        Consumes consumes = method.isAnnotationPresent(Consumes.class) ? method.getAnnotation(Consumes.class) : method.getDeclaringClass().getAnnotation(Consumes.class);
        for (String type : consumes == null ? new String[] {"application/json"} : consumes.value()) {
            ObjectNode media = content.putObject(type);
            if (type.equals("application/json")) {
                media.set("schema", whole);
                example(o.takes(), o.takesMany() > 0, media);
            } else {
                media.putObject("schema").put("type", "string").put("format", "binary");
            }
        }
    }

    /** A whole body as an example where one lies beside this class. */
    private static void example(Class<?> taken, boolean many, ObjectNode media) {
        try (var in = OpenApiDocument.class.getResourceAsStream(taken.getSimpleName() + ".example.json")) {
            if (in != null) {
                JsonNode one = MAPPER.readTree(in);
                media.set("example", many ? NEW.arrayNode().add(one) : one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void responses(ObjectNode responses, Operation o, boolean post, Set<ProblemKind> problems) {
        ObjectNode well = responses.putObject(String.valueOf(o.status()));
        well.put("description", o.says());
        if (o.tagged() || post) {
            ObjectNode headers = well.putObject("headers");
            if (o.tagged()) {
                headers.putObject("ETag").put("description", "The state of what is shown").putObject("schema").put("type", "string");
            }
            if (post) {
                headers.putObject("Idempotency-Replayed").put("description", "true where an earlier call with the same key got this answer").putObject("schema")
                        .put("type", "string");
            }
        }
        if (o.gives() != void.class) {
            ObjectNode schema = o.paged() ? page(o.gives()) : o.gives() == byte[].class ? file(o) : schema(o.gives());
            well.putObject("content").putObject(o.type()).set("schema", schema);
        }
        if (o.tagged()) {
            responses.putObject("304").put("description", "What you have still holds");
        }
        used.addAll(problems);
        Map<Integer, List<ProblemKind>> byStatus = problems.stream().collect(Collectors.groupingBy(ProblemKind::status, TreeMap::new, Collectors.toList()));
        byStatus.forEach((status, kinds) -> {
            ObjectNode wrong = responses.has(status.toString()) ? (ObjectNode) responses.get(status.toString()) : responses.putObject(status.toString());
            String text = kinds.stream().map(ProblemKind::meaning).collect(Collectors.joining(" Or: "));
            wrong.put("description", wrong.has("description") ? wrong.get("description").asText() + " Or: " + text : text);
            ObjectNode content = wrong.withObjectProperty("content").putObject("application/problem+json");
            content.set("schema", schema(ProblemJson.class));
            ObjectNode examples = content.putObject("examples");
            kinds.forEach(kind -> examples.putObject(kind.code()).put("$ref", "#/components/examples/" + kind.code()));
        });
    }

    private static ObjectNode file(Operation o) {
        ObjectNode schema = NEW.objectNode().put("type", "string");
        return o.type().equals("application/octet-stream") ? schema.put("format", "binary") : schema;
    }

    private ObjectNode page(Class<?> row) {
        String name = name(row) + "Page";
        if (!schemas.containsKey(name)) {
            ObjectNode page = NEW.objectNode();
            schemas.put(name, page);
            page.put("type", "object").put("description", "Some rows of a list");
            page.putArray("required").add("items").add("next");
            ObjectNode properties = page.putObject("properties");
            ObjectNode items = properties.putObject("items").put("type", "array");
            items.put("maxItems", Limit.MOST).set("items", schema(row));
            properties.putObject("next").put("type", "string").put("nullable", true).put("description", "Address of the following page; null on the last one")
                    .put("example", "/api/v1/deliveries?after=01JD3V8Q0M7Z2K5N9R4T6W8XAB&limit=50");
        }
        return ref(name);
    }

    // schemas

    private ObjectNode schema(Type type) {
        if (type instanceof ParameterizedType p) {
            Class<?> raw = (Class<?>) p.getRawType();
            if (Collection.class.isAssignableFrom(raw)) {
                ObjectNode list = NEW.objectNode().put("type", "array");
                list.set("items", schema(p.getActualTypeArguments()[0]));
                return list;
            }
            if (Map.class.isAssignableFrom(raw)) {
                ObjectNode map = NEW.objectNode().put("type", "object");
                map.set("additionalProperties", schema(p.getActualTypeArguments()[1]));
                return map;
            }
            throw new IllegalStateException("no schema for " + type);
        }
        if (type == Object.class) {
            return NEW.objectNode().put("type", "object");
        }
        Class<?> one = (Class<?>) type;
        ObjectNode simple = simple(one);
        if (simple != null) {
            return simple;
        }
        String name = name(one);
        if (!schemas.containsKey(name)) {
            ObjectNode schema = NEW.objectNode();
            schemas.put(name, schema);
            if (one.isEnum()) {
                schema.put("type", "string");
                ArrayNode words = schema.putArray("enum");
                Arrays.stream(one.getEnumConstants()).forEach(c -> words.add(((Enum<?>) c).name()));
            } else {
                record(one, schema);
            }
        }
        return ref(name);
    }

    private static ObjectNode simple(Class<?> type) {
        ObjectNode node = NEW.objectNode();
        if (type == String.class || type == ZoneId.class) {
            return node.put("type", "string");
        }
        if (type == Id.class) {
            return node.put("type", "string").put("pattern", ID).put("example", "01JD3V8Q0M7Z2K5N9R4T6W8XAB");
        }
        if (type == CaseNumber.class) {
            return node.put("type", "string").put("example", "NC-MAIN-2026-0001");
        }
        if (type == boolean.class || type == Boolean.class) {
            return node.put("type", "boolean");
        }
        if (type == int.class || type == Integer.class) {
            return node.put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return node.put("type", "integer").put("format", "int64");
        }
        if (type == BigDecimal.class) {
            return node.put("type", "number");
        }
        if (type == Instant.class) {
            return node.put("type", "string").put("format", "date-time").put("example", "2026-11-21T08:00:00Z");
        }
        if (type == LocalDate.class) {
            return node.put("type", "string").put("format", "date").put("example", "2026-11-21");
        }
        return type == Limit.class ? node.put("type", "integer").put("format", "int32").put("minimum", 1).put("maximum", Limit.MOST) : null;
    }

    private void record(Class<?> type, ObjectNode schema) {
        if (!type.isRecord()) {
            throw new IllegalStateException(type + " is no record, so no schema can be made of it");
        }
        schema.put("type", "object");
        Says about = type.getAnnotation(Says.class);
        if (about != null) {
            schema.put("description", about.value());
        }
        boolean report = type == DeliveredOrder.class || type.getEnclosingClass() == DeliveredOrder.class;
        Set<String> required = new LinkedHashSet<>();
        ObjectNode properties = NEW.objectNode();
        if (type == DeliveredOrder.class) {
            ObjectNode only = properties.putObject("schema").put("type", "string").put("description", "The form of this report");
            only.putArray("enum").add(DeliveredOrder.SCHEMA);
            required.add("schema");
        }
        for (RecordComponent component : type.getRecordComponents()) {
            properties.set(component.getName(), member(component));
            boolean needed = report ? NEEDED.getOrDefault(type, Set.of()).contains(component.getName()) : !component.isAnnotationPresent(Maybe.class);
            if (needed) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required.forEach(names::add);
        }
        schema.set("properties", properties);
        if (report) {
            schema.put("additionalProperties", false);
        }
    }

    private ObjectNode member(RecordComponent component) {
        ObjectNode schema = schema(component.getGenericType());
        Says says = component.getAnnotation(Says.class);
        boolean nullable = component.isAnnotationPresent(Maybe.class);
        if (says == null && !nullable && !component.isAnnotationPresent(OneOf.class)) {
            return schema;
        }
        ObjectNode node = schema;
        if (schema.has("$ref")) {
            node = NEW.objectNode();
            node.putArray("allOf").add(schema);
        }
        states(component, node);
        if (nullable) {
            node.put("nullable", true);
        }
        if (says != null) {
            node.put("description", says.value());
            if (!says.example().isEmpty()) {
                node.set("example", value(schema, says.example()));
            }
        }
        return node;
    }

    private static void states(AnnotatedElement element, ObjectNode schema) {
        OneOf states = element.getAnnotation(OneOf.class);
        if (states != null) {
            ArrayNode words = schema.putArray("enum");
            OneOf.Names.of(states).forEach(words::add);
        }
    }

    private static JsonNode value(ObjectNode schema, String text) {
        try {
            return "string".equals(schema.path("type").asText()) || schema.has("$ref") ? NEW.textNode(text) : MAPPER.readTree(text);
        } catch (IOException e) {
            throw new IllegalStateException("an example that is no JSON: " + text, e);
        }
    }

    private static ObjectNode ref(String name) {
        return NEW.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** The class's name without its ending; two classes of one name would be one schema. */
    private String name(Class<?> type) {
        String name = type.getSimpleName().replaceFirst("Json$", "");
        if (type.getEnclosingClass() == DeliveredOrder.class) {
            name = "Report" + name;
        } else if (type.isEnum() && type.getEnclosingClass() != null && !type.getEnclosingClass().getSimpleName().endsWith("Resource")) {
            name = type.getEnclosingClass().getSimpleName().replaceFirst("Json$", "") + name;
        }
        Class<?> other = named.putIfAbsent(name, type);
        if (other != null && other != type) {
            throw new IllegalStateException(other + " and " + type + " would both be " + name);
        }
        return name;
    }
}
