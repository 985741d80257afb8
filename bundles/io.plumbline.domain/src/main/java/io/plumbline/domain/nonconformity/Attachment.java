package io.plumbline.domain.nonconformity;

import java.text.Normalizer;
import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A file that shows something about a case, a cause or an action. It is never changed and never taken away.
 *
 * @param about   the case, or the cause or action of it that the file is evidence for
 * @param name    without folders, see {@link #cleaned}; may be personal data
 * @param bytes   how many there are
 * @param sha256  over them, 64 hexadecimal digits
 * @param by      login of who attached it
 */
public record Attachment(Id id, Site site, Id nonconformity, About kind, Id about, String name, FileType type, int bytes, String sha256, String by, Instant at) {
    /** Characters that a name has at most. */
    public static final int MOST_NAME = 120;

    /** What a file may be about. */
    public enum About { CASE, CAUSE, ACTION }

    public Attachment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(about, "about");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(by, "by");
    }

    /**
     * The name as it is kept: no folders, nothing that cannot be seen or that turns the direction of writing round, nothing that a file
     * system takes for something else; shortened before its ending. Empty where nothing is left.
     */
    public static String cleaned(String name) {
        String bare = name == null ? "" : name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
        String shown = Normalizer.normalize(bare, Normalizer.Form.NFC).replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Co}\\p{Cn}\\p{Cs}\\u2028\\u2029]", "").replaceAll("[<>:\"|?*%]", "_")
                .replaceAll("\\s+", " ").replaceAll("^[. ]+|[. ]+$", "");
        String safe = shown.matches("(?i)(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?") ? "_" + shown : shown;
        if (safe.length() <= MOST_NAME) {
            return safe;
        }
        int dot = safe.lastIndexOf('.');
        String ending = dot > safe.length() - 10 ? safe.substring(dot) : "";
        return safe.substring(0, MOST_NAME - ending.length()) + ending;
    }
}
