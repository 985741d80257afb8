package io.plumbline.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import io.plumbline.application.access.UserOutcome.Invalid;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.Saved;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;

public class SetUpFirstOperatorTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String GOOD = "correct horse battery";

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();
    private Path file;
    private Memory memory;

    @Before
    public void chooseFile() {
        file = folder.getRoot().toPath().resolve("below").resolve("setup-code");
        memory = new Memory(file);
    }

    @Test
    public void theFirstStartWritesACodeThatOnlyTheOwnerReads() throws IOException {
        assertThat(memory.setUp().open()).isTrue();
        assertThat(Files.readString(file)).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}\\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        String code = Files.readString(file);
        memory.setUp();
        assertThat(Files.readString(file)).as("a restart keeps the code").isEqualTo(code);
    }

    @Test
    public void theCodeMakesOneOperatorAndIsUsedUp() throws IOException {
        SetUpFirstOperator setUp = memory.setUp();
        String code = Files.readString(file);
        assertThat(setUp.setUp(code, "olga", "Olga Petrova", "", Language.DE, GOOD, NOW)).isInstanceOfSatisfying(Saved.class,
                saved -> assertThat(saved.user().facts().roles()).containsExactly(Role.OPERATOR));
        assertThat(file).doesNotExist();
        assertThat(setUp.open()).isFalse();
        assertThat(setUp.setUp(code, "eve", "Eve", "", Language.EN, GOOD, NOW)).isEqualTo(new Refused(Reason.SETUP_CLOSED));
        assertThat(memory.logIn().logIn("olga", GOOD, NOW)).isPresent();
        assertThat(memory.entries).hasSize(1);
        assertThat(memory.setUp().open()).as("after a restart too").isFalse();
        assertThat(file).doesNotExist();
    }

    @Test
    public void aWrongCodeCreatesNobody() {
        SetUpFirstOperator setUp = memory.setUp();
        for (String wrong : new String[] {"", null, "aaaa-bbbb-cccc-dddd-eeee"}) {
            assertThat(setUp.setUp(wrong, "eve", "Eve", "", Language.EN, GOOD, NOW)).isEqualTo(new Refused(Reason.WRONG_CODE));
        }
        assertThat(memory.users).isEmpty();
    }

    @Test
    public void anEmptyFileOpensNothing() throws IOException {
        SetUpFirstOperator setUp = memory.setUp();
        Files.writeString(file, "");
        assertThat(setUp.setUp("", "eve", "Eve", "", Language.EN, GOOD, NOW)).isEqualTo(new Refused(Reason.WRONG_CODE));
    }

    @Test
    public void aBadPasswordKeepsTheCode() throws IOException {
        SetUpFirstOperator setUp = memory.setUp();
        String code = Files.readString(file);
        assertThat(setUp.setUp(code, "", "", "", null, "short", NOW)).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.problems()).extracting(Problem::field).containsExactly("login", "name", "password"));
        assertThat(setUp.setUp(code, "olga", "Olga", "", null, GOOD, NOW)).isInstanceOf(Saved.class);
    }
}
