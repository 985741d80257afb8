package io.plumbline.http.guard;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

import javax.servlet.DispatcherType;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.servlet.FilterHolder;
import org.eclipse.jetty.servlet.ServletContextHandler;
import org.eclipse.jetty.servlet.ServletHolder;
import org.junit.rules.ExternalResource;

import io.plumbline.application.Ids;
import io.plumbline.application.Organisation;
import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.application.access.LogIn;
import io.plumbline.application.access.LogOut;
import io.plumbline.application.access.ResumeSession;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.domain.Site;
import io.plumbline.http.Caller;
import io.plumbline.http.CspNonce;
import io.plumbline.http.FormLogin;
import io.plumbline.http.LocalPath;
import io.plumbline.http.RateLimits;
import io.plumbline.http.access.BasicLogin;
import io.plumbline.http.access.LimitedFormLogin;

/** A real server with the guard before guests that show what they were given. */
final class TestRoom extends ExternalResource {
    static final String PASSWORD = "correct horse battery";
    final MemoryAccess memory = new MemoryAccess();
    volatile Instant now = Instant.parse("2026-03-02T09:00:00Z");
    /** How far the clock goes on each time somebody looks at it. */
    volatile Duration step = Duration.ZERO;
    HttpRules rules = rules(TrustedProxies.NONE, false);
    private final Path codeFile;
    private final HttpClient client = HttpClient.newHttpClient();
    private Server server;
    private int port;

    TestRoom(Path codeFile) {
        this.codeFile = codeFile;
    }

    static HttpRules rules(TrustedProxies proxies, boolean behindHttps) {
        return rules(proxies, behindHttps, Set.of());
    }

    static HttpRules rules(TrustedProxies proxies, boolean behindHttps, Set<String> cors) {
        return new HttpRules(proxies, behindHttps, 1024 * 1024, 64 * 1024, Duration.ofSeconds(30), 10, 10, 50, cors);
    }

    @Override
    protected void before() throws Exception {
        AccessRules access = memory.rules(codeFile);
        RateLimits limits = new BucketRateLimits(() -> rules, () -> now);
        CheckPassword passwords = new CheckPassword(memory, memory, memory, memory, () -> access);
        LogOut logOut = new LogOut(memory, memory);
        FormLogin form = new LimitedFormLogin(limits, new LogIn(memory, memory, passwords, () -> access), logOut);
        Doors doors = new Doors(new ResumeSession(memory, memory, memory, () -> access), new BasicLogin(limits, passwords),
                new SetUpFirstOperator(memory, memory, memory, memory, new Ids(), () -> access), () -> new Organisation("Muster GmbH",
                        URI.create("https://quality.example.org"), "q@example.org", "", "", ZoneOffset.UTC, Site.MAIN), null);
        server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        context.addFilter(new FilterHolder(new Guard(() -> rules, limits, doors, this::tick)), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new Login(form)), "/login");
        context.addServlet(new ServletHolder(new Guest()), "/*");
        server.setHandler(context);
        server.start();
        port = connector.getLocalPort();
    }

    @Override
    protected void after() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant tick() {
        now = now.plus(step);
        return now;
    }

    String origin() {
        return "http://127.0.0.1:" + port;
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send("GET", path, "", headers);
    }

    HttpResponse<String> post(String path, String form, String... headers) throws Exception {
        String[] all = Arrays.copyOf(headers, headers.length + 2);
        all[headers.length] = "Content-Type";
        all[headers.length + 1] = "application/x-www-form-urlencoded";
        return send("POST", path, form, all);
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        return send(method, path, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    HttpResponse<String> send(String method, String path, byte[] body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(origin() + path)).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.method(method, body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body)).build(), BodyHandlers.ofString());
    }

    /** What comes back for these bytes, until the server ends the connection or has nothing more to say. */
    String raw(String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Logs in at the form and returns the Cookie header. */
    String cookie(String login) throws Exception {
        HttpResponse<String> response = post("/login", "login=" + login + "&password=" + PASSWORD.replace(' ', '+'));
        return response.headers().firstValue("Set-Cookie").orElseThrow(() -> new AssertionError("no cookie: " + response.statusCode())).split(";")[0];
    }

    /** The token that a page of the session would carry. */
    String csrf(String cookie) throws Exception {
        String page = get("/anything", "Cookie", cookie).body();
        return page.replaceAll("(?s).*csrf=([^\\n]*)\\n.*", "$1");
    }

    static String basic(String login, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((login + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    /** Stands for the login page. */
    private final class Login extends HttpServlet {
        private static final long serialVersionUID = 1L;
        private final transient FormLogin form;

        Login(FormLogin form) {
            this.form = form;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().write("login form");
        }

        @Override
        protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
            FormLogin.Outcome outcome = form.logIn(request, request.getParameter("login"), request.getParameter("password"), now);
            if (outcome instanceof FormLogin.Welcome welcome) {
                response.addHeader("Set-Cookie", welcome.setCookie());
                response.setStatus(303);
                response.setHeader("Location", LocalPath.orHome(request.getParameter("next")));
            } else if (outcome instanceof FormLogin.TooMany many) {
                response.setHeader("Retry-After", RateLimits.retryAfter(many.retryIn()));
                response.setStatus(429);
            } else {
                response.setStatus(401);
            }
        }
    }

    /** Stands for everything else. */
    private static final class Guest extends HttpServlet {
        private static final long serialVersionUID = 1L;

        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
            if (request.getParameter("explode") != null) {
                throw new IllegalStateException("secret of the inside");
            }
            if (request.getParameter("error") != null) {
                response.sendError(Integer.parseInt(request.getParameter("error")), "secret of the inside");
                return;
            }
            response.addHeader("Cache-Control", "no-store");
            response.setContentType("text/plain;charset=utf-8");
            byte[] body = request.getInputStream().readAllBytes();
            response.getWriter().write("guest\ncaller=" + Caller.of(request).map(Caller::toString).orElse("nobody") + "\nprincipal="
                    + (request.getUserPrincipal() == null ? "" : request.getUserPrincipal().getName()) + "\nquality-manager="
                    + request.isUserInRole("quality-manager") + "\ncsrf=" + Caller.of(request).map(Caller::csrfToken).orElse("") + "\nnonce="
                    + CspNonce.of(request) + "\naddress=" + request.getRemoteAddr() + "\nsecure=" + request.isSecure() + "\nfield="
                    + request.getParameter("field") + "\nbytes=" + body.length + "\n");
        }
    }
}
