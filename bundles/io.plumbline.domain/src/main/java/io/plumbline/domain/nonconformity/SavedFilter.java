package io.plumbline.domain.nonconformity;

import java.time.Instant;
import java.util.Objects;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;

/**
 * A filter of the inbox that somebody keeps, for themselves alone.
 *
 * @param name  1 to 60 characters, unlike their other ones
 * @param query what the address of the inbox has behind its question mark; empty for the inbox as it begins
 */
public record SavedFilter(Id id, Site site, Id user, String name, String query, Instant savedAt) {
    public SavedFilter {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(query, "query");
    }
}
