package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;

/** People's paths in a real browser. */
public class BrowserIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @ClassRule(order = 1)
    public static final Distribution PLUMBLINE = Distribution.booted();
    @ClassRule(order = 2)
    public static final Chromium CHROMIUM = new Chromium();

    @BeforeClass
    public static void comeIn() throws Exception {
        People.password(PLUMBLINE, "quality");
    }

    private static String asked(String order, String email) throws Exception {
        return Invited.link(PLUMBLINE, order, email, "en");
    }

    private static BrowserContext desk() {
        return CHROMIUM.browser().newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setLocale("en-GB"));
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
        try (BrowserContext phone = CHROMIUM.browser().newContext(new Browser.NewContextOptions().setViewportSize(390, 844).setJavaScriptEnabled(false).setHasTouch(true)
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
}
