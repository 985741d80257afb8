package io.plumbline.itests;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.awaitility.Awaitility;

/** Pages as a person without a browser sees them: cookies are kept, redirects followed, hidden fields of a form sent along. */
public final class PageClient {
    private static final Pattern HIDDEN = Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");
    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient http = HttpClient.newBuilder().cookieHandler(cookies)
            .followRedirects(HttpClient.Redirect.NORMAL).build();
    private final Running plumbline;
    private final String language;

    public PageClient(Running plumbline) {
        this(plumbline, "en");
    }

    /** @param language which the person's browser asks for */
    public PageClient(Running plumbline, String language) {
        this.plumbline = plumbline;
        this.language = language;
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(request(path).GET().build(), BodyHandlers.ofString());
    }

    /** Sends a form as it stands on {@code page}, with these fields filled in: names and values in turn. */
    public HttpResponse<String> submit(String page, String path, String... fields) throws IOException, InterruptedException {
        List<String> pairs = new ArrayList<>();
        Matcher m = HIDDEN.matcher(page);
        List<String> seen = new ArrayList<>();
        while (m.find()) {
            if (!seen.contains(m.group(1))) {
                seen.add(m.group(1));
                pairs.add(pair(m.group(1), m.group(2)));
            }
        }
        for (int i = 0; i < fields.length; i += 2) {
            pairs.add(pair(fields[i], fields[i + 1]));
        }
        return post(path, String.join("&", pairs));
    }

    /** Reads a survey as people do, which takes longer than the rule for robots allows them, and sends its form. */
    public HttpResponse<String> answer(String link, String... fields) throws IOException, InterruptedException {
        String form = get(link).body();
        Instant read = Instant.now().plusSeconds(1);
        Awaitility.await().until(() -> Instant.now().isAfter(read));
        return submit(form, link, fields);
    }

    public HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        return http.send(request(path).header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body)).build(),
                BodyHandlers.ofString());
    }

    /** The cookies that the pages have set, as a request carries them. */
    public String cookies() {
        return cookies.getCookieStore().getCookies().stream().map(c -> c.getName() + "=" + c.getValue()).collect(Collectors.joining("; "));
    }

    /** Logs in; the answer is the page that follows. */
    public HttpResponse<String> logIn(String login, String password) throws IOException, InterruptedException {
        return submit(get("/login").body(), "/login", "login", login, "password", password);
    }

    private HttpRequest.Builder request(String path) {
        URI uri = path.startsWith("http") ? URI.create(path) : plumbline.at(path);
        return HttpRequest.newBuilder(uri).header("Accept-Language", language).header("Accept", "text/html");
    }

    private static String pair(String name, String value) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8) + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
