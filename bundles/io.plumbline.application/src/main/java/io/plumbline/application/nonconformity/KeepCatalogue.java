package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CauseCatalogue;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;

/** Keeps the catalogue of causes of a site: its quality managers add categories and retire those that they do not want, and delete none. */
@Component(service = KeepCatalogue.class)
public final class KeepCatalogue {
    private final Transactions transactions;
    private final Ids ids;
    private final Journal journal;
    private final CauseCategories categories;

    @Activate
    public KeepCatalogue(@Reference Transactions transactions, @Reference Ids ids, @Reference Journal journal, @Reference CauseCategories categories) {
        this.transactions = transactions;
        this.ids = ids;
        this.journal = journal;
        this.categories = categories;
    }

    /** Why something about a new category is refused. */
    public enum Why {
        /** It is missing, or not what it has to be. */
        MALFORMED,
        /** Another category of the site has it. */
        TAKEN,
        /** The site has as many categories of its own as it can have. */
        FULL
    }

    /** One thing that is refused. */
    public record Refused(Why why, Problem problem) {
    }

    /** What came of it. */
    public sealed interface Outcome {
        record Done(CauseCategory category) implements Outcome {
        }

        record Invalid(List<Refused> refused) implements Outcome {
            public Invalid {
                refused = List.copyOf(refused);
            }

            public List<Problem> problems() {
                return refused.stream().map(Refused::problem).toList();
            }
        }

        /** There is no such category. */
        record NotFound() implements Outcome {
        }

        /** Only quality managers change the catalogue. */
        record Forbidden() implements Outcome {
        }
    }

    public CauseCatalogue of(Site site) {
        return transactions.required(() -> CauseCatalogue.of(site, categories.of(site)));
    }

    /** @param code that causes will carry; @param name in the site's words */
    public Outcome add(Site site, String login, Set<Role> roles, String code, String name, Bone bone, Instant now) {
        if (!roles.contains(Role.QUALITY_MANAGER)) {
            return new Outcome.Forbidden();
        }
        return transactions.required(() -> {
            CauseCategory added = CauseCategory.added(ids.next(now), site, code, name, bone, now);
            List<Refused> refused = refused(added, categories.of(site));
            if (!refused.isEmpty()) {
                return new Outcome.Invalid(refused);
            }
            categories.add(added);
            journal.append(JournalEntries.of(added, Actor.user(login), "cause-category.added", now));
            return new Outcome.Done(added);
        });
    }

    /** Where the category itself is wrong, that is said alone. */
    private static List<Refused> refused(CauseCategory added, List<CauseCategory> own) {
        List<Refused> refused = new ArrayList<>();
        added.problems().forEach(p -> refused.add(new Refused(Why.MALFORMED, p)));
        if (refused.isEmpty()) {
            CauseCatalogue catalogue = CauseCatalogue.of(added.site(), own);
            catalogue.find(added.code()).ifPresent(c -> refused.add(new Refused(Why.TAKEN,
                    new Problem("code", added.code(), "a code that no category has yet" + (c.retired() ? "; the retired one can be taken up again" : "")))));
            if (catalogue.all().stream().anyMatch(c -> added.name().equalsIgnoreCase(c.name()))) {
                refused.add(new Refused(Why.TAKEN, new Problem("name", added.name(), "a name that no category has yet")));
            }
            if (own.stream().filter(c -> !c.standard()).count() >= CauseCatalogue.MOST) {
                refused.add(new Refused(Why.FULL, new Problem("code", added.code(), "no more than the " + CauseCatalogue.MOST + " categories of the site's own that there are")));
            }
        }
        return refused;
    }

    /** Retires a category, or takes it up again. Causes that carry it keep it. Where it is so already, nothing changes. */
    public Outcome retire(Site site, String login, Set<Role> roles, String code, boolean retired, Instant now) {
        if (!roles.contains(Role.QUALITY_MANAGER)) {
            return new Outcome.Forbidden();
        }
        return transactions.required(() -> {
            Optional<CauseCategory> known = CauseCatalogue.of(site, categories.of(site)).find(code);
            if (known.isEmpty()) {
                return new Outcome.NotFound();
            }
            if (known.get().retired() == retired) {
                return new Outcome.Done(known.get());
            }
            CauseCategory changed = known.get().retired(retired, ids.next(now), now);
            if (known.get().id() == null) {
                categories.add(changed);
            } else {
                categories.save(changed);
            }
            journal.append(JournalEntries.of(changed, Actor.user(login), retired ? "cause-category.retired" : "cause-category.restored", now));
            return new Outcome.Done(changed);
        });
    }
}
