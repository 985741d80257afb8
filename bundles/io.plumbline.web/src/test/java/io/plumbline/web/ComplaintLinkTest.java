package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.Supplier;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.domain.survey.Language;

/** From a case to the complaint that it came from, and back. */
public class ComplaintLinkTest {
    private final Map<String, Supplier<Response>> pages = Gallery.pages(Language.EN, new Samples(false, 3));

    private Document page(String name) {
        return Jsoup.parse((String) pages.get(name).get().getEntity());
    }

    @Test
    public void theStoryOfACaseTellsOfItsComplaintsWithTheirTimes() {
        Document story = page("case-1");
        assertThat(story.select(".trail a[href^=/complaints/]").eachAttr("href")).hasSize(4).allMatch(href -> href.matches("/complaints/[0-9A-Z]{26}"));
        assertThat(story.select("#complaint-" + Samples.id(9900)).text()).contains("(Phone)", "received", "Before", "Acknowledgement");
        assertThat(story.select("#complaint-" + Samples.id(9902)).text()).contains("answered", "in time");
        assertThat(story.select(".trail li:has(a[href=/cases/NC-MAIN-2026-0099])").eachAttr("id")).as("one that came with a case that was merged into this one")
                .containsExactly("complaint-" + Samples.id(9903));
        assertThat(story.select("#complaint-" + Samples.id(9903)).text()).contains("Came with NC-MAIN-2026-0099");
        assertThat(Jsoup.parse((String) Gallery.pages(Language.EN, new Samples(false, 0)).get("case-1").get().getEntity()).select("a[href^=/complaints/]")).isEmpty();
    }

    @Test
    public void aComplaintLeadsToItsCaseAndToTheOneThatThatWasMergedInto() {
        assertThat(page("complaint-2").select("aside a[href^=/cases/]").eachAttr("href")).containsExactly("/cases/NC-MAIN-2026-0061", "/cases/NC-MAIN-2026-0062");
        assertThat(page("complaint-2").select("aside").text()).contains("merged into");
        assertThat(page("complaint-0").select("aside a[href^=/cases/]")).isEmpty();
    }
}
