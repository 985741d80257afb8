package io.plumbline.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

/** Pages that promise something link to the test that shows it, row by row. */
public class LinksTest {
    private static final Pattern SHOWN_BY = Pattern.compile("\\[(\\w+)\\.(\\w+)\\]\\(([^)]+\\.java)\\)");
    /** How the tables begin in which every row has a test, by page. */
    private static final Map<Path, String> PAGES = Map.of(Bundles.project(".github/THREAT_MODEL.md"), "| promise ", Bundles.project("bundles/README.md"), "| elsewhere ");

    @Test
    public void everyLinkLeadsToATest() throws IOException {
        List<String> nowhere = new ArrayList<>();
        for (Path page : PAGES.keySet()) {
            Matcher link = SHOWN_BY.matcher(Files.readString(page));
            int links = 0;
            while (link.find()) {
                links++;
                Path file = page.getParent().resolve(link.group(3)).normalize();
                boolean there = Files.exists(file) && file.getFileName().toString().equals(link.group(1) + ".java")
                        && Pattern.compile("@(Test|Property)(\\([^)]*\\))?\\s+public void " + link.group(2) + "\\(").matcher(Files.readString(file)).find();
                if (!there) {
                    nowhere.add(page.getFileName() + ": " + link.group());
                }
            }
            assertThat(links).as("%s", page).isGreaterThan(10);
        }
        assertThat(nowhere).as("links that lead to no test").isEmpty();
    }

    @Test
    public void everyPromiseHasATest() throws IOException {
        List<String> bare = new ArrayList<>();
        for (Map.Entry<Path, String> page : PAGES.entrySet()) {
            boolean promises = false;
            for (String line : Files.readAllLines(page.getKey())) {
                if (line.startsWith(page.getValue())) {
                    promises = true;
                } else if (!line.startsWith("|")) {
                    promises = false;
                } else if (promises && !line.startsWith("|---") && !SHOWN_BY.matcher(line).find()) {
                    bare.add(line);
                }
            }
        }
        assertThat(bare).as("promises without a test").isEmpty();
    }
}
