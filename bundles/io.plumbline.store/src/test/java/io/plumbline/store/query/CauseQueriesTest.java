package io.plumbline.store.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.Confirmed;
import io.plumbline.application.nonconformity.CauseQueries.Tally;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
import io.plumbline.domain.nonconformity.Analysis;
import io.plumbline.domain.nonconformity.Analysis.Bone;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.Cause.Verdict;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.nonconformity.Trigger;
import io.plumbline.store.PortContract;
import io.plumbline.store.SqlFault;

/** Verified causes over all cases, the cases behind each number, and the catalogue that they are counted by. */
public class CauseQueriesTest extends PortContract {
    private static final Site NORTH = new Site("NORTH");
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant LATER = Instant.parse("2026-06-01T00:00:00Z");
    private static final Instant END = Instant.parse("2027-01-01T00:00:00Z");
    private Scene scene;
    private int running;

    @Before
    public void scene() {
        scene = new Scene(store);
    }

    private Nonconformity.Facts filed(Site site, String title) {
        return filed(site, title, Nonconformity.Contained::new);
    }

    private Nonconformity.Facts filed(Site site, String title, Function<Nonconformity.Facts, Nonconformity> in) {
        Id id = scene.id();
        Nonconformity.Facts facts = new Nonconformity.Facts(id, site, new CaseNumber(site, 2026, ++running), new Trigger(Trigger.Kind.HAND, id), title, List.of(), Severity.MINOR, null, null, null,
                null, null, null, null, 0, 1, FIRST, FIRST, 1);
        store.transactions().run(() -> store.nonconformities().add(in.apply(facts)));
        return facts;
    }

    private void cause(Nonconformity.Facts f, String category, Verdict verdict, Instant at) {
        Cause proposed = Cause.proposed(scene.id(), f, new Analysis.FreeText("x"), category, "pia", FIRST);
        store.transactions().run(() -> store.caseFiles().add(proposed));
        if (verdict != Verdict.PROPOSED) {
            store.transactions().run(() -> store.caseFiles().save(proposed.judged(verdict, "seen", "ann", at)));
        }
    }

    private List<Tally> tallies(Site site, Instant since, Instant before) {
        return new SqlCauseQueries(store.sql()).verified(site, since, before);
    }

    private List<String> titles(Confirmed cause) {
        return scene.cases.list(new CaseQueries.Filter(Site.MAIN, List.of(), null, null, null).with(cause), null, 50).items().stream().map(CaseRow::title).toList();
    }

    @Test
    public void verifiedCausesAreCountedAndTheirCasesFound() {
        Nonconformity.Facts one = filed(Site.MAIN, "one");
        cause(one, "packaging", Verdict.VERIFIED, FIRST);
        cause(one, "packaging", Verdict.VERIFIED, LATER);
        cause(one, "supplier", Verdict.REFUTED, LATER);
        Nonconformity.Facts two = filed(Site.MAIN, "two");
        cause(two, "packaging", Verdict.VERIFIED, LATER);
        cause(two, null, Verdict.VERIFIED, LATER);
        cause(two, "budget", Verdict.PROPOSED, LATER);
        cause(filed(NORTH, "of another site"), "packaging", Verdict.VERIFIED, LATER);
        cause(filed(Site.MAIN, "rejected", f -> new Nonconformity.Rejected(f, "none")), "packaging", Verdict.VERIFIED, LATER);

        assertThat(tallies(Site.MAIN, FIRST, END)).containsExactlyInAnyOrder(new Tally("packaging", 3, 2), new Tally(null, 1, 1));
        assertThat(tallies(Site.MAIN, FIRST.plusMillis(1), END)).containsExactlyInAnyOrder(new Tally("packaging", 2, 2), new Tally(null, 1, 1));
        assertThat(tallies(Site.MAIN, FIRST, LATER)).as("the end is not in it").containsExactly(new Tally("packaging", 1, 1));
        assertThat(tallies(NORTH, FIRST, END)).containsExactly(new Tally("packaging", 1, 1));

        assertThat(titles(new Confirmed("packaging", FIRST, END))).containsExactlyInAnyOrder("one", "two");
        assertThat(titles(new Confirmed("packaging", FIRST, LATER))).containsExactly("one");
        assertThat(titles(new Confirmed(null, null, null))).containsExactly("two");
        assertThat(titles(new Confirmed("supplier", null, null))).as("refuted").isEmpty();
        assertThat(titles(new Confirmed("budget", null, null))).as("only proposed").isEmpty();
    }

    @Test
    public void eachSiteHasItsOwnCategoriesOnceByCode() {
        CauseCategories categories = store.causeCategories();
        CauseCategory own = CauseCategory.added(scene.id(), Site.MAIN, "cold-chain", "Kühlkette", Bone.MILIEU, FIRST);
        CauseCategory retired = new CauseCategory(scene.id(), Site.MAIN, "budget", null, Bone.MONEY, true, FIRST, 1);
        store.transactions().run(() -> {
            categories.add(own);
            categories.add(retired);
            categories.add(CauseCategory.added(scene.id(), NORTH, "cold-chain", "Cold", Bone.MILIEU, FIRST));
        });
        assertThat(store.transactions().required(() -> categories.of(Site.MAIN))).containsExactly(own, retired);
        assertThatThrownBy(() -> store.transactions().run(() -> categories.add(CauseCategory.added(scene.id(), Site.MAIN, "budget", "x", Bone.MONEY, FIRST)))).isInstanceOf(SqlFault.class);
        CauseCategory back = retired.retired(false, null, LATER);
        store.transactions().run(() -> categories.save(back));
        assertThat(store.transactions().required(() -> categories.of(Site.MAIN))).containsExactly(own, back);
        assertThatThrownBy(() -> store.transactions().run(() -> categories.save(back))).isInstanceOf(Stale.class);
    }
}
