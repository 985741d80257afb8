package io.plumbline.rest;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.apache.cxf.jaxrs.model.ClassResourceInfo;
import org.apache.cxf.jaxrs.model.OperationResourceInfo;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.rest.openapi.OpenApiDocument;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;

/** The document says what is served: no more, no less, and in a form that others can read. */
public class OpenApiTest {
    @ClassRule
    public static final Room ROOM = new Room();

    private static JsonNode document() throws Exception {
        return ROOM.json("erp", "/openapi.json");
    }

    @Test
    public void theDocumentIsValid() throws Exception {
        ParseOptions options = new ParseOptions();
        options.setResolve(true);
        SwaggerParseResult read = new OpenAPIV3Parser().readContents(ROOM.get("auditor", "/openapi.json").body(), null, options);
        assertThat(read.getMessages()).isEmpty();
        assertThat(read.getOpenAPI().getPaths()).hasSizeGreaterThan(25);
        assertThat(read.getOpenAPI().getComponents().getSchemas()).containsKeys("Problem", "Delivery", "DeliveryPage", "Case", "DeliveredOrder");
    }

    @Test
    public void everyOperationThatIsServedIsToldOfAndTheReverse() throws Exception {
        Set<String> served = new TreeSet<>();
        for (ClassResourceInfo resource : ROOM.registry()) {
            for (OperationResourceInfo one : resource.getMethodDispatcher().getOperationResourceInfos()) {
                String path = (resource.getURITemplate().getValue() + "/" + one.getURITemplate().getValue()).replaceAll("/+", "/").replaceFirst("(.)/$", "$1");
                served.add(one.getHttpMethod() + " " + path);
            }
        }
        Set<String> told = new TreeSet<>();
        document().get("paths").properties().forEach(path -> path.getValue().fieldNames().forEachRemaining(m -> told.add(m.toUpperCase(java.util.Locale.ROOT) + " " + path.getKey())));
        assertThat(told).isEqualTo(served).contains("POST /deliveries", "GET /nonconformities/{number}/trail");
    }

    @Test
    public void everyOperationSaysWhoMayAndEveryParameterWhatItMeans() throws Exception {
        List<String> missing = new ArrayList<>();
        Set<String> ids = new TreeSet<>();
        for (Map.Entry<String, JsonNode> path : document().get("paths").properties()) {
            for (Map.Entry<String, JsonNode> one : path.getValue().properties()) {
                String name = one.getKey() + " " + path.getKey();
                if (!one.getValue().get("description").asText().contains("For: ") || one.getValue().get("description").asText().contains("For: nobody")) {
                    missing.add(name + " says not who may");
                }
                if (!ids.add(one.getValue().get("operationId").asText())) {
                    missing.add(name + " has no id of its own");
                }
                one.getValue().path("parameters").forEach(p -> {
                    if (p.path("description").asText().isBlank()) {
                        missing.add(name + ": " + p.get("name").asText());
                    }
                });
                boolean key = one.getValue().path("parameters").toString().contains("Idempotency-Key");
                if (key != one.getKey().equals("post")) {
                    missing.add(name + ": an Idempotency-Key is for POST");
                }
                for (String status : List.of("401", "403", "500", "503")) {
                    if (!one.getValue().at("/responses/" + status + "/content").has("application/problem+json")) {
                        missing.add(name + " knows no " + status);
                    }
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    public void everyPostGoesThroughOnce() {
        for (Class<?> resource : RestApplication.resources()) {
            for (Map.Entry<String, Method> one : OpenApiDocument.operations(resource).entrySet()) {
                if (one.getKey().startsWith("POST")) {
                    assertThat(java.util.Arrays.stream(resource.getDeclaredFields()).map(java.lang.reflect.Field::getType)).as(one.getKey()).contains(Once.class);
                }
            }
        }
    }

    @Test
    public void everyKindOfProblemIsListedWithItsType() throws Exception {
        String text = document().at("/info/description").asText();
        for (ProblemKind kind : ProblemKind.values()) {
            assertThat(text).contains("`" + kind.type() + "`");
        }
        assertThat(document().at("/components/examples/too-large/value/status").asInt()).isEqualTo(413);
    }

    @Test
    public void thePageBringsAllItNeedsAndNamesNoOtherSite() throws Exception {
        HttpResponse<String> page = ROOM.get("erp", "/docs");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(page.body()).contains("nonce=\"n0nce\"").doesNotContain("{nonce}").doesNotContain("{csrf}").doesNotContain("http://").doesNotContain("https://")
                .doesNotContain("<style").doesNotContain("style=");
        for (String asset : List.of("swagger-ui.css", "swagger-ui-bundle.js", "docs.js")) {
            assertThat(page.body()).contains("/api/v1/docs/" + asset);
            HttpResponse<String> loaded = ROOM.get("erp", "/docs/" + asset);
            assertThat(loaded.statusCode()).as(asset).isEqualTo(200);
            assertThat(loaded.headers().firstValue("Content-Type").orElse("")).startsWith(asset.endsWith("css") ? "text/css" : "text/javascript");
        }
        assertThat(ROOM.get("erp", "/docs/docs.html").statusCode()).isEqualTo(404);
        assertThat(ROOM.get("erp", "/docs/..%2fdocs.js").statusCode()).isGreaterThanOrEqualTo(400);
    }
}
