package io.plumbline.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class FileKeysTest {
    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private Path file() {
        return folder.getRoot().toPath().resolve("db/secret.key");
    }

    @Test
    public void theSecretIsMadeOnceForItsOwnerOnlyAndKept() throws Exception {
        byte[] first = new FileKeys(file()).derived(Keys.FORMS);
        assertThat(new FileKeys(file()).derived(Keys.FORMS)).isEqualTo(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        assertThat(file().getParent()).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    public void aStartThatWasKilledWhileItWroteTheSecretDoesNotKeepTheNextOneOut() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file().resolveSibling("secret.key.new"), "c2VjcmV0");
        assertThat(new FileKeys(file()).derived(Keys.FORMS)).hasSize(32);
        assertThat(Files.readString(file())).hasSize(44);
    }

    @Test
    public void aDamagedSecretIsNeverReplaced() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "c2VjcmV0");
        assertThatThrownBy(() -> new FileKeys(file())).isInstanceOf(IllegalStateException.class).hasMessageContaining("32 bytes");
        assertThat(file()).hasContent("c2VjcmV0");
    }
}
