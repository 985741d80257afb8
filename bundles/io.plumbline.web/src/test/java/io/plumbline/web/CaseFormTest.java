package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.nonconformity.CaseResource;

/** The forms of a case: what cannot be taken is named where it stands, and nothing typed is lost. */
public class CaseFormTest {
    /** Such as is Contained, by its last digit. */
    private static final String NUMBER = "NC-MAIN-2026-0062";
    private final CaseResource cases = Gallery.cases(Fakes.pages(), new Samples(false, 1));

    private static FakeRequest to(String tab) {
        return FakeRequest.to("/cases/" + NUMBER + "/" + tab).by(Language.EN, Role.QUALITY_MANAGER).with("version", "1");
    }

    private static Document refused(Response answer) {
        assertThat(answer.getStatus()).isEqualTo(422);
        return Jsoup.parse((String) answer.getEntity());
    }

    @Test
    public void whatIsWrongInAComparisonIsNamedInItsLine() {
        Document page = refused(cases.cause(to("causes").with("method", "IS_IS_NOT").with("question-0", "What").with("is-0", "").with("isnot-0", "").with("question-3", "How many").with("is-3", "two")
                .with("isnot-3", "").with("conclusion", "The edge").get(), NUMBER));
        assertThat(page.select(".errors a").eachAttr("href")).containsExactly("#cause-isnot-3");
        assertThat(page.select(".field.bad input").eachAttr("id")).containsExactly("cause-isnot-3");
        assertThat(page.select("#cause-is-3").val()).isEqualTo("two");
    }

    @Test
    public void aGapInTheWhysAndABoneThatIsTooLongAreNamedWhereTheyStand() {
        assertThat(refused(cases.cause(to("causes").with("method", "FIVE_WHYS").with("why-0", "a").with("why-1", "").with("why-2", "c").get(), NUMBER)).select(".errors a").eachAttr("href"))
                .containsExactly("#cause-why-1");
        Document bones = refused(cases.cause(to("causes").with("method", "ISHIKAWA").with("bone-MACHINE", "a\r\n" + "b".repeat(501)).with("conclusion", "a").get(), NUMBER));
        assertThat(bones.select(".errors a").eachAttr("href")).containsExactly("#cause-bone-MACHINE");
        assertThat(bones.select("#cause-bone-MACHINE").val()).contains("a", "b".repeat(501));
    }

    @Test
    public void theEffectCanBeLookedForByWhoBroughtTheDelivery() {
        String analysed = "NC-MAIN-2026-0063";
        Document page = Jsoup.parse((String) cases.tab(FakeRequest.to("/cases/" + analysed + "/plan").by(Language.DE, Role.QUALITY_MANAGER).get(), analysed, "plan").getEntity());
        assertThat(page.select("#criterion-stratum option[value='CARRIER:DHL']").eachText()).containsExactly("Spediteur: DHL");
    }

    @Test
    public void aLetterWithoutWordsIsNamedAndKeepsItsSubject() {
        Document page = refused(cases.tell(to("containment").with("purpose", "CONTAINMENT_LETTER").with("title", "Sorry").with("text", " ").get(), NUMBER));
        assertThat(page.select(".errors a").eachAttr("href")).contains("#letter-CONTAINMENT_LETTER-text");
    }
}
