package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;

import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** What another system is told, from the booted distribution to a receiver on this machine. */
public class WebhookIT {
    private static final Duration SOON = Duration.ofSeconds(40);
    private static final Pattern SECRET = Pattern.compile("whsec_([A-Za-z0-9+/]{43}=)");
    private static final Pattern LINK = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/s/[A-Za-z0-9_-]{22}");

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static final List<Call> CALLS = new CopyOnWriteArrayList<>();
    private static final Map<String, AtomicInteger> REFUSE = new ConcurrentHashMap<>();
    private static HttpServer receiver;
    private static PageClient operator;
    private static String secret;
    private static String page;

    private record Call(String path, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.entrySet().stream().filter(e -> e.getKey().equalsIgnoreCase(name)).map(e -> e.getValue().get(0)).findFirst().orElse("");
        }

        JsonNode json() {
            try {
                return JsonMapper.builder().build().readTree(body);
            } catch (java.io.IOException e) {
                throw new AssertionError(body, e);
            }
        }
    }

    @BeforeClass
    public static void listen() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        receiver.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            CALLS.add(new Call(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()), body));
            boolean refuse = REFUSE.containsKey("") && REFUSE.get("").getAndDecrement() > 0;
            exchange.sendResponseHeaders(refuse ? 500 : 204, -1);
            exchange.close();
        });
        receiver.start();
        operator = new PageClient(PLUMBLINE);
        String password = People.password(PLUMBLINE, "operator");
        await().atMost(SOON).ignoreExceptions().until(() -> operator.logIn("operator", password).statusCode() == 200);
        HttpResponse<String> added = add("Test receiver", "http://127.0.0.1:" + receiver.getAddress().getPort() + "/hooks");
        Matcher found = SECRET.matcher(added.body());
        assertThat(found.find()).as(added.body()).isTrue();
        secret = found.group(1);
        Matcher link = Pattern.compile("/operation/webhooks/[0-9A-Z]{26}").matcher(added.body());
        assertThat(link.find()).isTrue();
        page = link.group();
    }

    @AfterClass
    public static void stop() throws Exception {
        if (page != null) {
            operator.submit(operator.get(page + "/remove").body(), page + "/remove");
        }
        receiver.stop(0);
    }

    private static HttpResponse<String> add(String name, String url) throws Exception {
        return operator.submit(operator.get("/operation/webhooks/new").body(), "/operation/webhooks", "name", name, "url", url, "types", "nonconformity.reported", "types",
                "response.recorded");
    }

    private static String asked(String doc, String email) throws Exception {
        String day = LocalDate.now(ZoneOffset.UTC).minusDays(1).toString();
        HttpResponse<String> reported = Api.as(PLUMBLINE, "erp").report("""
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s","docNo":"SHP-%1$s"},
                 "kind":"DELIVERY","status":"DELIVERED","orders":[{"id":"%1$s","no":"SO-%1$s","state":"COMPLETE"}],
                 "customer":{"id":"58","no":"C58","name":"Nordlicht Möbel GmbH"},
                 "contacts":[{"role":"BUYER","name":"Jana Petersen","email":"%2$s","language":"de"}],
                 "delivered":{"date":"%3$s","basis":"GOODS_ISSUE"},
                 "lines":[{"id":"1","orderLineId":"1","sku":"GZ-1001","name":"Scharnier","ordered":4,"delivered":4,"uom":"pcs"}]}
                """.formatted(doc, email, day));
        assertThat(reported.statusCode()).as(reported.body()).isEqualTo(200);
        String[] link = new String[1];
        await().atMost(SOON).until(() -> {
            for (MimeMessage mail : PLUMBLINE.post().getReceivedMessages()) {
                if (mail.getRecipients(Message.RecipientType.TO)[0].toString().contains(email)) {
                    Matcher m = LINK.matcher(((MimeMultipart) mail.getContent()).getBodyPart(0).getContent().toString());
                    link[0] = m.find() ? m.group() : null;
                }
            }
            return link[0] != null;
        });
        return link[0];
    }

    private static List<Call> about(String order, String type) {
        return CALLS.stream().filter(c -> c.json().at("/data/order/number").asText().equals("SO-" + order) && c.json().at("/type").asText().equals(type)).toList();
    }

    private static void assertSigned(Call call) throws Exception {
        assertSigned(call, secret);
    }

    private static void assertSigned(Call call, String secret) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret), "HmacSHA256"));
        String content = call.header("webhook-id") + "." + call.header("webhook-timestamp") + "." + call.body();
        String expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(content.getBytes(StandardCharsets.UTF_8)));
        assertThat(Arrays.asList(call.header("webhook-signature").split(" "))).contains(expected);
        assertThat(call.header("webhook-id")).matches("msg_[0-9A-Z]{26}");
        assertThat(Long.parseLong(call.header("webhook-timestamp"))).isBetween(Instant.now().getEpochSecond() - 300, Instant.now().getEpochSecond() + 5);
    }

    @Test
    public void aLowAnswerLeadsToOneSignedCallForItselfAndOneForItsCase() throws Exception {
        new PageClient(PLUMBLINE).answer(asked("W1", "w1@hooks.example"), "satisfaction", "1", "recommendation", "2", "comment", "Quietscht furchtbar", "mayCall", "yes");
        await().atMost(SOON).until(() -> !about("W1", "nonconformity.reported").isEmpty() && !about("W1", "response.recorded").isEmpty());
        JsonNode answer = about("W1", "response.recorded").get(0).json();
        assertThat(answer.at("/data/satisfaction").asInt()).isEqualTo(1);
        assertThat(answer.at("/data/recommendation").asInt()).isEqualTo(2);
        assertThat(answer.at("/data/low").asBoolean()).isTrue();
        assertThat(answer.at("/data/counts").asBoolean()).isTrue();
        JsonNode filed = about("W1", "nonconformity.reported").get(0).json();
        assertThat(filed.at("/data/number").asText()).startsWith("NC-MAIN-");
        assertThat(filed.at("/data/response")).isEqualTo(answer.at("/data/id"));
        assertThat(Instant.parse(filed.at("/timestamp").asText())).isBefore(Instant.now().plusSeconds(5));
        Api quality = Api.as(PLUMBLINE, "quality");
        for (JsonNode one : List.of(answer, filed)) {
            String api = one.at("/data/links/api").asText();
            assertThat(quality.get(api.substring(api.indexOf("/api/"))).statusCode()).as(api).isEqualTo(200);
        }
        for (Call call : CALLS) {
            assertSigned(call);
            assertThat(call.path()).isEqualTo("/hooks");
            assertThat(call.body()).doesNotContain("Jana").doesNotContain("@").doesNotContain("Nordlicht").doesNotContain("Quietscht");
        }
        assertThat(operator.get(page).body()).contains("delivered");
        // a good answer is told, and files nothing
        new PageClient(PLUMBLINE).answer(asked("W2", "w2@hooks.example"), "satisfaction", "5");
        await().atMost(SOON).until(() -> !about("W2", "response.recorded").isEmpty());
        assertThat(about("W2", "response.recorded").get(0).json().at("/data/low").asBoolean()).isFalse();
        assertThat(about("W2", "nonconformity.reported")).isEmpty();
        assertThat(about("W1", "nonconformity.reported")).hasSize(1);
        assertThat(about("W1", "response.recorded")).hasSize(1);
    }

    @Test
    public void aRefusedCallIsMadeAgainWithTheSameIdentity() throws Exception {
        REFUSE.put("", new AtomicInteger(1));
        new PageClient(PLUMBLINE).answer(asked("W3", "w3@hooks.example"), "satisfaction", "4");
        await().atMost(SOON).until(() -> about("W3", "response.recorded").size() == 2);
        List<Call> both = about("W3", "response.recorded");
        assertThat(both.get(0).header("webhook-id")).isEqualTo(both.get(1).header("webhook-id"));
        assertThat(both.get(0).body()).isEqualTo(both.get(1).body());
        assertSigned(both.get(1));
    }

    @Test
    public void anEndpointWithACertificateOfTheCompanysOwnIsCalledOnceThatIsTrusted() throws Exception {
        TestCertificate certificate = TestCertificate.forHost("ip:127.0.0.1", Path.of("target").toAbsolutePath());
        HttpsServer secure = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        secure.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        List<Call> calls = new CopyOnWriteArrayList<>();
        secure.createContext("/", exchange -> {
            calls.add(new Call(exchange.getRequestURI().getPath(), Map.copyOf(exchange.getRequestHeaders()),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        secure.start();
        String endpoint = null;
        try {
            String added = add("Secure receiver", "https://127.0.0.1:" + secure.getAddress().getPort() + "/secure").body();
            Matcher its = SECRET.matcher(added);
            Matcher link = Pattern.compile("/operation/webhooks/[0-9A-Z]{26}").matcher(added);
            assertThat(its.find() && link.find()).as(added).isTrue();
            endpoint = link.group();
            String shown = endpoint;
            new PageClient(PLUMBLINE).answer(asked("W9", "w9@hooks.example"), "satisfaction", "4");
            await().atMost(SOON).until(() -> operator.get(shown).body().contains("TLS failed"));
            assertThat(calls).as("told to whom nobody trusts").isEmpty();

            PLUMBLINE.configure("io.plumbline.webhooks.cfg", "trust", certificate.pem().toString());

            await("the next try").atMost(Duration.ofMinutes(2)).until(() -> !calls.isEmpty());
            assertThat(calls).singleElement().satisfies(call -> {
                assertSigned(call, its.group(1));
                assertThat(call.path()).isEqualTo("/secure");
                assertThat(call.json().at("/data/order/number").asText()).isEqualTo("SO-W9");
            });
            await().atMost(SOON).until(() -> operator.get(shown).body().contains("delivered"));
        } finally {
            PLUMBLINE.configure("io.plumbline.webhooks.cfg", "trust", "");
            if (endpoint != null) {
                operator.submit(operator.get(endpoint + "/remove").body(), endpoint + "/remove");
            }
            secure.stop(0);
            Files.delete(certificate.pem());
        }
    }

    @Test
    public void addressesThatLeadInsideAreNotTaken() throws Exception {
        for (String url : List.of("https://169.254.169.254/latest/meta-data/", "https://localhost:8443.example@10.0.0.1/", "https://2130706433/", "https://0x7f000001/",
                "https://[::ffff:10.0.0.1]/", "https://10.0.0.1/", "https://metadata.google.internal/", "https://user:secret@example.org/", "ftp://example.org/")) {
            HttpResponse<String> refused = add("Inside", url);
            assertThat(refused.statusCode()).as(url).isEqualTo(422);
            assertThat(refused.body()).contains("This address cannot be taken").doesNotContain("whsec_");
        }
        assertThat(operator.get("/operation/webhooks").body()).doesNotContain("Inside");
        PageClient quality = new PageClient(PLUMBLINE);
        quality.logIn("quality", People.password(PLUMBLINE, "quality"));
        assertThat(quality.get("/operation/webhooks").statusCode()).isEqualTo(403);
        assertThat(quality.get(page).statusCode()).isEqualTo(403);
    }
}
