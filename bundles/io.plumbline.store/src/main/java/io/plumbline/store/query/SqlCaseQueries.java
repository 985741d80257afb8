package io.plumbline.store.query;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Page;
import io.plumbline.application.journal.JournalQueries;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.survey.SurveyQueries.InvitationView;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.store.Row;
import io.plumbline.store.Sql;

/** Cases, read by SQL. */
@Component
public final class SqlCaseQueries implements CaseQueries {
    private static final String NEWEST = "n.case_year desc, n.running_no desc";
    private static final int MOST_DELIVERIES = 50;
    private static final int MOST_ENTRIES = Select.MOST;

    private final Sql sql;
    private final Nonconformities nonconformities;
    private final Customers customers;
    private final Mails mails;
    private final JournalQueries journal;

    @Activate
    public SqlCaseQueries(@Reference Sql sql, @Reference Nonconformities nonconformities, @Reference Customers customers, @Reference Mails mails,
            @Reference JournalQueries journal) {
        this.sql = sql;
        this.nonconformities = nonconformities;
        this.customers = customers;
        this.mails = mails;
        this.journal = journal;
    }

    /** The key of a case: what the list is sorted by. */
    private record Key(Id id, int year, int running) {
        static final Comparator<Key> NEWEST_FIRST = Comparator.comparingInt(Key::year).thenComparingInt(Key::running).reversed();

        static Key of(Row r) {
            return new Key(r.id("id"), r.integer("case_year"), r.integer("running_no"));
        }
    }

    @Override
    public Page<CaseRow> list(Filter filter, String after, int most) {
        Optional<CaseNumber> from = after == null ? Optional.empty() : CaseNumber.parse(after);
        if (after != null && from.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        return sql.required(() -> {
            List<Key> keys = keys(filter, from, atMost);
            boolean more = keys.size() > atMost;
            List<CaseRow> rows = CaseRows.of(sql, keys.stream().limit(atMost).map(Key::id).toList());
            return new Page<>(rows, more ? rows.get(rows.size() - 1).number() : null);
        });
    }

    /** Each state by itself, because an index knows where the newest of one state are; then the newest of all. */
    private List<Key> keys(Filter filter, Optional<CaseNumber> from, int most) {
        if (filter.states().isEmpty() || filter.customer() != null || filter.order() != null) {
            return keys(filter, filter.states(), from, most);
        }
        List<Key> found = new ArrayList<>();
        for (String state : new LinkedHashSet<>(filter.states())) {
            found.addAll(keys(filter, List.of(state), from, most));
        }
        return found.stream().sorted(Key.NEWEST_FIRST).limit(most + 1L).toList();
    }

    /** The rest of the year first, then the years before: an index finds where each begins, but not where both do. */
    private List<Key> keys(Filter filter, List<String> states, Optional<CaseNumber> from, int most) {
        if (from.isEmpty()) {
            return newest(select(filter, states), most);
        }
        CaseNumber last = from.get();
        List<Key> found = new ArrayList<>(newest(select(filter, states).and("n.case_year = ? and n.running_no < ?", last.year(), last.running()), most));
        if (found.size() <= most) {
            found.addAll(newest(select(filter, states).and("n.case_year < ?", last.year()), most - found.size()));
        }
        return found;
    }

    private List<Key> newest(Select select, int most) {
        return sql.list(select.newest(NEWEST, most).text(), Key::of, select.arguments().toArray());
    }

    private static Select select(Filter filter, List<String> states) {
        String index = filter.order() != null ? "nonconformity_by_order" : filter.customer() != null ? "nonconformity_by_customer" : states.isEmpty() ? "nonconformity_by_number" : "nonconformity_newest_by_state";
        Select select = new Select("select n.id, n.case_year, n.running_no from nonconformity n" + Select.by(index) + " where n.site = ?", filter.site())
                .andWhere("n.customer_id = ?", filter.customer()).andWhere("n.severity = ?", filter.severity())
                .andWhere("n.order_id = ?", filter.order()).andWhere("n.changed_at >= ?", filter.since());
        if (!states.isEmpty()) {
            select.and("n.state in " + Select.in(states), Select.values(states));
        }
        if (Select.given(filter.text())) {
            String pattern = Select.anywhere(filter.text());
            select.and("(lower(n.case_no) like ? escape '!' or lower(n.title) like ? escape '!'"
                    + " or exists (select 1 from customer_order o where o.id = n.order_id and lower(o.order_no) like ? escape '!')"
                    + " or exists (select 1 from customer c where c.id = n.customer_id and c.name_sort like ? escape '!'))", pattern, pattern, pattern, pattern);
        }
        return select;
    }

    @Override
    public Map<String, Long> counts(Site site) {
        Map<String, Long> counts = new TreeMap<>();
        sql.each("select state, severity, count(*) as cases from nonconformity" + Select.by("nonconformity_counts") + " where site = ? group by state, severity", r -> {
            counts.merge(r.text("state"), r.number("cases"), Long::sum);
            counts.merge("severity:" + r.text("severity"), r.number("cases"), Long::sum);
        }, site);
        return counts;
    }

    @Override
    public Optional<CaseView> one(Site site, String number) {
        return sql.required(() -> CaseNumber.parse(number).flatMap(nonconformities::byNumber).filter(n -> n.facts().site().equals(site)).map(this::view));
    }

    private CaseView view(Nonconformity found) {
        Nonconformity.Facts facts = found.facts();
        List<Id> deliveries = facts.order() == null ? List.of()
                : sql.list("select delivery_id from delivery_order where order_id = ? order by delivery_id desc fetch first " + MOST_DELIVERIES + " rows only",
                        r -> r.id("delivery_id"), facts.order());
        InvitationView invitation = facts.response() == null ? null
                : sql.one("select invitation_id from response where id = ?", r -> r.id("invitation_id"), facts.response())
                        .flatMap(id -> InvitationRows.view(sql, mails, id)).orElse(null);
        return new CaseView(CaseRows.of(sql, List.of(facts.id())).get(0), found,
                facts.contact() == null ? null : customers.contactById(facts.contact()).orElse(null), DeliveryRows.newestFirst(sql, deliveries), invitation,
                journal.of(concerned(facts, deliveries, invitation), MOST_ENTRIES));
    }

    /** The objects whose story is the case's story. */
    private List<Id> concerned(Nonconformity.Facts facts, List<Id> deliveries, InvitationView invitation) {
        Set<Id> objects = new LinkedHashSet<>();
        objects.add(facts.id());
        objects.add(facts.order());
        objects.addAll(deliveries);
        mails.about(facts.id()).stream().map(Mail::id).forEach(objects::add);
        if (invitation != null) {
            objects.add(invitation.row().id());
            invitation.responses().stream().map(ResponseRow::id).forEach(objects::add);
            invitation.mails().stream().map(Mail::id).forEach(objects::add);
        }
        return objects.stream().filter(Objects::nonNull).limit(Select.MOST).toList();
    }
}
