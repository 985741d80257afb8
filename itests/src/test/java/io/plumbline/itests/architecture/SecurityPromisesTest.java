package io.plumbline.itests.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.Test;

/** The threat model promises nothing that no test shows. */
public class SecurityPromisesTest {
    private static final Pattern SHOWN_BY = Pattern.compile("\\[(\\w+)\\.(\\w+)\\]\\((\\.\\./[^)]+)\\)");
    private static final Path PAGE = Bundles.project(".github/THREAT_MODEL.md");

    @Test
    public void everyLinkLeadsToATest() throws IOException {
        Matcher link = SHOWN_BY.matcher(Files.readString(PAGE));
        List<String> nowhere = new ArrayList<>();
        int links = 0;
        while (link.find()) {
            links++;
            Path file = PAGE.getParent().resolve(link.group(3)).normalize();
            boolean there = Files.exists(file) && file.getFileName().toString().equals(link.group(1) + ".java")
                    && Pattern.compile("@Test(\\([^)]*\\))?\\s+public void " + link.group(2) + "\\(").matcher(Files.readString(file)).find();
            if (!there) {
                nowhere.add(link.group());
            }
        }
        assertThat(links).isGreaterThan(40);
        assertThat(nowhere).as("links of the threat model that lead to no test").isEmpty();
    }

    @Test
    public void everyPromiseHasATest() throws IOException {
        List<String> bare = new ArrayList<>();
        boolean promises = false;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("| promise ")) {
                promises = true;
            } else if (!line.startsWith("|")) {
                promises = false;
            } else if (promises && !line.startsWith("|---") && !SHOWN_BY.matcher(line).find()) {
                bare.add(line);
            }
        }
        assertThat(bare).as("promises of the threat model without a test").isEmpty();
    }
}
