package io.plumbline.domain.action;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/**
 * The owner of an action asks for more time, and a second person decides. Only a granted one moves the due date; a refused one stays as
 * evidence that it was asked.
 *
 * @param dueBefore   the due date when it was asked
 * @param wanted      the due date that is asked for
 * @param reason      why, 1 to 2,000 characters
 * @param by          login of the owner, who asked
 * @param decidedBy   login of who decided, or null
 * @param because     why it was decided so; null while nobody did, and may be null where it was granted
 * @param version     counts up with each change, beginning with 1
 */
public record Extension(Id id, Site site, Id nonconformity, Id action, LocalDate dueBefore, LocalDate wanted, String reason, String by, Instant askedAt, Decision decision, String decidedBy,
        String because, Instant changedAt, long version) {

    /** What became of it. */
    public enum Decision { ASKED, GRANTED, REFUSED }

    public Extension {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(action, "action");
        Objects.requireNonNull(dueBefore, "dueBefore");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(decision, "decision");
    }

    public static Extension asked(Id id, CorrectiveAction.Facts of, LocalDate wanted, String reason, String by, Instant now) {
        return new Extension(id, of.site(), of.nonconformity(), of.id(), of.due(), wanted, reason, by, now, Decision.ASKED, null, null, now, 1);
    }

    /** What is wrong with a new one; empty when it can be asked. */
    public List<Problem> problems(Instant now) {
        List<Problem> problems = new ArrayList<>();
        if (wanted == null || !wanted.isAfter(dueBefore)) {
            problems.add(new Problem("due", wanted == null ? "" : wanted.toString(), "a day after " + dueBefore + ", as YYYY-MM-DD"));
        } else {
            gone(now).ifPresent(problems::add);
        }
        if (reason == null || reason.isBlank() || reason.length() > CorrectiveAction.MOST_WORDS) {
            problems.add(new Problem("reason", reason, "1 to " + CorrectiveAction.MOST_WORDS + " characters"));
        }
        return problems;
    }

    /** That the day that is asked for has gone everywhere; empty while it has not. */
    public Optional<Problem> gone(Instant now) {
        LocalDate earliest = now.atZone(ZoneOffset.ofHours(-12)).toLocalDate();
        return wanted.isBefore(earliest) ? Optional.of(new Problem("due", wanted.toString(), "today or a later day, as YYYY-MM-DD")) : Optional.empty();
    }

    /** Whoever asked does not decide. */
    public boolean mayDecide(String login) {
        return !login.equals(by);
    }

    /** @throws IllegalArgumentException when who asked decides, or it is decided: callers ask before */
    public Extension decided(Decision given, String login, String why, Instant now) {
        if (!mayDecide(login) || decision != Decision.ASKED || given == Decision.ASKED) {
            throw new IllegalArgumentException("a second person decides, and once");
        }
        return new Extension(id, site, nonconformity, action, dueBefore, wanted, reason, by, askedAt, given, login, why, now, version + 1);
    }
}
