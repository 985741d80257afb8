package io.plumbline.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.junit.Test;

import io.plumbline.application.Page;
import io.plumbline.application.complaint.ComplaintQueries;
import io.plumbline.application.complaint.ComplaintQueries.ComplaintRow;
import io.plumbline.application.complaint.ComplaintQueries.Figures;
import io.plumbline.application.complaint.ComplaintQueries.Filter;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.complaint.Complaint.Channel;
import io.plumbline.domain.complaint.Complaints;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.store.query.SqlComplaintQueries;

/** Complaints come back as they were entered, once for each token, change only from the version that was read, and are counted by their deadlines. */
public class ComplaintsContractTest extends PortContract {
    private static final Instant NOW = Samples.NOW;
    private static final String TEXT = "Verbogen! \"<script>\" \u2028 \uD83D\uDE20\n";
    private static final Site OTHER = new Site("OTHER");

    private static Complaint received(Site site, String token, Id customer, Instant at) {
        return new Complaint.Received(new Complaint.Facts(Samples.id(), site, token, Channel.PHONE, "Zoë Groß", TEXT + "x".repeat(3900), customer, Samples.id(), Samples.id(), null, at,
                at.plus(Duration.ofDays(2)), at.plus(Duration.ofDays(14)), null, null, null, null, null, "pia", NOW, 1));
    }

    private Complaint added(Complaint complaint) {
        store.complaints().add(complaint);
        return complaint;
    }

    private ComplaintQueries queries() {
        return new SqlComplaintQueries(store.sql());
    }

    private static List<Complaint> in(Page<ComplaintRow> page) {
        return page.items().stream().map(ComplaintRow::complaint).toList();
    }

    @Test
    public void eachStateComesBackAndChangesOnlyFromTheVersionThatWasRead() {
        Complaint received = added(received(Site.MAIN, "token-1", Samples.id(), NOW));
        assertThat(store.complaints().byId(received.facts().id())).contains(received);
        Complaint acknowledged = received.acknowledged(NOW.plusSeconds(5), "ann", NOW.plusSeconds(6));
        store.complaints().save(acknowledged);
        assertThat(store.complaints().byToken(Site.MAIN, "token-1")).contains(acknowledged);
        assertStale(() -> store.complaints().save(received.acknowledged(NOW, "bob", NOW)));
        Complaint linked = acknowledged.within(Samples.id(), NOW);
        store.complaints().save(linked);
        Complaint answered = linked.answered(TEXT, NOW.plusSeconds(9), "zoe", NOW.plusSeconds(9));
        store.complaints().save(answered);
        assertThat(store.complaints().byId(received.facts().id())).contains(answered);
        assertThat(answered.facts().version()).isEqualTo(4);
        Complaint bare = added(new Complaint.Received(new Complaint.Facts(Samples.id(), Site.MAIN, "bare", Channel.OTHER, null, null, null, null, null, null, NOW, NOW, NOW, null, null, null, null,
                null, "erp", NOW, 1)));
        assertThat(store.complaints().byId(bare.facts().id())).contains(bare);
    }

    private Id merged(int running, Id into) {
        Nonconformity.Facts facts = Samples.nonconformity(Samples.id(), new CaseNumber(Site.MAIN, 2026, running), Samples.id(), Samples.id(), 1);
        store.nonconformities().add(into == null ? new Nonconformity.Reported(facts) : new Nonconformity.Merged(facts, into));
        return facts.id();
    }

    private Complaint of(Id nonconformity, String token) {
        Complaint belongs = added(received(Site.MAIN, token, null, NOW)).within(nonconformity, NOW);
        store.complaints().save(belongs);
        return belongs;
    }

    @Test
    public void thoseOfMergedCasesAreBroughtToTheOneThatGoesOnHoweverOftenTheyWere() {
        Id survivor = merged(1, null);
        Id second = merged(2, survivor);
        Id third = merged(3, second);
        Id fourth = merged(4, survivor);
        Complaint withThird = of(third, "third");
        Complaint withFourth = of(fourth, "fourth");
        Complaint own = of(survivor, "own");
        Complaint withSecond = of(second, "second");
        of(merged(5, merged(6, null)), "elsewhere");
        assertThat(store.complaints().broughtTo(survivor)).extracting(b -> b.with().running() + " " + b.complaint().facts().token())
                .containsExactlyInAnyOrder("3 third", "4 fourth", "2 second");
        assertThat(store.complaints().broughtTo(survivor)).extracting(Complaints.Brought::complaint).containsExactlyInAnyOrder(withThird, withFourth, withSecond)
                .isSortedAccordingTo(Comparator.comparing(c -> c.facts().id()));
        assertThat(store.complaints().broughtTo(second)).extracting(Complaints.Brought::complaint).containsExactly(withThird);
        assertThat(store.complaints().broughtTo(third)).isEmpty();
        assertThat(store.nonconformities().mergedInto(survivor, 50)).extracting(CaseNumber::running).containsExactly(2, 4);
        assertThat(store.nonconformities().mergedInto(survivor, 1)).extracting(CaseNumber::running).containsExactly(2);
        assertThat(store.nonconformities().mergedInto(third, 50)).isEmpty();
        for (Complaint each : List.of(withThird, withFourth, withSecond)) {
            assertThat(queries().one(Site.MAIN, each.facts().id()).orElseThrow().mergedInto()).isEqualTo("NC-MAIN-2026-0001");
        }
        assertThat(queries().one(Site.MAIN, withThird.facts().id()).orElseThrow().caseNumber()).isEqualTo("NC-MAIN-2026-0003");
        assertThat(queries().one(Site.MAIN, own.facts().id()).orElseThrow().mergedInto()).isNull();
        assertThat(queries().list(Filter.all(Site.MAIN), null, 50).items()).extracting(ComplaintRow::mergedInto).containsExactlyInAnyOrder("NC-MAIN-2026-0001", "NC-MAIN-2026-0001",
                "NC-MAIN-2026-0001", null, "NC-MAIN-2026-0006");
    }

    @Test
    public void thoseOfACaseComeAsTheyWereEntered() {
        Id of = Samples.id();
        List<Complaint> belong = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Complaint one = added(received(Site.MAIN, "token-" + i, null, NOW.minusSeconds(i)));
            belong.add(one.within(of, NOW));
            store.complaints().save(belong.get(i));
        }
        store.complaints().save(added(received(Site.MAIN, "token-other", null, NOW)).within(Samples.id(), NOW));
        added(received(Site.MAIN, "token-none", null, NOW));
        assertThat(store.complaints().of(of)).containsExactlyInAnyOrderElementsOf(belong).isSortedAccordingTo(Comparator.comparing(c -> c.facts().id().value()));
        assertThat(store.complaints().of(Samples.id())).isEmpty();
    }

    @Test
    public void aTokenIsTakenOnceAtEachSite() {
        added(received(Site.MAIN, "token-1", null, NOW));
        added(received(OTHER, "token-1", null, NOW));
        assertUnique(() -> store.complaints().add(received(Site.MAIN, "token-1", null, NOW)), "complaint_once");
        assertThat(store.complaints().byToken(Site.MAIN, "token-2")).isEmpty();
    }

    @Test
    public void listsAreByFilterNewestFirstPagedAndOfTheSiteAlone() {
        Id customer = Samples.id();
        Id of = Samples.id();
        List<Complaint> all = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            all.add(added(received(Site.MAIN, "token-" + i, i < 3 ? customer : null, NOW.minus(Duration.ofDays(i)))));
        }
        Complaint elsewhere = added(received(OTHER, "token", customer, NOW.minus(Duration.ofDays(30))));
        Complaint acknowledged = all.get(4).acknowledged(NOW.minus(Duration.ofDays(3)), "ann", NOW).within(of, NOW);
        store.complaints().save(new Complaint.Acknowledged(version(acknowledged, 2)));
        all.set(4, new Complaint.Acknowledged(version(acknowledged, 2)));
        all.sort((a, b) -> b.facts().id().compareTo(a.facts().id()));
        assertThat(in(queries().list(Filter.all(Site.MAIN), null, 50))).isEqualTo(all);
        assertThat(in(queries().list(new Filter(Site.MAIN, "Acknowledged", null, null, null), null, 50))).hasSize(1);
        assertThat(in(queries().list(new Filter(Site.MAIN, null, null, customer, null), null, 50))).hasSize(3);
        assertThat(in(queries().list(new Filter(Site.MAIN, null, null, null, of), null, 50))).hasSize(1);
        assertThat(in(queries().list(new Filter(Site.MAIN, null, NOW, null, null), null, 50))).as("received two days ago or earlier, and not acknowledged").hasSize(4)
                .allMatch(c -> c.overdue(NOW));
        List<Complaint> paged = new ArrayList<>();
        String after = null;
        do {
            Page<ComplaintRow> page = queries().list(Filter.all(Site.MAIN), after, 3);
            paged.addAll(in(page));
            after = page.next();
        } while (after != null);
        assertThat(paged).isEqualTo(all);
        assertThat(queries().one(Site.MAIN, elsewhere.facts().id())).isEmpty();
        assertThat(queries().one(OTHER, elsewhere.facts().id())).isPresent();
        assertThat(queries().list(Filter.all(Site.MAIN), "no key", 3).items()).isEmpty();
    }

    private static Complaint.Facts version(Complaint c, long version) {
        Complaint.Facts f = c.facts();
        return new Complaint.Facts(f.id(), f.site(), f.token(), f.channel(), f.complainant(), f.words(), f.customer(), f.order(), f.delivery(), f.nonconformity(), f.receivedAt(), f.acknowledgeBy(),
                f.answerBy(), f.acknowledgedAt(), f.acknowledgedBy(), f.answer(), f.answeredAt(), f.answeredBy(), f.by(), f.changedAt(), version);
    }

    @Test
    public void figuresCountWhatWasInTimeAndWhatWasNot() {
        Instant then = NOW.minus(Duration.ofDays(20));
        store.complaints().save(added(received(Site.MAIN, "in time", null, then)).answered("x", then.plus(Duration.ofDays(1)), "ann", NOW));
        store.complaints().save(added(received(Site.MAIN, "late", null, then)).answered("x", then.plus(Duration.ofDays(14)), "ann", NOW));
        store.complaints().save(added(received(Site.MAIN, "acknowledged, answer overdue", null, then)).acknowledged(then.plusSeconds(1), "ann", NOW));
        added(received(Site.MAIN, "nothing yet, still in time", null, NOW.minusSeconds(60)));
        added(received(Site.MAIN, "before", null, NOW.minus(Duration.ofDays(40))));
        added(received(OTHER, "elsewhere", null, then));
        assertThat(queries().figures(Site.MAIN, NOW.minus(Duration.ofDays(30)), NOW, NOW)).isEqualTo(new Figures(4, 2, 1, 1, 2, 1));
        assertThat(queries().figures(OTHER, NOW.minus(Duration.ofDays(9)), NOW, NOW)).isEqualTo(new Figures(0, 0, 0, 0, 0, 0));
    }
}
