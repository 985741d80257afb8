package io.plumbline.domain.survey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;

/**
 * A round in which the customers whom a nonconformity affected are asked once more, after what was done about it (ISO 10002:2018 8.4, ISO 9001:2015 10.2.1 d). Each is an
 * {@link Invitation} of the programme {@link #PROGRAMME}: nobody is asked a third time about one order. What they answer is theirs: it is part of neither the response
 * rate nor the comparison of shares, which would then count some of those who were harmed twice.
 *
 * @param cycle   of the case
 * @param message what the organisation did, as the customers read it; up to {@link #MOST_MESSAGE} characters, or empty
 * @param by      login of who asked
 */
public record FollowUp(Id id, Site site, Id nonconformity, int cycle, String message, String by, Instant at) {
    /** No other programme has this name. */
    public static final String PROGRAMME = "followup";
    public static final int MOST_MESSAGE = 1000;

    public FollowUp {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(nonconformity, "nonconformity");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(by, "by");
        Objects.requireNonNull(at, "at");
    }

    /** What is wrong with a new one; empty when it can be kept. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        if (message.length() > MOST_MESSAGE) {
            problems.add(new Problem("message", message.length() + " characters", "up to " + MOST_MESSAGE + " characters"));
        }
        return problems;
    }
}
