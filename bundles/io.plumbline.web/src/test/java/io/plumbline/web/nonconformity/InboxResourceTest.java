package io.plumbline.web.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.ws.rs.NotFoundException;
import javax.ws.rs.core.Response;

import org.assertj.core.api.Assertions;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.Page;
import io.plumbline.application.nonconformity.CaseAge;
import io.plumbline.application.nonconformity.CaseOrder;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.nonconformity.CaseQueries.Group;
import io.plumbline.application.nonconformity.CaseQueries.Whose;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.KeepFilters;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.nonconformity.SavedFilter;
import io.plumbline.domain.nonconformity.SavedFilters;
import io.plumbline.domain.nonconformity.Severity;
import io.plumbline.domain.survey.Language;
import io.plumbline.domain.survey.Programme;
import io.plumbline.web.FakeRequest;
import io.plumbline.web.Fakes;

public class InboxResourceTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);
    private final List<SavedFilter> stored = new ArrayList<>();
    private CaseQueries.Filter asked;
    private CaseOrder order;
    private String after;
    private final CaseQueries cases = Fakes.port(CaseQueries.class, new Object() {
        public Page<CaseRow> list(CaseQueries.Filter filter, CaseOrder by, String from, int most) {
            asked = filter;
            order = by;
            after = from;
            CaseRow row = new CaseRow(new Ids().next(Fakes.NOW), "NC-MAIN-2026-0007", "Late", "Reported", Severity.MAJOR, null, null, null, null, null, TODAY.minusDays(filter.overdueOn(TODAY).equals(filter) ? 1 : 0),
                    Fakes.NOW, Fakes.NOW, 1);
            return new Page<>(List.of(row), "MAJOR.NC-MAIN-2026-0007");
        }

        public CaseQueries.Counts counts(Site site, String login, LocalDate today, Instant now) {
            assertThat(List.of(login, today, now)).containsExactly("quirin", TODAY, Fakes.NOW);
            return new CaseQueries.Counts(List.of(new Group("Reported", Severity.MAJOR, Whose.MINE, true, CaseAge.WEEK, 3), new Group("Reported", Severity.MINOR, Whose.NOBODYS, false, CaseAge.OLDER, 4),
                    new Group("Analysed", Severity.MAJOR, Whose.OTHERS, false, CaseAge.WEEK, 5)), Map.of("Closed", 70L));
        }
    });
    private final KeepFilters kept = new KeepFilters(Fakes.AT_ONCE, new Ids(), new SavedFilters() {
        @Override
        public List<SavedFilter> of(Id user) {
            return stored.stream().filter(f -> f.user().equals(user)).toList();
        }

        @Override
        public void add(SavedFilter filter) {
            stored.add(filter);
        }

        @Override
        public boolean remove(Id user, Id filter) {
            return stored.removeIf(f -> f.user().equals(user) && f.id().equals(filter));
        }
    });
    private final InboxResource inbox = new InboxResource(Fakes.pages(), cases, kept, () -> new Programme("delivery", Site.MAIN, java.time.Duration.ZERO, java.util.Optional.empty(),
            java.util.Optional.empty(), java.util.Optional.empty(), java.time.Duration.ofDays(30), new java.math.BigDecimal("100"), Language.EN, Programme.AcceptanceLimits.DEFAULT),
            new KeepCatalogue(Fakes.AT_ONCE, new Ids(), Fakes.port(Journal.class), Fakes.port(CauseCategories.class)));
    private final SavedFilterResource filters = new SavedFilterResource(Fakes.pages(), kept);

    private static FakeRequest to(String path) {
        return FakeRequest.to(path).by(Language.EN, Role.QUALITY_MANAGER);
    }

    private Document shown(FakeRequest request) {
        return Jsoup.parse((String) inbox.inbox(request.get()).getEntity());
    }

    @Test
    public void whatStandsInTheAddressIsWhatIsAskedFor() {
        shown(to("/").with("state", "Analysed").with("severity", "MAJOR").with("owner", "nobody").with("overdue", "yes").with("age", "MONTH").with("sort", "severity").with("dir", "down")
                .with("q", "LOT-7").with("after", "MAJOR.NC-MAIN-2026-0009"));
        assertThat(asked).isEqualTo(new CaseQueries.Filter(Site.MAIN, List.of("Analysed"), Severity.MAJOR, null, "LOT-7", null, null, new CaseQueries.Owner(null), TODAY,
                CaseAge.MONTH.since(Fakes.NOW), CaseAge.MONTH.before(Fakes.NOW), false));
        assertThat(order).isEqualTo(new CaseOrder(CaseOrder.By.SEVERITY, CaseOrder.Direction.DOWN));
        assertThat(after).isEqualTo("MAJOR.NC-MAIN-2026-0009");
        shown(to("/").with("owner", "me"));
        assertThat(asked).isEqualTo(new CaseQueries.Filter(Site.MAIN, Selection.OPEN, null, null, null).of(new CaseQueries.Owner("quirin")));
        assertThat(order).isEqualTo(CaseOrder.NEWEST);
    }

    @Test
    public void whatCannotBeUsedInAnAddressIsLeftOut() {
        shown(to("/").with("state", "Nowhere").with("severity", "huge").with("owner", "' or 1=1").with("overdue", "maybe").with("age", "-1").with("sort", "price").with("dir", "sideways"));
        assertThat(asked).isEqualTo(new CaseQueries.Filter(Site.MAIN, Selection.OPEN, null, null, null));
        assertThat(order).isEqualTo(CaseOrder.NEWEST);
    }

    @Test
    public void theCasesOfACauseAreAskedForFromDayToDayAndNotCounted() {
        Document page = shown(to("/").with("state", "all").with("cause", "packaging").with("confirmedFrom", "2026-01-01").with("confirmedTo", "2026-03-31").with("severity", "MAJOR"));
        assertThat(asked).isEqualTo(new CaseQueries.Filter(Site.MAIN, List.of(), Severity.MAJOR, null, null)
                .with(new CaseQueries.Confirmed("packaging", Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"))));
        assertThat(page.select(".filters a[aria-current]").eachText()).contains("Packaging unsuitable, verified 1 Jan 2026 to 31 Mar 2026");
        assertThat(List.of(count(page, "Reported"), count(page, "Any"))).as("a number that leaves the cause out would be wrong").containsOnly("");
        assertThat(page.select(".filters a").stream().filter(a -> a.text().equals("Any cause")).findFirst().orElseThrow().attr("href")).isEqualTo("/?state=all&severity=MAJOR");
        shown(to("/").with("cause", "-"));
        assertThat(asked.confirmed()).isEqualTo(new CaseQueries.Confirmed(null, null, null));
        shown(to("/").with("cause", "' or 1=1"));
        assertThat(asked.confirmed()).isNull();
    }

    @Test
    public void theDueColumnShowsTheNearestDueDateAndWhetherItIsPast() {
        assertThat(shown(to("/")).select("td[data-label=Due]").text()).isEqualTo("21 Nov 2026");
        assertThat(shown(to("/").with("overdue", "yes")).select("td[data-label=Due]").text()).isEqualTo("Overdue 20 Nov 2026");
    }

    private static String count(Document page, String label) {
        return page.select(".filters a").stream().filter(a -> a.child(0).text().equals(label)).findFirst().map(a -> a.select(".n").text()).orElse("no such filter");
    }

    @Test
    public void eachFilterSaysHowManyThereWouldBe() {
        Document all = shown(to("/"));
        assertThat(List.of(count(all, "Open"), count(all, "Reported"), count(all, "Closed"), count(all, "All"), count(all, "Major"), count(all, "Me"), count(all, "Nobody"), count(all, "Overdue"),
                count(all, "Over 90 days"))).containsExactly("12", "7", "70", "82", "8", "3", "4", "3", "4");
        Document major = shown(to("/").with("severity", "MAJOR"));
        assertThat(List.of(count(major, "Reported"), count(major, "Closed"), count(major, "Major"), count(major, "Minor"), count(major, "Me"), count(major, "Nobody")))
                .as("with the filter that is set, and where that is not counted, nothing").containsExactly("3", "", "8", "4", "3", "0");
        assertThat(count(shown(to("/").with("state", "Closed")), "Major")).isEmpty();
    }

    @Test
    public void aColumnThatIsSortedByTurnsRoundAndKeepsTheFilters() {
        Document page = shown(to("/").with("severity", "MAJOR").with("sort", "due"));
        assertThat(page.select("nav.more a[rel=next]").attr("href")).isEqualTo("/?severity=MAJOR&sort=due&after=MAJOR.NC-MAIN-2026-0007");
        assertThat(page.select("th[aria-sort=ascending] a").text()).isEqualTo("Due ↑");
        assertThat(page.select("th[aria-sort=ascending] .narrow").text()).as("its name where there is no room for links").isEqualTo("Due");
        assertThat(page.select("th[aria-sort=ascending] a").attr("href")).isEqualTo("/?severity=MAJOR&sort=due&dir=down");
        assertThat(page.select(".sorts a").eachAttr("href")).containsExactly("/?severity=MAJOR", "/?severity=MAJOR&sort=severity", "/?severity=MAJOR&sort=due&dir=down", "/?severity=MAJOR&sort=customer");
        assertThat(page.select("form.search input[type=hidden]").eachAttr("name")).containsExactlyInAnyOrder("severity", "sort");
    }

    private Response save(String name) {
        return filters.save(to("/filters").with("name", name).with("state", "Nowhere").with("owner", "me").with("sort", "due").with("q", "a&b").with("evil", "x").get());
    }

    @Test
    public void aFilterIsKeptOpenedAndDeletedByItsUserAlone() {
        Response saved = save("Mine");
        assertThat(saved.getStatus()).isEqualTo(303);
        assertThat(saved.getHeaderString("Location")).isEqualTo("/?owner=me&q=a%26b&sort=due&done=filter-saved");
        assertThat(stored).hasSize(1);
        assertThat(stored.get(0).query()).isEqualTo("owner=me&q=a%26b&sort=due");
        Document page = shown(to("/").with("owner", "me").with("q", "a&b").with("sort", "due"));
        assertThat(page.select("a[href='/?owner=me&q=a%26b&sort=due'][aria-current]").eachText()).contains("Mine");
        String id = stored.get(0).id().value();
        stored.add(new SavedFilter(new Ids().next(Fakes.NOW), Site.MAIN, new Ids().next(Fakes.NOW), "Another’s", "", Fakes.NOW));
        assertThat(shown(to("/")).text()).doesNotContain("Another’s");
        Assertions.assertThatThrownBy(() -> filters.remove(to("/x").get(), stored.get(1).id().value())).isInstanceOf(NotFoundException.class);
        assertThat((String) filters.askToRemove(to("/x").get(), id).getEntity()).contains("Mine");
        assertThat(filters.remove(to("/x").get(), id).getHeaderString("Location")).isEqualTo("/filters?done=filter-removed");
        assertThat(stored).extracting(SavedFilter::name).containsExactly("Another’s");
    }

    @Test
    public void aBadNameIsRefusedAndSaysWhatIsAccepted() {
        for (String bad : List.of("", "  ", "x".repeat(61), "two\nlines")) {
            Response refused = save(bad);
            assertThat(refused.getStatus()).as(bad).isEqualTo(422);
            assertThat(Jsoup.parse((String) refused.getEntity()).select(".errors").text()).contains("1 to 60 characters");
        }
        save("Mine");
        Response again = save(" Mine ");
        assertThat(again.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse((String) again.getEntity()).select(".errors").text()).contains("You have a filter of this name");
        for (int i = 1; i < KeepFilters.MOST; i++) {
            save("Filter " + i);
        }
        assertThat(Jsoup.parse((String) save("One more").getEntity()).select(".errors").text()).contains("You have 30 filters");
        assertThat(stored).hasSize(KeepFilters.MOST);
    }
}
