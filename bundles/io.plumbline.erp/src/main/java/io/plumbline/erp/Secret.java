package io.plumbline.erp;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import io.plumbline.application.delivery.SourceFault;

/** A password or key. It shows itself only to {@link #reveal()}; a file is read each time, so that a changed one needs no restart. */
public final class Secret {
    private static final int MOST_BYTES = 8192;
    private final String value;
    private final Path file;
    private final String where;

    private Secret(String value, Path file, String where) {
        this.value = value;
        this.file = file;
        this.where = where;
    }

    public static Secret of(String value) {
        return new Secret(value, null, null);
    }

    /** @param where how an operator finds the option that names the file */
    static Secret in(Path file, String where) {
        return file == null ? null : new Secret(null, file, where);
    }

    /**
     * The secret itself, without the line break at its end.
     *
     * @throws SourceFault of kind {@code SETUP} when its file cannot be read
     */
    public String reveal() throws SourceFault {
        if (file == null) {
            return value;
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new SourceFault(SourceFault.Kind.SETUP, where + " names a file of more than " + MOST_BYTES + " bytes");
            }
            String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString().replaceFirst("\\R$", "");
            if (text.isEmpty()) {
                throw new SourceFault(SourceFault.Kind.SETUP, where + " names an empty file");
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new SourceFault(SourceFault.Kind.SETUP, where + " names a file that is not text in UTF-8");
        } catch (IOException e) {
            throw new SourceFault(SourceFault.Kind.SETUP, where + " names " + file + ", which cannot be read: " + e.getClass().getSimpleName(), null, e);
        }
    }

    @Override
    public String toString() {
        return "(secret)";
    }
}
