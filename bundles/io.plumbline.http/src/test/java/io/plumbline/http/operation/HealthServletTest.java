package io.plumbline.http.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

import javax.servlet.DispatcherType;
import javax.servlet.Filter;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.operation.Health;
import io.plumbline.application.operation.HealthCheck;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;
import io.plumbline.http.Caller.Via;

public class HealthServletTest {
    private final Health health = new Health();
    private final HttpClient client = HttpClient.newHttpClient();
    private Caller caller;
    private Server server;

    @Before
    public void start() throws Exception {
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        Filter login = (request, response, chain) -> {
            request.setAttribute(Caller.ATTRIBUTE, caller);
            chain.doFilter(request, response);
        };
        context.addFilter(new FilterHolder(login), "/*", EnumSet.of(DispatcherType.REQUEST));
        ServletHolder servlet = new ServletHolder(new HealthServlet(health));
        context.addServlet(servlet, "/health");
        context.addServlet(servlet, "/health/live");
        context.addServlet(servlet, "/health/ready");
        server.setHandler(context);
        server.start();
    }

    @After
    public void stop() throws Exception {
        server.stop();
    }

    @Test
    public void aliveIsWhoeverAnswersAndReadyWhoHasAllThatIsNeeded() throws Exception {
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health").statusCode()).isEqualTo(503);
        health.addCheck(new Fixed("database", HealthCheck.Result.ok("Derby \"10\"\n"), true));
        assertThat(get("/health/ready").body()).isEqualTo("{\"status\":\"ok\",\"checks\":[{\"name\":\"database\",\"status\":\"ok\"}]}\n");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
        health.addCheck(new Fixed("mail", HealthCheck.Result.degraded("no server"), false));
        assertThat(get("/health").statusCode()).as("degraded still serves").isEqualTo(200);
        assertThat(get("/health").body()).startsWith("{\"status\":\"degraded\"");
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    public void whatPartsSayIsForPeopleWithALogin() throws Exception {
        health.addCheck(new Fixed("streams", HealthCheck.Result.degraded("http://erp.internal refused \"x\"\n"), true));
        assertThat(get("/health").body()).doesNotContain("erp.internal");
        caller = caller(Role.ERP);
        assertThat(get("/health").body()).doesNotContain("erp.internal");
        caller = caller(Role.OPERATOR);
        assertThat(get("/health").body())
                .isEqualTo("{\"status\":\"degraded\",\"checks\":[{\"name\":\"streams\",\"status\":\"degraded\",\"text\":\"http://erp.internal refused \\\"x\\\" \"}]}\n");
        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(server.getURI().resolve(path)).build(), BodyHandlers.ofString());
    }

    private static Caller caller(Role role) {
        return new Caller(Id.at(Instant.EPOCH, new SecureRandom()), "who", "Who", Set.of(role), Site.MAIN, Language.EN, "", Via.BASIC);
    }

    private record Fixed(String name, Result check, boolean neededToBeReady) implements HealthCheck {
    }
}
