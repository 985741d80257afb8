package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;

import io.plumbline.itests.inside.Lodger;
import io.plumbline.itests.inside.MailboxLodger;
import io.plumbline.itests.inside.SqlLodger;

/**
 * axe looks at every page that the distribution can show, in German and English, light and dark, wide and narrow: also at those that
 * are only there when something is wrong.
 */
public class PagesIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int NARROW = 390;
    private static final int WIDE = 1440;

    @ClassRule(order = 1)
    public static final Distribution PLUMBLINE = Distribution.booted();
    @ClassRule(order = 2)
    public static final Chromium CHROMIUM = new Chromium();
    private static Lodger mailbox;

    private final List<String> findings = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();

    /** A stream that fails, a bad option, a record that was set aside, and somebody's mails. */
    @BeforeClass
    public static void letSomethingBeWrong() throws Exception {
        People.password(PLUMBLINE, "quality");
        PLUMBLINE.install("plumbline-erp-files");
        PLUMBLINE.configure("io.plumbline.erp.files-gone.cfg", Map.of("directory", PLUMBLINE.home().resolve("unmounted"), "every", "1s"));
        PLUMBLINE.configure("io.plumbline.erp.files-odd.cfg", Map.of("directory", "out", "every", "now and then"));
        SqlLodger.run(PLUMBLINE, """
                insert into quarantine (id, site, connector, doc_identity, payload, format, problems, first_at, last_at) values ('01J9ZZZZZZZZZZZZZZZZZZZZZA', \
                'MAIN', 'tests', '1/shipment/Q1', '{"source":{"docId":"Q1"}}', 'application/json', \
                '[{"field":"lines[0].delivered","value":"-4","accepted":"zero or more"}]', 1790000000000000, 1790000000000000)""");
        mailbox = MailboxLodger.moveIn(PLUMBLINE);
    }

    @AfterClass
    public static void putItRight() throws Exception {
        for (String file : List.of("io.plumbline.erp.files-gone.cfg", "io.plumbline.erp.files-odd.cfg")) {
            Files.deleteIfExists(PLUMBLINE.home().resolve("etc").resolve(file));
        }
        SqlLodger.run(PLUMBLINE, "delete from quarantine where connector = 'tests'");
        if (mailbox != null) {
            mailbox.close();
        }
    }

    @Test
    public void axeFindsNothingInEnglishByDay() throws Exception {
        walk("en", ColorScheme.LIGHT, WIDE);
    }

    @Test
    public void axeFindsNothingInEnglishByNight() throws Exception {
        walk("en", ColorScheme.DARK, NARROW);
    }

    @Test
    public void axeFindsNothingInGermanByDay() throws Exception {
        walk("de", ColorScheme.LIGHT, NARROW);
    }

    @Test
    public void axeFindsNothingInGermanByNight() throws Exception {
        walk("de", ColorScheme.DARK, WIDE);
    }

    private void walk(String language, ColorScheme scheme, int width) throws Exception {
        String walk = language + scheme.name().charAt(0);
        String link = Invited.link(PLUMBLINE, "AXE" + walk, "axe-" + walk + "@harbour.example", language);
        String objecting = Invited.link(PLUMBLINE, "AXU" + walk, "axu-" + walk + "@harbour.example", language);
        try (BrowserContext context = CHROMIUM.browser().newContext(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme)
                .setBypassCSP(true).setLocale(language.equals("de") ? "de-DE" : "en-GB"))) {
            customers(context.newPage(), link, objecting.replace("/s/", "/u/"), language);
            guests(context.newPage(), language);
            manager(context, language, "SO-AXE" + walk);
            context.clearCookies();
            operator(context, language, walk.toLowerCase(Locale.ROOT));
        }
        assertThat(seen).hasSizeGreaterThan(40).doesNotHaveDuplicates();
        assertThat(findings).as(seen.size() + " pages").isEmpty();
    }

    private void customers(Page page, String link, String unsubscribe, String language) {
        look(page, "survey", link, 200, language);
        page.click("#send");
        look(page, "survey, not filled in", ".errors", language);
        page.navigate(link);
        Instant read = Instant.now().plusSeconds(1);
        page.check("#satisfaction-1");
        page.fill("#comment", "Die Platten kamen in der falschen Größe.");
        page.check("#mayCall");
        await().until(() -> Instant.now().isAfter(read)); // no person is faster, and what is faster counts as a robot
        page.click("#send");
        assertThat(page.locator("#send").count()).isZero();
        look(page, "thanks", "main h2", language);
        look(page, "already answered", link, 200, language);
        look(page, "unsubscribe", unsubscribe, 200, language);
        page.click("button.primary");
        look(page, "unsubscribed", "main:not(:has(form)) h1", language);
        look(page, "no such link", PLUMBLINE.at("/s/none").toString(), 404, language);
    }

    private void guests(Page page, String language) throws IOException, InterruptedException {
        look(page, "login", PLUMBLINE.at("/login").toString(), 200, language);
        page.fill("#login", "nobody");
        page.fill("#password", "nothing");
        page.click("button.primary");
        look(page, "login refused", ".errors", language);
        show(page, "setup", "/setup", People.setupPage(PLUMBLINE, language), language);
        show(page, "too many", "/s/none", tooMany(language), language);
    }

    private void manager(BrowserContext context, String language, String order) throws Exception {
        Page page = loggedIn(context, "quality");
        speak(page, language);
        try {
            await().atMost(SOON).until(() -> {
                page.navigate(PLUMBLINE.at("/").toString());
                return page.content().contains(order);
            });
            for (String path : List.of("/", "/?q=nothing-like-this", "/?sort=due&overdue=yes&owner=me", "/board", "/work", "/filters?severity=MAJOR", "/deliveries", "/deliveries?text=nothing-like-this", "/customers", "/responses", "/feedback", "/invitations", "/cases/new", "/cases/new?find=" + order, "/complaints", "/complaints/new",
                    "/ledger", "/account", "/help", "/mailbox", "/mailbox/1")) {
                look(page, path, PLUMBLINE.at(path).toString(), 200, language);
            }
            for (String list : List.of("/", "/deliveries", "/customers")) {
                page.navigate(PLUMBLINE.at(list).toString());
                look(page, "first of " + list, PLUMBLINE.at(page.locator("table.rows a[data-open]").first().getAttribute("href")).toString(), 200, language);
            }
            page.navigate(PLUMBLINE.at("/").toString());
            String first = PLUMBLINE.at(page.locator("table.rows a[data-open]").first().getAttribute("href")).toString();
            for (String tab : List.of("containment", "causes", "causes?method=ISHIKAWA", "causes?method=IS_IS_NOT", "plan", "effect", "moves", "signatures", "8d")) {
                look(page, "case, " + tab, first + "/" + tab, 200, language);
            }
            page.navigate(first + "/containment");
            page.locator("form[action$='/containment']").evaluate("form => form.noValidate = true");
            page.locator("form[action$='/containment'] button").click();
            look(page, "containment refused", ".errors", language);
            page.navigate(PLUMBLINE.at("/account").toString());
            page.fill("#present", "wrong");
            page.fill("#password", "short");
            page.fill("#repeated", "other");
            page.locator("form[action='/account/password'] button").click();
            look(page, "password refused", ".errors", language);
            look(page, "not found", PLUMBLINE.at("/no/such/page").toString(), 404, language);
            look(page, "no such case", PLUMBLINE.at("/cases/NC-MAIN-1999-0001").toString(), 404, language);
            look(page, "forbidden", PLUMBLINE.at("/operation").toString(), 403, language);
            look(page, "ledger of no days", PLUMBLINE.at("/ledger?from=2026-02-01&to=2026-01-01").toString(), 422, language);
        } finally {
            speak(page, "en");
        }
    }

    private void operator(BrowserContext context, String language, String walk) throws Exception {
        Page page = loggedIn(context, "operator");
        speak(page, language);
        try {
            PLUMBLINE.configure("io.plumbline.mail.cfg", "port", "1");
            AtomicInteger number = new AtomicInteger();
            await().atMost(SOON).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
                String order = "AXW" + walk + number.incrementAndGet(); // the first may still be sent the old way
                assertThat(Api.as(PLUMBLINE, "erp").report(Invited.delivery(order, order + "@harbour.example", "en")).statusCode()).isEqualTo(200);
                page.navigate(PLUMBLINE.at("/operation").toString());
                assertThat(page.locator("#mails table").count()).as("mails that wait").isEqualTo(1);
                assertThat(page.locator("#mails").innerText()).contains("127.0.0.1");
            });
            assertThat(page.locator("#streams").innerText()).contains("gone").contains("does not exist");
            assertThat(page.locator("#configuration").innerText()).contains("now and then");
            assertThat(page.locator("#quarantine").innerText()).contains("1/shipment/Q1");
            look(page, "operation", "#mails table", language);
            page.locator("form[action='/operation/journal/verify'] button").click();
            look(page, "journal verified", "#verified", language);
        } finally {
            mailsGoOn();
        }
        try {
            for (String path : List.of("/operation/webhooks", "/operation/webhooks/new", "/operation/streams/gone/reset", "/operation/quarantine", "/operation/quarantine/01J9ZZZZZZZZZZZZZZZZZZZZZA",
                    "/operation/quarantine/01J9ZZZZZZZZZZZZZZZZZZZZZA/discard", "/users", "/users/new")) {
                look(page, path, PLUMBLINE.at(path).toString(), 200, language);
            }
            page.fill("#login", "Not a login!");
            page.fill("#name", "Nobody");
            page.locator("form[action='/users'] button").click();
            look(page, "user refused", ".errors", language);
            page.navigate(PLUMBLINE.at("/users/new").toString());
            page.fill("#login", "axe-" + walk);
            page.fill("#name", "Axel Axt");
            page.check("#role-auditor");
            page.locator("form[action='/users'] button").click();
            look(page, "user made", ".secret", language);
            page.locator("main a[href^='/users/']").first().click();
            look(page, "user", "#entry", language);
            page.locator("main a[href$='/end']").click();
            look(page, "user to end", "button.danger", language);
            page.locator("main form button.danger").click();
            page.navigate(PLUMBLINE.at("/users").toString());
            page.locator("main table a:has-text('axe-" + walk + "')").first().click();
            look(page, "user ended", ".note", language);
        } finally {
            speak(page, "en");
        }
    }

    private static void mailsGoOn() throws IOException {
        PLUMBLINE.configure("io.plumbline.mail.cfg", "port", Integer.toString(PLUMBLINE.post().getSmtp().getPort()));
    }

    private static Page loggedIn(BrowserContext context, String login) throws Exception {
        Page page = context.newPage();
        page.navigate(PLUMBLINE.at("/login").toString());
        page.fill("#login", login);
        page.fill("#password", People.password(PLUMBLINE, login));
        page.click("button.primary");
        assertThat(page.url()).doesNotContain("/login");
        return page;
    }

    /** People's pages are in the language that they chose, whatever their browser says. */
    private static void speak(Page page, String language) {
        page.navigate(PLUMBLINE.at("/account").toString());
        page.selectOption("#language", language.toUpperCase(Locale.ROOT));
        page.locator("form[action='/account'] button").click();
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
    }

    /** The answer to somebody who tries links, from another address of this machine, so that nobody else has to wait for it. */
    private static String tooMany(String language) throws IOException {
        for (int i = 0; i < 1100; i++) {
            try (Socket socket = new Socket("127.0.0.1", PLUMBLINE.at("").getPort(), InetAddress.getByName("127.0.0.2"), 0); InputStream in = socket.getInputStream()) {
                socket.getOutputStream().write(("GET /s/none HTTP/1.0\r\nHost: 127.0.0.1\r\nAccept-Language: " + language + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
                String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                if (answer.startsWith("HTTP/1.1 429 ")) {
                    return answer.substring(answer.indexOf("\r\n\r\n") + 4);
                }
            }
        }
        throw new AssertionError("links can be tried for ever");
    }

    /** A page as the distribution gave it at another time, or to somebody else; what it loads comes from the distribution now. */
    private void show(Page page, String name, String path, String html, String language) {
        String address = PLUMBLINE.at(path).toString();
        page.route(address, route -> route.fulfill(new Route.FulfillOptions().setContentType("text/html;charset=utf-8").setBody(html)));
        look(page, name, address, 200, language);
        page.unroute(address);
    }

    private void look(Page page, String name, String address, int status, String language) {
        assertThat(page.navigate(address).status()).as(name).isEqualTo(status);
        look(page, name, "h1", language);
    }

    /** @param sign what tells this page from others */
    private void look(Page page, String name, String sign, String language) {
        seen.add(name);
        assertThat(page.locator("html").getAttribute("lang")).as(name).isEqualTo(language);
        assertThat(page.locator(sign).count()).as(name + " at " + page.url() + ": " + sign).isEqualTo(1);
        assertThat(page.locator("h1").count()).as(name + " at " + page.url()).isEqualTo(1);
        new AxeBuilder(page).analyze().getViolations().forEach(v -> findings.add(name + " (" + page.url() + "): " + v.getId() + " " + v.getNodes().get(0).getTarget()));
    }
}
