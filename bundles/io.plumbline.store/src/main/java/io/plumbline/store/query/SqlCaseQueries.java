package io.plumbline.store.query;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
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
import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CasePlace;
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
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.store.Sql;

/** Cases, read by SQL. */
@Component
public final class SqlCaseQueries implements CaseQueries {
    /** Arguments: the login, today, the moments before which cases belong to the second, third and fourth age, the site, the state. */
    private static final String OPEN_GROUPS = "select state, severity, whose, overdue, age, count(*) as cases from (select state, severity,"
            + " case when owner_login is null then 'NOBODYS' when owner_login = ? then 'MINE' else 'OTHERS' end as whose, case when next_due_on < ? then 1 else 0 end as overdue,"
            + " case when reported_at >= ? then 'WEEK' when reported_at >= ? then 'MONTH' when reported_at >= ? then 'QUARTER' else 'OLDER' end as age"
            + " from nonconformity" + Select.by("nonconformity_tally")
            + " where site = ? and state = ?) as seen"
            + " group by state, severity, whose, overdue, age";
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

    @Override
    public Page<CaseRow> list(Filter filter, String after, int most) {
        return list(filter, CaseOrder.NEWEST, after, most);
    }

    @Override
    public Page<CaseRow> list(Filter filter, CaseOrder order, String after, int most) {
        Optional<CasePlace> from = after == null ? Optional.empty() : CasePlace.parse(order.by(), after);
        if (after != null && from.isEmpty()) {
            return new Page<>(List.of(), null);
        }
        int atMost = Select.atMost(most);
        return sql.required(() -> {
            List<CaseList.Placed> places = new CaseList(sql, filter, order).from(from.orElse(null), atMost + 1);
            boolean more = places.size() > atMost;
            List<CaseList.Placed> shown = more ? places.subList(0, atMost) : places;
            return new Page<>(CaseRows.of(sql, shown.stream().map(CaseList.Placed::id).toList()), more ? shown.get(atMost - 1).place().toString() : null);
        });
    }

    /**
     * What is open is counted, from an index that holds all that is asked for. What is settled grows for ever, and is told from the numbers that were
     * given, which have no gaps.
     */
    @Override
    public Counts counts(Site site, String login, LocalDate today, Instant now) {
        return sql.required(() -> {
            List<Group> open = new ArrayList<>();
            // one by one: of several states at once Derby would rather read the whole index
            CaseList.OPEN.forEach(state -> sql.each(OPEN_GROUPS, r -> open.add(new Group(r.text("state"), r.one(Severity.class, "severity"), r.one(Whose.class, "whose"), r.number("overdue") == 1,
                    r.one(CaseAge.class, "age"), r.number("cases"))), login, today, CaseAge.MONTH.before(now), CaseAge.QUARTER.before(now), CaseAge.OLDER.before(now), site, state));
            Map<String, Long> settled = new TreeMap<>();
            for (String state : List.of("Rejected", "Merged")) {
                settled.put(state, sql.number("select count(*) from nonconformity" + Select.by("nonconformity_tally") + " where site = ? and state = ?", site, state));
            }
            long all = sql.number("select sum(last_no) from nonconformity_counter where site = ?", site);
            long others = open.stream().mapToLong(Group::cases).sum() + settled.values().stream().mapToLong(Long::longValue).sum();
            settled.put("Closed", Math.max(0, all - others));
            return new Counts(open, settled);
        });
    }

    @Override
    public Optional<CaseView> one(Site site, String number) {
        return sql.required(() -> CaseNumber.parse(number).flatMap(n -> nonconformities.byNumber(site, n)).map(this::view));
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
        objects.addAll(sql.list("select id from order_note" + Select.byKey("order_note_once") + " where nonconformity_id = ?", r -> r.id("id"), facts.id()));
        objects.addAll(sql.list("select id from recurrence" + Select.by("recurrence_by_later") + " where later_id = ?", r -> r.id("id"), facts.id()));
        objects.addAll(sql.list("select id from recurrence" + Select.byKey("recurrence_once") + " where earlier_id = ?", r -> r.id("id"), facts.id()));
        mails.about(facts.id()).stream().map(Mail::id).forEach(objects::add);
        if (invitation != null) {
            objects.add(invitation.row().id());
            invitation.responses().stream().map(ResponseRow::id).forEach(objects::add);
            invitation.mails().stream().map(Mail::id).forEach(objects::add);
        }
        return objects.stream().filter(Objects::nonNull).limit(Select.MOST).toList();
    }
}
