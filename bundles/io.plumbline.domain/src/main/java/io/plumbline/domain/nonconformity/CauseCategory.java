package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.Analysis.Bone;

/**
 * One category of a site's catalogue of causes. It is retired and never deleted, so that what was counted under it keeps its name.
 *
 * @param id      null while the site has changed nothing about a standard one
 * @param code    what causes carry: lower case letters, digits and hyphens
 * @param name    as the site calls it, or null for a standard one, which the program has words for
 * @param bone    which of the 8 M it belongs to
 * @param retired whether no further cause may carry it
 */
public record CauseCategory(Id id, Site site, String code, String name, Bone bone, boolean retired, Instant changedAt, long version) {
    public static final int MOST_CODE = 40;
    public static final int MOST_NAME = 60;
    private static final Pattern CODE = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    public CauseCategory {
        Objects.requireNonNull(site, "site");
    }

    public static CauseCategory added(Id id, Site site, String code, String name, Bone bone, Instant at) {
        return new CauseCategory(id, site, code, name == null ? "" : name.strip(), bone, false, at, 1);
    }

    /** Whether the program brings it, and not the site. */
    public boolean standard() {
        return name == null;
    }

    /** With the word of the site on whether causes may still carry it. */
    public CauseCategory retired(boolean now, Id fresh, Instant at) {
        return new CauseCategory(id == null ? fresh : id, site, code, name, bone, now, at, version + 1);
    }

    static boolean wellFormed(String code) {
        return code.length() <= MOST_CODE && CODE.matcher(code).matches();
    }

    /** What is wrong with one that a site adds; empty when it can be kept. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (code == null || !wellFormed(code)) {
            problems.add(new Problem("code", code, "1 to " + MOST_CODE + " characters of a-z and 0-9, words joined by hyphens, such as cold-chain"));
        }
        if (name == null || name.isBlank() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("name", name, "1 to " + MOST_NAME + " characters in one line"));
        }
        if (bone == null) {
            problems.add(new Problem("bone", "", "one of " + List.of(Bone.values())));
        }
        return problems;
    }
}
