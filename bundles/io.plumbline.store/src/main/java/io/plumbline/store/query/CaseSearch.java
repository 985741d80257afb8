package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.CaseWords;
import io.plumbline.store.Sql;

/**
 * What leaves few of all cases: words that are searched for, verified causes, and that they came back. Where it does, the list is read from these and not
 * through all that there are; the conditions hold either way.
 * <p>
 * What is searched for is made into conditions here. Each term has to be the beginning of a word of the case, or stand in the name of its customer. Where a term is
 * rare, the cases are found by it and looked at one by one; common ones are looked for in each case as a list is read, and soon fill its page.
 *
 * @param few    all cases among which those searched for are; null where no term is rare
 * @param common the terms that those still have to be tried for
 */
record CaseSearch(List<Id> few, List<Term> common) {
    private static final int MOST_CASES = Select.MOST_FOUND;
    private static final int MOST_CUSTOMERS = Select.MOST;

    /**
     * @param beyond    the first word behind all that begin with it
     * @param customers in whose names it stands, one more than {@value #MOST_CUSTOMERS} where there are too many
     */
    private record Term(String word, String beyond, String pattern, List<Id> customers) {
        boolean manyCustomers() {
            return customers.size() > MOST_CUSTOMERS;
        }
    }

    static CaseSearch of(Sql sql, Filter filter) {
        Set<Id> few = null;
        List<Term> common = new ArrayList<>();
        for (CaseWords.Term word : filter.text() == null ? List.<CaseWords.Term>of() : CaseWords.terms(Select.shortened(filter.text()))) {
            Term term = term(sql, filter.site(), word);
            Set<Id> found = cases(sql, filter.site(), term);
            if (found == null) {
                common.add(term);
            } else {
                few = both(few, found);
            }
        }
        if (filter.recurring()) {
            few = both(few, few(sql, new Select("select distinct later_id as id from recurrence" + Select.by("recurrence_by_close") + " where site = ? and dismissed_at is null", filter.site())));
        }
        if (filter.confirmed() != null) {
            CaseQueries.Confirmed cause = filter.confirmed();
            few = both(few, few(sql, new Select("select distinct nonconformity_id as id from cause" + Select.by("cause_tally") + " where site = ? and verdict = 'VERIFIED'", filter.site())
                    .andWhere("changed_at >= ?", cause.since()).andWhere("changed_at < ?", cause.before()).andWhere("category = ?", cause.category())));
        }
        return new CaseSearch(few == null ? null : List.copyOf(few), common);
    }

    /** Those that are in both; null stands for all cases. */
    private static Set<Id> both(Set<Id> some, Set<Id> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        some.retainAll(others);
        return some;
    }

    /** What is selected, or null where it is too much to look at one by one. */
    private static Set<Id> few(Sql sql, Select ids) {
        Select some = ids.then("fetch first " + (MOST_CASES + 1) + " rows only");
        Set<Id> found = new LinkedHashSet<>(sql.list(some.text(), r -> r.id("id"), some.arguments().toArray()));
        return found.size() > MOST_CASES ? null : found;
    }

    private static Term term(Sql sql, Site site, CaseWords.Term searched) {
        String pattern = Select.anywhere(searched.typed());
        String beyond = searched.folded() + (sql.vendor().postgresql() ? "\uDBFF\uDFFF" : "\uFFFF");
        return new Term(searched.folded(), beyond, pattern, sql.list("select id from customer where site = ? and name_sort like ? escape '!' fetch first " + (MOST_CUSTOMERS + 1) + " rows only", r -> r.id("id"), site, pattern));
    }

    /** All cases that the term is found in; null where they are too many to look at one by one. */
    private static Set<Id> cases(Sql sql, Site site, Term term) {
        if (term.manyCustomers()) {
            return null;
        }
        Set<Id> found = few(sql, new Select("select distinct nonconformity_id as id from case_word" + Select.by("case_word_by_word") + " where site = ? and word >= ? and word < ?", site, term.word(),
                term.beyond()));
        if (found == null || term.customers().isEmpty()) {
            return found;
        }
        Set<Id> theirs = few(sql, new Select("select id from nonconformity" + Select.by("nonconformity_by_customer") + " where customer_id in " + Select.in(term.customers()),
                Select.values(term.customers())));
        if (theirs == null) {
            return null;
        }
        found.addAll(theirs);
        return found.size() > MOST_CASES ? null : found;
    }

    boolean nothing() {
        return few != null && few.isEmpty();
    }

    /** Adds what is searched for to the conditions on {@code nonconformity n}. */
    void on(Select select) {
        if (few != null && !few.isEmpty()) {
            select.and("n.id in " + Select.in(few), Select.values(few));
        }
        for (Term term : common) {
            String word = "exists (select 1 from case_word w" + Sql.byKey("case_word_pk") + " where w.nonconformity_id = n.id and w.word >= ? and w.word < ?)";
            if (term.customers().isEmpty()) {
                select.and(word, term.word(), term.beyond());
            } else if (term.manyCustomers()) {
                select.and("(" + word + " or exists (select 1 from customer c" + Sql.byKey("customer_pk") + " where c.id = n.customer_id and c.name_sort like ? escape '!'))", term.word(), term.beyond(), term.pattern());
            } else {
                List<Object> values = new ArrayList<>(List.of(term.word(), term.beyond()));
                values.addAll(List.of(Select.values(term.customers())));
                select.and("(" + word + " or n.customer_id in " + Select.in(term.customers()) + ")", values.toArray());
            }
        }
    }
}
