package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.awaitility.Awaitility;

/** The people who use the distribution under test, made once through the pages: the operator by the setup code, the others by the operator. */
public final class People {
    private static final Pattern SHOWN_ONCE = Pattern.compile("[a-z0-9]{4}(?:-[a-z0-9]{4}){4}");
    private static final String OPERATOR = "correct horse battery staple";
    private static final Map<String, String> SETUP_PAGES = new ConcurrentHashMap<>();
    private static final Map<Running, Map<String, String>> ALL = new ConcurrentHashMap<>();

    private People() {
    }

    /** The password of {@code operator}, {@code quality}, {@code auditor} or {@code erp}. */
    public static synchronized String password(Running plumbline, String login) throws IOException, InterruptedException {
        Map<String, String> passwords = ALL.computeIfAbsent(plumbline, p -> new ConcurrentHashMap<>());
        if (passwords.isEmpty()) {
            PageClient client = new PageClient(plumbline);
            Awaitility.await().atMost(Duration.ofMinutes(2)).ignoreExceptions().until(() -> client.get("/setup").statusCode() == 200);
            for (String language : List.of("en", "de")) {
                SETUP_PAGES.put(language, new PageClient(plumbline, language).get("/setup").body());
            }
            HttpResponse<String> done = client.submit(client.get("/setup").body(), "/setup", "code", code(plumbline), "login", "operator", "name", "Olga Operator",
                    "email", "olga@works.example", "password", OPERATOR);
            assertThat(done.uri().getPath()).as(done.body()).isEqualTo("/login");
            assertThat(client.logIn("operator", OPERATOR).statusCode()).isEqualTo(200);
            passwords.put("operator", OPERATOR);
            passwords.put("quality", make(client, "quality", "Quirin Quality", "quality@works.example", "quality-manager", "AT_ONCE"));
            passwords.put("auditor", make(client, "auditor", "Aurel Auditor", "auditor@works.example", "auditor", "NONE"));
            passwords.put("erp", make(client, "erp", "The ERP", "", "erp", "NONE"));
        }
        return passwords.get(login);
    }

    /** The setup page in a language, as it was while there was nobody. */
    public static String setupPage(Running plumbline, String language) throws IOException, InterruptedException {
        password(plumbline, "operator");
        return SETUP_PAGES.get(language);
    }

    /** One more account for a test of its own; the answer is its password. */
    public static String made(Running plumbline, String login, String name, String role) throws IOException, InterruptedException {
        PageClient operator = new PageClient(plumbline);
        operator.logIn("operator", password(plumbline, "operator"));
        return make(operator, login, name, login + "@works.example", role, "NONE");
    }

    /** An account made by the operator through the page; the answer is its password. */
    static String make(PageClient client, String login, String name, String email, String role, String notice) throws IOException, InterruptedException {
        HttpResponse<String> made = client.submit(client.get("/users/new").body(), "/users", "login", login, "name", name, "email", email, "roles", role, "language",
                "EN", "notice", notice);
        Matcher m = SHOWN_ONCE.matcher(made.body());
        assertThat(m.find()).as(made.statusCode() + " " + made.body()).isTrue();
        return m.group();
    }

    private static String code(Running plumbline) throws IOException {
        try (Stream<Path> files = Files.walk(plumbline.home(), 3)) {
            Path file = files.filter(f -> f.getFileName().toString().startsWith("setup")).filter(f -> f.toString().contains("code")).findFirst().orElseThrow();
            return Files.readString(file).strip();
        }
    }
}
