package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

import org.awaitility.Awaitility;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

/** Nothing on the port is reached past the guard, and Karaf knows Plumbline's users. */
public class GuardIT {

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();

    private final HttpClient client = HttpClient.newHttpClient();

    @BeforeClass
    public static void awaitReady() {
        Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).ignoreExceptions()
                .until(() -> HttpClient.newHttpClient().send(HttpRequest.newBuilder(PLUMBLINE.at("/health/ready")).build(), BodyHandlers.discarding())
                        .statusCode() == 200);
    }

    @Test
    public void withoutALoginPagesLeadToOneAndServicesAskForOne() throws Exception {
        for (String path : List.of("/", "/inbox", "/users", "/operation", "/mailbox", "/no/such/page", "/services", "/cxf", "/system/console")) {
            HttpResponse<String> response = send("GET", path);
            assertThat(response.statusCode()).as(path).isEqualTo(303);
            assertThat(response.headers().firstValue("Location").orElse("")).as(path).matches("/(login|setup)(\\?.*)?");
        }
        for (String path : List.of("/api/v1/deliveries", "/api/v1/openapi.json", "/api/none", "/soap", "/metrics")) {
            assertThat(send("GET", path).statusCode()).as(path).isEqualTo(401);
        }
        assertThat(send("POST", "/api/v1/deliveries").statusCode()).isEqualTo(401);
    }

    @Test
    public void everyAnswerIsGuarded() throws Exception {
        for (String path : List.of("/", "/login", "/s/unknown", "/u/unknown", "/assets/none.css", "/health", "/api/v1/deliveries", "/robots.txt", "/none")) {
            HttpResponse<String> response = send("GET", path);
            assertThat(response.headers().firstValue("Content-Security-Policy").orElse("")).as(path).startsWith("default-src 'none'");
            assertThat(response.headers().firstValue("X-Request-Id")).as(path).isPresent();
            assertThat(response.headers().firstValue("Server")).as(path).isEmpty();
            assertThat(response.body()).as(path).doesNotContain("Jetty").doesNotContain("Exception");
        }
        for (String method : List.of("TRACE", "OPTIONS", "PUT")) {
            assertThat(send(method, "/login").statusCode()).as(method).isEqualTo(405);
        }
    }

    @Test
    public void karafKnowsTheRealm() throws IOException {
        try (Shell shell = PLUMBLINE.shell()) {
            assertThat(shell.run("jaas:realm-list --no-format")).containsPattern("plumbline\\s+io\\.plumbline\\.http\\.access\\.PasswordLoginModule");
        }
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return client.send(HttpRequest.newBuilder(PLUMBLINE.at(path)).method(method, BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
}
