package io.plumbline.web.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.application.nonconformity.CauseQueries.Tally;
import io.plumbline.application.nonconformity.CountCauses;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CauseCategories;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;
import io.plumbline.web.Fakes;

public class CauseCountResourceTest {
    private List<Tally> tallies = List.of(new Tally(null, 3, 3), new Tally("supplier", 1, 1), new Tally("=old", 4, 2), new Tally("packaging", 8, 7));
    private Site site;
    private Instant since;
    private Instant before;
    private final CauseCountResource causes = new CauseCountResource(Fakes.pages(), new CountCauses(Fakes.AT_ONCE, (of, from, to) -> {
        site = of;
        since = from;
        before = to;
        return tallies;
    }, Fakes.port(CauseCategories.class)));

    private static FakeRequest to(String path) {
        return FakeRequest.to(path).by(Language.EN, Role.QUALITY_MANAGER);
    }

    private static Document page(Response answer) {
        return Jsoup.parse((String) answer.getEntity());
    }

    @Test
    public void theMostFrequentCauseComesFirstAndEachLeadsToItsCases() {
        Document page = page(causes.pareto(to("/causes").with("from", "2026-01-01").with("to", "2026-03-31").get()));
        assertThat(List.of(site, since, before)).containsExactly(Site.MAIN, Instant.parse("2025-12-31T23:00:00Z"), Instant.parse("2026-03-31T22:00:00Z"));
        assertThat(page.select("tbody tr").eachText()).containsExactly("Packaging unsuitable Material 8 7 50 % 50 %", "=old – 4 2 25 % 75 %", "Supplier Material 1 1 6.3 % 81.3 %",
                "without a category – 3 3 18.8 % 100 %");
        assertThat(page.select("tbody a").eachAttr("href")).startsWith("/?state=all&cause=packaging&confirmedFrom=2026-01-01&confirmedTo=2026-03-31")
                .endsWith("/?state=all&cause=-&confirmedFrom=2026-01-01&confirmedTo=2026-03-31");
        assertThat(page.select("svg rect.pareto-bar").eachAttr("width")).as("all bars are as wide as the plot, 400").containsExactly("200", "100", "25", "75");
        assertThat(page.select("svg circle.sum").eachAttr("cx")).as("the plot begins at 240").containsExactly("440", "540", "565", "640");
        assertThat(page.select("svg title").text()).startsWith("16 verified causes by category; most frequent: Packaging unsuitable, 50 %");
    }

    @Test
    public void withoutAPeriodItIsTheLastYearAndAWrongOneIsSaid() {
        page(causes.pareto(to("/causes").get()));
        assertThat(List.of(since, before)).containsExactly(Instant.parse("2025-11-21T23:00:00Z"), Instant.parse("2026-11-21T23:00:00Z"));
        Response backwards = causes.pareto(to("/causes").with("from", "2026-02-01").with("to", "2026-01-01").get());
        assertThat(backwards.getStatus()).isEqualTo(422);
        assertThat(page(backwards).select(".errors a[href=#from]").text()).contains("after the last one");
        assertThat(causes.pareto(to("/causes").with("to", "soon").get()).getStatus()).isEqualTo(422);
    }

    @Test
    public void whereNothingWasVerifiedItSaysWhatToDo() {
        tallies = List.of();
        Document page = page(causes.pareto(to("/causes").get()));
        assertThat(page.select("svg.pareto")).isEmpty();
        assertThat(page.select(".empty").text()).contains("proposed and verified on the tab");
        assertThat(page.select(".empty a").eachAttr("href")).contains("/?state=Contained");
    }

    @Test
    public void theFileHasTheSameLinesAndNoFormulas() throws Exception {
        Response answer = causes.csv(to("/causes/export.csv").with("from", "2026-01-01").with("to", "2026-03-31").get());
        assertThat(answer.getHeaderString("Content-Disposition")).isEqualTo("attachment; filename=\"causes-2026-01-01-2026-03-31.csv\"");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((StreamingOutput) answer.getEntity()).write(out);
        assertThat(out.toString(StandardCharsets.UTF_8).split("\r\n")).contains("\"Packaging unsuitable\",\"packaging\",\"Material\",\"8\",\"7\",\"50 %\",\"50 %\"", "\"'=old\",\"'=old\",\"\",\"4\",\"2\",\"25 %\",\"75 %\"");
    }
}
