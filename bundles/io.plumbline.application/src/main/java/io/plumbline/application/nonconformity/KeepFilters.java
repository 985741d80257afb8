package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.domain.nonconformity.SavedFilters;

/** Keeps filters of the inbox for whoever made them. It is theirs alone and no part of any record, so that the journal does not tell of it. */
@Component(service = KeepFilters.class)
public final class KeepFilters {
    /** How many one user may have. */
    public static final int MOST = 30;
    /** The longest name, in characters. */
    public static final int LONGEST_NAME = 60;
    private static final int LONGEST_QUERY = 2000;

    private final Transactions transactions;
    private final Ids ids;
    private final SavedFilters filters;

    @Activate
    public KeepFilters(@Reference Transactions transactions, @Reference Ids ids, @Reference SavedFilters filters) {
        this.transactions = transactions;
        this.ids = ids;
        this.filters = filters;
    }

    /** Those of a user, oldest first. */
    public List<SavedFilter> of(Id user) {
        return transactions.required(() -> filters.of(user));
    }

    /** @return what is wrong with it; empty when it was saved */
    public List<Problem> save(Site site, Id user, String name, String query, Instant now) {
        String stripped = name == null ? "" : name.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST_NAME || stripped.chars().anyMatch(Character::isISOControl)) {
            return List.of(new Problem("name", name, "a name of 1 to " + LONGEST_NAME + " characters in one line"));
        }
        if (query.length() > LONGEST_QUERY) {
            return List.of(new Problem("query", query, "at most " + LONGEST_QUERY + " characters"));
        }
        return transactions.required(() -> {
            List<SavedFilter> theirs = filters.of(user);
            if (theirs.stream().anyMatch(f -> f.name().equals(stripped))) {
                return List.of(new Problem("name", stripped, "a name that none of your filters has"));
            }
            if (theirs.size() >= MOST) {
                return List.of(new Problem("filters", Integer.toString(theirs.size()), "at most " + MOST + " filters: delete one first"));
            }
            filters.add(new SavedFilter(ids.next(now), site, user, stripped, query, now));
            return List.of();
        });
    }

    public Optional<SavedFilter> one(Id user, Id filter) {
        return of(user).stream().filter(f -> f.id().equals(filter)).findFirst();
    }

    /** @return whether the user had it */
    public boolean delete(Id user, Id filter) {
        return transactions.required(() -> filters.remove(user, filter));
    }
}
