package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.Assume;
import org.junit.rules.ExternalResource;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;

/** A real browser for a test class; where there is none, the class is skipped with the reason, or fails with {@code -Dplumbline.skips=fail}. */
final class Chromium extends ExternalResource {
    private static final Path PROGRAM = Path.of(System.getProperty("plumbline.chromium", "/usr/bin/chromium"));
    private Playwright playwright;
    private Browser browser;

    @Override
    protected void before() {
        if (!Files.isExecutable(PROGRAM)) {
            String reason = "no Chromium at " + PROGRAM + ": apt-get install chromium";
            assertThat(System.getProperty("plumbline.skips", "allow")).as(reason).isNotEqualTo("fail");
            Assume.assumeTrue(reason, false);
        }
        playwright = Playwright.create();
        browser = playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(PROGRAM).setArgs(List.of("--no-sandbox", "--disable-gpu",
                "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync")));
    }

    Browser browser() {
        return browser;
    }

    @Override
    protected void after() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }
}
