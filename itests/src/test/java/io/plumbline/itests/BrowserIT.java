package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.AfterClass;
import org.junit.Assume;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** People's paths in a real browser. */
public class BrowserIT {
    private static final Path CHROMIUM = Path.of(System.getProperty("plumbline.chromium", "/usr/bin/chromium"));
    private static final Duration SOON = Duration.ofSeconds(30);

    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    private static Playwright playwright;
    private static Browser browser;

    @BeforeClass
    public static void open() throws Exception {
        if (!Files.isExecutable(CHROMIUM)) {
            String reason = "no Chromium at " + CHROMIUM + ": apt-get install chromium";
            assertThat(System.getProperty("plumbline.skips", "allow")).as(reason).isNotEqualTo("fail");
            Assume.assumeTrue(reason, false);
        }
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(CHROMIUM).setArgs(List.of("--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
        People.password(PLUMBLINE, "quality");
    }

    @AfterClass
    public static void close() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    private static String asked(String order, String email) throws Exception {
        String json = """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s"},"kind":"DELIVERY","status":"DELIVERED",
                 "orders":[{"id":"%1$s","no":"SO-%1$s","state":"COMPLETE"}],"customer":{"id":"77","no":"C77","name":"Harbour Joinery Ltd"},
                 "contacts":[{"role":"BUYER","name":"Emma Clarke","email":"%2$s","language":"en"}],
                 "lines":[{"id":"1","name":"Oak panel 1200 × 600","delivered":3}]}
                """.formatted(order, email);
        assertThat(Api.as(PLUMBLINE, "erp").report(json).statusCode()).isEqualTo(200);
        await().atMost(SOON).until(() -> mail(email) != null);
        Matcher m = Pattern.compile("http://\\S+/s/[A-Za-z0-9_-]{22}").matcher(((MimeMultipart) mail(email).getContent()).getBodyPart(0).getContent().toString());
        assertThat(m.find()).isTrue();
        return m.group();
    }

    private static MimeMessage mail(String address) throws Exception {
        for (MimeMessage mail : PLUMBLINE.post().getReceivedMessages()) {
            if (mail.getAllRecipients()[0].toString().contains(address)) {
                return mail;
            }
        }
        return null;
    }

    private static BrowserContext desk() {
        return browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB"));
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

    @Test
    public void aCustomerAnswersOnAPhoneWithoutScriptsAndTheQualityManagerFindsTheCase() throws Exception {
        String link = asked("B1", "emma@harbour.example");
        try (BrowserContext phone = browser.newContext(new Browser.NewContextOptions().setViewportSize(390, 844).setJavaScriptEnabled(false).setHasTouch(true)
                .setLocale("en-GB"))) {
            Page page = phone.newPage();
            page.navigate(link);
            assertThat(page.locator("main").innerText()).contains("SO-B1").contains("Oak panel");
            assertThat(page.locator("html").boundingBox().width).as("nothing sticks out at the side").isLessThanOrEqualTo(390);
            Instant read = Instant.now().plusSeconds(1);
            page.check("#satisfaction-1");
            page.check("#recommendation-2");
            page.fill("#comment", "The panels came in the wrong size.");
            page.check("#mayCall");
            await().until(() -> Instant.now().isAfter(read)); // no person is faster, and what is faster counts as a robot
            page.click("#send");
            assertThat(page.locator("h1").innerText()).isNotBlank();
            assertThat(page.locator("#send").count()).as("the form is answered").isZero();
            assertThat(phone.cookies()).isEmpty();
        }
        try (BrowserContext desk = desk()) {
            Page page = loggedIn(desk, "quality");
            await().atMost(SOON).until(() -> {
                page.navigate(PLUMBLINE.at("/").toString());
                return page.locator("table.rows tbody tr").first().innerText().contains("SO-B1");
            });
            page.locator("table.rows tbody tr a[data-open]").first().click();
            assertThat(page.locator("main").innerText()).contains("The panels came in the wrong size.").contains("Harbour Joinery Ltd").contains("Emma Clarke");
        }
    }

    @Test
    public void theInboxIsWorkedByKeyboard() throws Exception {
        String link = asked("B2", "daniel@oak.example");
        PageClient customer = new PageClient(PLUMBLINE);
        await().atMost(SOON).until(() -> customer.get(link).statusCode() == 200);
        assertThat(customer.answer(link, "satisfaction", "2").statusCode()).isEqualTo(200);
        try (BrowserContext desk = desk()) {
            Page page = loggedIn(desk, "quality");
            await().atMost(SOON).until(() -> {
                page.navigate(PLUMBLINE.at("/").toString());
                return page.content().contains("SO-B2");
            });
            page.keyboard().press("/");
            assertThat(page.evaluate("document.activeElement.type")).isEqualTo("search");
            page.keyboard().press("Escape");
            page.locator("h1").click();
            page.keyboard().press("j");
            page.keyboard().press("Enter");
            page.waitForURL("**/cases/**");
        }
    }

    @Test
    public void anAuditorReadsAndChangesNothing() throws Exception {
        try (BrowserContext desk = desk()) {
            Page page = loggedIn(desk, "auditor");
            for (String path : List.of("/", "/deliveries", "/customers", "/responses", "/invitations", "/ledger")) {
                assertThat(page.navigate(PLUMBLINE.at(path).toString()).status()).as(path).isEqualTo(200);
                assertThat(page.locator("main form[method=post]").count()).as(path).isZero();
            }
            for (String path : List.of("/operation", "/users")) {
                assertThat(page.navigate(PLUMBLINE.at(path).toString()).status()).as(path).isEqualTo(403);
            }
            String csrf = page.navigate(PLUMBLINE.at("/").toString()) == null ? "" : page.locator("input[name=csrf]").first().getAttribute("value");
            for (String path : List.of("/users", "/operation/journal", "/cases/NC-MAIN-2026-0001", "/deliveries")) {
                int status = page.request().post(PLUMBLINE.at(path).toString(), RequestOptions.create()
                        .setForm(FormData.create().set("csrf", csrf)).setHeader("Origin", PLUMBLINE.at("").toString())).status();
                assertThat(status).as(path).isEqualTo(403);
            }
        }
    }

    @Test
    public void axeFindsNothingOnAnyPage() throws Exception {
        String link = asked("B3", "priya@northern.example");
        List<String> findings = new ArrayList<>();
        walk(link, 390, ColorScheme.LIGHT, findings);
        walk(link, 1440, ColorScheme.DARK, findings);
        assertThat(findings).isEmpty();
    }

    /** Every page that a customer, a quality manager and an operator can open. */
    private static void walk(String link, int width, ColorScheme scheme, List<String> findings) throws Exception {
        try (BrowserContext context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900).setColorScheme(scheme).setBypassCSP(true)
                .setLocale("de-DE"))) {
            Page page = context.newPage();
            for (String address : List.of(link, link.replace("/s/", "/u/"), PLUMBLINE.at("/login").toString(), PLUMBLINE.at("/s/none").toString())) {
                look(page, address, scheme, width, findings);
            }
            Page manager = loggedIn(context, "quality");
            for (String path : List.of("/", "/deliveries", "/customers", "/responses", "/invitations", "/ledger", "/account", "/help", "/no/such/page")) {
                look(manager, PLUMBLINE.at(path).toString(), scheme, width, findings);
            }
            for (String list : List.of("/deliveries", "/customers")) {
                manager.navigate(PLUMBLINE.at(list).toString());
                look(manager, PLUMBLINE.at(manager.locator("table.rows a[data-open]").first().getAttribute("href")).toString(), scheme, width, findings);
            }
            context.clearCookies();
            Page operator = loggedIn(context, "operator");
            for (String path : List.of("/operation", "/users", "/users/new")) {
                look(operator, PLUMBLINE.at(path).toString(), scheme, width, findings);
            }
        }
    }

    private static void look(Page page, String address, ColorScheme scheme, int width, List<String> findings) {
        page.navigate(address);
        new AxeBuilder(page).analyze().getViolations().forEach(v -> findings.add(scheme + " " + width + " " + page.url() + ": " + v.getId() + " "
                + v.getNodes().get(0).getTarget()));
    }
}
