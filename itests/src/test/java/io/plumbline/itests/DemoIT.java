package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;

import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;

/** What a visitor of the demo finds, in a distribution of its own: cases in every state, and one that two people bring to its end. */
public class DemoIT {
    private static final Duration TOLD = Duration.ofMinutes(8);

    @ClassRule
    public static final Chromium CHROMIUM = new Chromium();

    private static Installation plumbline;
    private static final Properties PRINTED = new Properties();

    @BeforeClass
    public static void tellTheHistory() throws Exception {
        plumbline = Installation.unpacked("demo-it").withDemo();
        plumbline.start();
        Path passwords = plumbline.home().resolve("credentials.properties");
        await().atMost(TOLD).pollInterval(Duration.ofSeconds(1)).until(() -> Files.exists(passwords));
        try (Reader file = Files.newBufferedReader(passwords)) {
            PRINTED.load(file);
        }
    }

    @AfterClass
    public static void stop() throws InterruptedException {
        if (plumbline != null) {
            plumbline.close();
        }
    }

    private static String password(String login) {
        return PRINTED.getProperty(login + ".password");
    }

    private static JsonNode cases(String state) throws IOException, InterruptedException {
        return new Api(plumbline, "quality", password("quality")).json("/api/v1/nonconformities?limit=200&state=" + state).get("items");
    }

    private static Page loggedIn(BrowserContext context, String login) {
        Page page = context.newPage();
        page.navigate(plumbline.at("/login").toString());
        page.fill("#login", login);
        page.fill("#password", password(login));
        page.click("button.primary");
        assertThat(page.url()).doesNotContain("/login");
        return page;
    }

    private static BrowserContext withoutScripts() {
        return CHROMIUM.browser().newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setJavaScriptEnabled(false).setLocale("en-GB"));
    }

    private static Page tab(Page page, String number, String tab) {
        assertThat(page.navigate(plumbline.at("/cases/" + number + "/" + tab).toString()).status()).as(tab).isEqualTo(200);
        return page;
    }

    @Test
    public void twoPeopleCloseTheCaseWhoseDayHasComeAmongCasesOfEveryState() throws Exception {
        Set<String> empty = new TreeSet<>();
        for (String state : Set.of("Reported", "Contained", "Analysed", "Planned", "Implementing", "AwaitingEffectiveness", "Closed", "Rejected", "Merged")) {
            if (cases(state).isEmpty()) {
                empty.add(state);
            }
        }
        assertThat(empty).as("states that no case is in").isEmpty();
        assertThat(Files.readString(plumbline.home().resolve("data/log/karaf.log"))).doesNotContain("In the demo's story").doesNotContain("The demo could not begin");
        assertThat(cases("AwaitingEffectiveness")).hasSize(1);
        String number = cases("AwaitingEffectiveness").get(0).get("number").asText();
        try (BrowserContext first = withoutScripts(); BrowserContext second = withoutScripts()) {
            Page quirin = loggedIn(first, "quality");
            Page quenby = loggedIn(second, "quality2");
            tab(quirin, number, "moves");
            assertThat(quirin.locator("main").innerText()).as("nobody has looked at the answers").contains("a look at customers’ answers since");
            tab(quirin, number, "effect").click("form[action$='/effect'] button[type=submit]");
            assertThat(quirin.url()).as(quirin.locator("main").innerText()).endsWith("?done=effect-checked");

            tab(quirin, number, "moves");
            assertThat(quirin.locator("#move-CLOSE-password").count()).as("who did the work does not judge it").isZero();
            assertThat(quirin.locator("main").innerText()).contains("not Quirin Quality, who did the work").contains("Quenby Quality");
            tab(quenby, number, "moves");
            String version = quenby.locator("form:has(#move-CLOSE-password) input[name=version]").getAttribute("value");
            APIResponse forged = quirin.request().post(plumbline.at("/cases/" + number + "/moves").toString(), RequestOptions.create().setHeader("Origin", plumbline.at("").toString())
                    .setForm(FormData.create().set("csrf", quirin.locator("input[name=csrf]").first().getAttribute("value")).set("version", version).set("move", "CLOSE")
                            .set("reason", "I did it well").set("password", password("quality"))));
            assertThat(forged.status()).as(forged.text()).isEqualTo(409);
            assertThat(cases("AwaitingEffectiveness")).as("still").hasSize(1);

            quenby.fill("#move-CLOSE-reason", "Hardly a can leaks since the new box");
            quenby.fill("#move-CLOSE-password", password("quality2"));
            quenby.locator("form:has(#move-CLOSE-password) button").click();
            assertThat(quenby.url()).as(quenby.locator("main").innerText()).endsWith(number + "?done=case-moved");

            assertThat(quirin.navigate(plumbline.at("/cases/" + number).toString()).status()).isEqualTo(200);
            assertThat(quirin.locator("main").innerText()).contains("Closed");
            assertThat(tab(quirin, number, "signatures").locator("main").innerText()).contains("The plan is approved").contains("The actions were effective; closed").contains("Quenby Quality");
            assertThat(tab(quirin, number, "effect").locator("main").innerText()).contains("proposal: effective").contains("The share fell by at least the minimum.")
                    .containsPattern("(?s)Affected.*\\d+ low of \\d+ answers.*%.*low of \\d+ answers.*%.*All others.*\\d+ low of \\d+ answers");
        }
        assertThat(cases("AwaitingEffectiveness")).isEmpty();
        assertThat(plumbline.run("plumbline:journal-verify")).contains("The journal is sound.");
    }
}
