package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.store.CaseWords;
import io.plumbline.store.Sql;

/**
 * What is searched for, made into conditions. Each term has to be the beginning of a word of the case, or stand in the name of its customer. Where a term is
 * rare, the cases are found by it and looked at one by one; common ones are looked for in each case as a list is read, and soon fill its page.
 *
 * @param few    all cases among which those searched for are; null where no term is rare
 * @param common the terms that those still have to be tried for
 */
record CaseSearch(List<Id> few, List<Term> common) {
    static final CaseSearch EVERYTHING = new CaseSearch(null, List.of());
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

    static CaseSearch of(Sql sql, Site site, String text) {
        if (!Select.given(text)) {
            return EVERYTHING;
        }
        Set<Id> few = null;
        List<Term> common = new ArrayList<>();
        for (CaseWords.Term word : CaseWords.terms(Select.shortened(text))) {
            Term term = term(sql, site, word);
            Set<Id> found = cases(sql, site, term);
            if (found == null) {
                common.add(term);
            } else if (few == null) {
                few = found;
            } else {
                few.retainAll(found);
            }
        }
        return new CaseSearch(few == null ? null : List.copyOf(few), common);
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
        Set<Id> found = new LinkedHashSet<>(sql.list("select distinct nonconformity_id as id from case_word" + Select.by("case_word_by_word") + " where site = ? and word >= ? and word < ? fetch first "
                + (MOST_CASES + 1) + " rows only", r -> r.id("id"), site, term.word(), term.beyond()));
        if (found.size() <= MOST_CASES && !term.customers().isEmpty()) {
            found.addAll(sql.list("select id from nonconformity" + Select.by("nonconformity_by_customer") + " where customer_id in " + Select.in(term.customers()) + " fetch first " + (MOST_CASES + 1)
                    + " rows only", r -> r.id("id"), Select.values(term.customers())));
        }
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
