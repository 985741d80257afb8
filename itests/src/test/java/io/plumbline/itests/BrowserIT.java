package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

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
        return loggedIn(context, login, People.password(PLUMBLINE, login));
    }

    private static Page loggedIn(BrowserContext context, String login, String password) {
        Page page = context.newPage();
        page.navigate(PLUMBLINE.at("/login").toString());
        page.fill("#login", login);
        page.fill("#password", password);
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
    public void twoPeopleTakeACaseFromItsAnswerToTheWaitForItsEffectWithoutScripts() throws Exception {
        PageClient operator = new PageClient(PLUMBLINE);
        operator.logIn("operator", People.password(PLUMBLINE, "operator"));
        String password = People.make(operator, "bruno", "Bruno Browser", "bruno@works.example", "quality-manager", "NONE");
        String link = asked("B3", "frida@oak.example");
        PageClient customer = new PageClient(PLUMBLINE);
        await().atMost(SOON).until(() -> customer.get(link).statusCode() == 200);
        assertThat(customer.answer(link, "satisfaction", "1").statusCode()).isEqualTo(200);
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        try (BrowserContext first = withoutScripts(); BrowserContext second = withoutScripts()) {
            Page quirin = loggedIn(first, "quality");
            Page bruno = loggedIn(second, "bruno", password);
            await().atMost(SOON).until(() -> {
                quirin.navigate(PLUMBLINE.at("/?q=SO-B3").toString());
                return quirin.locator("table.rows a[data-open]").count() == 1;
            });
            String path = quirin.locator("table.rows a[data-open]").getAttribute("href");
            String number = path.substring(path.lastIndexOf('/') + 1);

            tab(quirin, number, "moves");
            assertThat(quirin.locator("main").innerText()).contains("the immediate correction").contains("10.2.1 a");
            assertThat(quirin.locator("#move-CONTAIN-reason").count()).as("the gate is shut").isZero();
            tab(quirin, number, "containment");
            quirin.selectOption("#containment-disposition", "REPLACEMENT");
            quirin.fill("#containment-what", "Three new panels by courier");
            quirin.fill("#containment-quantity", "three");
            quirin.fill("#containment-uom", "pcs");
            quirin.fill("#containment-authority", "Head of sales");
            quirin.click("form[action$='/containment'] button[type=submit]");
            assertThat(quirin.locator(".errors").innerText()).contains("three");
            assertThat(quirin.inputValue("#containment-what")).as("nothing typed is lost").isEqualTo("Three new panels by courier");
            quirin.fill("#containment-quantity", "3");
            quirin.click("form[action$='/containment'] button[type=submit]");
            move(quirin, number, "CONTAIN", null);

            tab(bruno, number, "causes");
            tab(quirin, number, "causes");
            quirin.fill("#cause-why-0", "The panels were cut to the old drawing");
            quirin.fill("#cause-why-1", "The drawing on the saw is not replaced when it changes");
            quirin.click("form[action$='/causes'] button[type=submit]");
            assertThat(quirin.locator("svg.diagram").textContent()).contains("The panels were cut to the old drawing");
            bruno.fill("#cause-why-0", "They were measured wrongly");
            bruno.fill("#cause-why-1", "The tape is worn");
            bruno.click("form[action$='/causes'] button[type=submit]");
            assertThat(bruno.locator("main").innerText()).as("somebody was faster").contains("Somebody was faster").contains("a cause was proposed");
            assertThat(bruno.inputValue("#cause-why-1")).isEqualTo("The tape is worn");
            bruno.locator("textarea[name=evidence]").first().fill("The saw has drawing B, the order names C");
            bruno.click("button[value=VERIFIED]");
            move(bruno, number, "ANALYSE", null);

            tab(quirin, number, "plan");
            quirin.selectOption("#criterion-stratum", quirin.locator("#criterion-stratum option[value^='CUSTOMER:']").getAttribute("value"));
            quirin.fill("#criterion-judgeOn", today.toString());
            quirin.click("form[action$='/plan'] button[type=submit]");
            assertThat(quirin.locator(".errors").innerText()).contains("after today");
            quirin.fill("#criterion-judgeOn", today.plusDays(60).toString());
            quirin.click("form[action$='/plan'] button[type=submit]");
            quirin.fill("#action-what", "The saw reads drawings from the server");
            quirin.selectOption("#action-owner", "quality");
            quirin.fill("#action-due", today.plusDays(9).toString());
            quirin.click("form[action$='/actions'] button[type=submit]");
            tab(quirin, number, "moves");
            assertThat(quirin.locator("#move-PLAN-password").count()).as("who planned does not approve").isZero();
            assertThat(quirin.locator("main").innerText()).contains("not Quirin Quality, who planned it").contains("Bruno Browser");
            tab(bruno, number, "moves");
            bruno.fill("#move-PLAN-reason", "Sound");
            bruno.fill("#move-PLAN-password", "not " + password);
            bruno.locator("form:has(#move-PLAN-reason) button").click();
            assertThat(bruno.locator(".errors").innerText()).contains("not your password");
            move(bruno, number, "PLAN", password);
            move(quirin, number, "IMPLEMENT", null);
            deed(quirin, number, "BEGIN", "");
            moreTime(quirin, bruno, number, today.plusDays(20));
            deed(quirin, number, "FINISH", "All saws read from the server");
            tab(quirin, number, "plan");
            assertThat(quirin.locator("button[value=VERIFY]").count()).as("who did it does not verify it").isZero();
            deed(bruno, number, "VERIFY", "Seen at the saw");
            move(bruno, number, "AWAIT_EFFECTIVENESS", null);
            tab(bruno, number, "effect");
            assertThat(bruno.locator("main").innerText()).contains("Not before");
            assertThat(bruno.locator("form[action$='/effect']").count()).isZero();
            askedOnceMore(bruno, number);
            tab(bruno, number, "signatures");
            assertThat(bruno.locator("main").innerText()).contains("The plan is approved").contains("Bruno Browser");
            tab(bruno, number, "8d");
            assertThat(bruno.locator("main").innerText()).contains("Three new panels by courier").contains("The saw reads drawings from the server").contains("Bruno Browser")
                    .contains("Quirin Quality asks for more time").contains("The server comes late").contains("It is on its way");
        }
    }

    /** The owner of the action asks, and somebody else grants it. */
    private static void moreTime(Page owner, Page other, String number, LocalDate due) {
        String wanted = DateTimeFormatter.ofPattern("d MMM uuuu", Locale.UK).format(due);
        tab(other, number, "plan");
        assertThat(other.locator("form[action$='/extensions']").count()).as("only the owner asks").isZero();
        assertThat(other.locator("main").innerText()).contains("Only Quirin Quality, who owns this action, asks for more time.");
        tab(owner, number, "plan");
        owner.click("details:has(form[action$='/extensions']) > summary");
        owner.fill("form[action$='/extensions'] input[name=due]", due.toString());
        owner.fill("form[action$='/extensions'] textarea[name=reason]", "The server comes late");
        owner.click("form[action$='/extensions'] button[type=submit]");
        assertThat(owner.url()).as(owner.locator("main").innerText()).endsWith("?done=extension-asked");
        assertThat(owner.locator("button[value=GRANTED]").count()).as("who asks does not decide").isZero();
        assertThat(owner.locator("main").innerText()).contains("The server comes late").contains("Somebody else decides on it: ").contains("Bruno Browser");
        tab(other, number, "plan");
        other.click("button[value=REFUSED]");
        assertThat(other.locator(".errors").count()).as("a refusal needs a reason").isEqualTo(1);
        other.fill("form[action*='/extensions/'] textarea[name=reason]", "It is on its way");
        other.click("button[value=GRANTED]");
        assertThat(other.url()).as(other.locator("main").innerText()).endsWith("?done=extension-granted");
        assertThat(other.locator("main").innerText()).contains("More time, decided (1)");
        assertThat(other.locator("time:has-text('" + wanted + "')").count()).as("the action is due then").isGreaterThanOrEqualTo(1);
    }

    /** The customer is told what was done, and says how it is now; nobody is asked about it again. */
    private static void askedOnceMore(Page page, String number) throws Exception {
        page.click("a[href$='/follow-up']");
        assertThat(page.locator("section[aria-labelledby=willing]").innerText()).contains("SO-B3").contains("1 of 5");
        page.fill("#follow-up-message", "All saws read <the> drawings from the server now.");
        page.click("form[action$='/follow-up'] button[type=submit]");
        assertThat(page.url()).as(page.locator("main").innerText()).endsWith("/effect?done=customers-asked-again");
        String link = Invited.onceMore(PLUMBLINE, "frida@oak.example", "Is it better now? Your order SO-B3");
        PageClient customer = new PageClient(PLUMBLINE);
        assertThat(customer.get(link).body()).contains("How do you see order SO-B3 today?").contains("All saws read &lt;the&gt; drawings from the server now.");
        assertThat(customer.answer(link, "satisfaction", "5").statusCode()).isEqualTo(200);
        tab(page, number, "effect");
        assertThat(page.locator("section[aria-labelledby=asked-again] tr:has-text('SO-B3')").innerText()).containsSubsequence("1 of 5", "5 of 5", "answered");
        tab(page, number, "follow-up");
        assertThat(page.locator("main").innerText()).contains("asked once more already");
        assertThat(page.locator("table.rows:has-text('SO-B3')").count()).isZero();
    }

    private static BrowserContext withoutScripts() {
        return CHROMIUM.browser().newContext(new Browser.NewContextOptions().setViewportSize(1440, 900).setJavaScriptEnabled(false).setLocale("en-GB"));
    }

    private static void tab(Page page, String number, String tab) {
        assertThat(page.navigate(PLUMBLINE.at("/cases/" + number + "/" + tab).toString()).status()).as(tab).isEqualTo(200);
    }

    private static void move(Page page, String number, String move, String password) {
        tab(page, number, "moves");
        page.fill("#move-" + move + "-reason", "Because of " + move);
        if (password != null) {
            page.fill("#move-" + move + "-password", password);
        }
        page.locator("form:has(#move-" + move + "-reason) button").click();
        assertThat(page.url()).as(page.locator("main").innerText()).endsWith(number + "?done=case-moved");
    }

    private static void deed(Page page, String number, String deed, String reason) {
        tab(page, number, "plan");
        page.click("details summary:has-text(\"Work on it\")");
        page.locator("textarea[name=reason]").first().fill(reason);
        page.click("button[value=" + deed + "]");
        assertThat(page.url()).as(page.locator("main").innerText()).endsWith("?done=action-changed");
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
