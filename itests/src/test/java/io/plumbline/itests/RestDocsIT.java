package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.junit.ClassRule;
import org.junit.Test;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;

/** The page that tries out the API works under the room's policy: no script, style or connection of it is blocked. */
public class RestDocsIT {
    @ClassRule
    public static final Distribution PLUMBLINE = Distribution.booted();
    @ClassRule
    public static final Chromium CHROMIUM = new Chromium();

    @Test
    public void theApiIsTriedOutInABrowser() throws Exception {
        List<String> complaints = new ArrayList<>();
        List<String> elsewhere = new ArrayList<>();
        try (BrowserContext context = CHROMIUM.browser().newContext()) {
            Page page = context.newPage();
            page.navigate(PLUMBLINE.at("/login").toString());
            page.fill("input[name=login]", "quality");
            page.fill("input[name=password]", People.password(PLUMBLINE, "quality"));
            page.click("form button[type=submit]");
            page.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            page.onPageError(complaints::add);
            page.onRequest(request -> {
                if (!request.url().startsWith(PLUMBLINE.at("/").toString()) && !request.url().startsWith("data:")) {
                    elsewhere.add(request.url());
                }
            });
            page.navigate(PLUMBLINE.at("/api/v1/docs").toString());
            page.waitForSelector(".opblock");
            assertThat(page.locator(".opblock").count()).isGreaterThan(30);
            page.locator("#operations-ledger-getLedger .opblock-summary-control").click();
            page.locator("#operations-ledger-getLedger .try-out__btn").click();
            page.locator("#operations-ledger-getLedger .execute").click();
            page.waitForSelector("#operations-ledger-getLedger .live-responses-table .response-col_status");
            assertThat(page.locator("#operations-ledger-getLedger .live-responses-table .response-col_status").last().innerText()).contains("200");
        }
        assertThat(complaints).isEmpty();
        assertThat(elsewhere).isEmpty();
    }
}
