package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/**
 * What somebody says about a case. It is talk beside the file: it changes neither the case nor its version, and nobody edits it. Its
 * author may withdraw it, which is seen.
 *
 * @param text        1 to 4,000 characters; may be personal data
 * @param by          login of its author
 * @param withdrawnAt or null
 * @param version     1, or 2 once it is withdrawn
 */
public record Comment(Id id, Site site, Id nonconformity, String text, String by, Instant at, Instant withdrawnAt, long version) {
    static final int MOST_TEXT = 4000;
    private static final int MOST_MENTIONS = 20;
    /** Not within a word, so that an address of mail mentions nobody; a full stop behind a name is none of it. */
    private static final Pattern MENTION = Pattern.compile("(?<![\\w.@+-])@([A-Za-z][A-Za-z0-9._-]{0,38}[A-Za-z0-9])");

    public Comment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(by, "by");
    }

    /** The logins that the text names with an @, each once, in their order. */
    public Set<String> mentions() {
        Set<String> logins = new LinkedHashSet<>();
        Matcher mention = MENTION.matcher(text == null ? "" : text);
        while (mention.find()) {
            logins.add(mention.group(1));
        }
        return logins;
    }

    /** What is wrong with a new one; empty when it can be kept. Whether those whom it mentions exist is for the caller to know. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        Words.check("text", text, MOST_TEXT, problems);
        if (mentions().size() > MOST_MENTIONS) {
            problems.add(new Problem("text", "@ " + mentions().size(), "at most " + MOST_MENTIONS + " people mentioned"));
        }
        return problems;
    }

    public Comment withdrawn(Instant now) {
        return new Comment(id, site, nonconformity, text, by, at, now, version + 1);
    }
}
