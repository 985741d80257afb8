package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A person's signature under one version of a case: they gave their password once more, and this says who, when, what it means and, by
 * the hash, of exactly which content (after 21 CFR 11.50, 11.70 and 11.200).
 *
 * @param version what the case's version was when it was signed
 * @param hash    SHA-256 of that content in hexadecimal, see {@link CaseHash}
 * @param content what was signed, as {@link CaseText}, so that it can be read and hashed again; null once erased. It may name people
 * @param login   of the account whose password was given; never taken from anywhere else
 * @param name    as the person was called then; personal data
 */
public record Signature(Id id, Site site, Id nonconformity, long version, String hash, String content, Meaning meaning, String login, String name, Instant at) {
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    /** What a signature stands for. */
    public enum Meaning {
        /** The plan may be carried out. */
        PLAN_APPROVED,
        /** It is no nonconformity. */
        CASE_REJECTED,
        /** The actions had the effect, and nothing is left to do. */
        EFFECTIVE_AND_CLOSED,
        /** The actions did not have the effect. */
        NOT_EFFECTIVE;

        /** The meaning of a signature under a move. */
        public static Meaning of(Move move) {
            return switch (move) {
                case PLAN -> PLAN_APPROVED;
                case REJECT -> CASE_REJECTED;
                case CLOSE -> EFFECTIVE_AND_CLOSED;
                case NOT_EFFECTIVE -> Meaning.NOT_EFFECTIVE;
                default -> throw new IllegalArgumentException(move + " is not signed");
            };
        }
    }

    public Signature {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(login, "login");
        if (!HASH.matcher(hash).matches()) {
            throw new IllegalArgumentException("SHA-256 in hexadecimal expected");
        }
        if (content != null && !CaseHash.ofText(content).equals(hash)) {
            throw new IllegalArgumentException("the hash is not that of the content");
        }
    }
}
