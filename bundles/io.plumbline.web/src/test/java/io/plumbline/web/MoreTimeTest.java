package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.Test;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.action.Extensions;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.nonconformity.CaseFiles;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.nonconformity.CaseResource;

/** More time for an action on the page of its case: its owner asks, somebody else decides, and the page says who could to whoever cannot. */
public class MoreTimeTest {
    /** Such as is Implementing, by its last digit. */
    private static final String NUMBER = "NC-MAIN-2026-0065";
    private static final LocalDate DUE = LocalDate.of(2026, 12, 1);
    private static final String ASK = "form[action$=/extensions]";
    private static final String DECIDE = "form[action*=/extensions/]";

    private final Samples samples = new Samples(false, 1);
    private final List<Extension> kept = new ArrayList<>();
    private Nonconformity found = samples.nonconformities().byNumber(Site.MAIN, CaseNumber.parse(NUMBER).orElseThrow()).orElseThrow();
    private CorrectiveAction action = new CorrectiveAction.InProgress(new CorrectiveAction.Facts(Samples.id(940), Site.MAIN, found.facts().id(), found.facts().cycle(),
            CorrectiveAction.Kind.CORRECTIVE, "Stronger boxes", "olga", DUE, "pia", Fakes.NOW, 1));

    private final CaseResource cases = Gallery.cases(Fakes.pages(), samples, Fakes.port(Nonconformities.class, new Object() {
        public Optional<Nonconformity> byNumber(Site site, CaseNumber asked) {
            return Optional.of(found);
        }

        public Optional<Nonconformity> byId(Id id) {
            return samples.nonconformities().byId(id);
        }

        public void save(Nonconformity next) {
            found = next;
        }
    }), Fakes.port(CaseFiles.class, new Object() {
        public CaseFile of(Nonconformity of) {
            return new CaseFile(found, List.of(), List.of(), List.of(), List.of(action), List.of(), null);
        }

        public void save(CorrectiveAction next) {
            action = next;
        }
    }), Fakes.port(Extensions.class, new Object() {
        public List<Extension> of(Id of) {
            return List.copyOf(kept);
        }

        public List<Extension> ofCase(Id of) {
            return List.copyOf(kept);
        }

        public void add(Extension one) {
            kept.add(one);
        }

        public void save(Extension one) {
            kept.set(kept.size() - 1, one);
        }
    }));

    private Document page(String login) {
        return Jsoup.parse((String) cases.tab(FakeRequest.to("/cases/" + NUMBER + "/plan").by(login).get(), NUMBER, "plan").getEntity());
    }

    private FakeRequest form(String login) {
        return FakeRequest.to("/cases/" + NUMBER + "/plan").by(login).with("version", Long.toString(found.facts().version()));
    }

    private Response ask(FakeRequest form) {
        return cases.extend(form.get(), NUMBER, action.facts().id().value());
    }

    private Response decide(FakeRequest form) {
        return cases.decide(form.get(), NUMBER, action.facts().id().value(), kept.get(kept.size() - 1).id().value());
    }

    private static Document shown(Response answer, int status) {
        assertThat(answer.getStatus()).isEqualTo(status);
        return Jsoup.parse((String) answer.getEntity());
    }

    private static void sentOn(Response answer, String done) {
        assertThat(answer.getStatus()).isEqualTo(303);
        assertThat(answer.getLocation().toString()).endsWith("/cases/" + NUMBER + "/plan?done=" + done);
    }

    private void asked() {
        sentOn(ask(form("olga").with("due", "2026-12-20").with("reason", "The boxes come late")), "extension-asked");
    }

    @Test
    public void theOwnerAsksSomebodyElseGrantsAndAllOfItStaysReadable() {
        assertThat(page("olga").select(ASK)).hasSize(1);
        asked();
        assertThat(action.facts().due()).as("until somebody else has decided").isEqualTo(DUE);
        Document owner = page("olga");
        assertThat(owner.select(ASK + ", " + DECIDE)).as("one at a time, and not by oneself").isEmpty();
        assertThat(owner.select("#action-" + action.facts().id()).text()).contains("olga asks for more time: 20 Dec 2026 instead of 1 Dec 2026", "The boxes come late",
                "Somebody else decides on it: Quirin Quality");
        Document other = page("quirin");
        assertThat(other.select(DECIDE + " button").eachAttr("value")).containsExactly("GRANTED", "REFUSED");
        sentOn(decide(form("quirin").with("decision", "GRANTED").with("reason", "")), "extension-granted");
        assertThat(action.facts().due()).isEqualTo(LocalDate.of(2026, 12, 20));
        Document after = page("quirin");
        assertThat(after.select("#action-" + action.facts().id()).text()).contains("More time, decided (1)", "The boxes come late", "Granted Quirin Quality");
        assertThat(page("olga").select(ASK)).as("and may ask again").hasSize(1);
    }

    @Test
    public void whoeverMayNotSeesWhoCould() {
        assertThat(page("quirin").select(ASK)).isEmpty();
        assertThat(page("quirin").select("#action-" + action.facts().id()).text()).contains("Only olga, who owns this action, asks for more time.");
        assertThat(shown(ask(form("quirin").with("due", "2026-12-20").with("reason", "x")), 422).select(".errors").text()).contains("Only the owner of an action asks");
        asked();
        assertThat(shown(decide(form("olga").with("decision", "GRANTED")), 422).select(".errors").text()).contains("only somebody else decides on it");
        assertThat(kept.get(0).decision()).isEqualTo(Extension.Decision.ASKED);
        Document read = Jsoup.parse((String) cases.tab(FakeRequest.to("/cases/" + NUMBER + "/plan").by(Language.EN, Role.AUDITOR).get(), NUMBER, "plan").getEntity());
        assertThat(read.select(DECIDE)).isEmpty();
        assertThat(read.text()).contains("olga asks for more time");
    }

    @Test
    public void whatIsWrongIsNamedAtItsFieldAndNothingTypedIsLost() {
        String field = "extension-" + action.facts().id();
        Document early = shown(ask(form("olga").with("due", "2026-12-01").with("reason", " ")), 422);
        assertThat(early.select(".errors a").eachAttr("href")).containsExactly("#" + field + "-due", "#" + field + "-reason");
        assertThat(early.select("#" + field + "-due").val()).isEqualTo("2026-12-01");
        assertThat(early.select("details[open] " + ASK)).hasSize(1);
        asked();
        String decision = "extension-" + kept.get(0).id();
        Document refused = shown(decide(form("quirin").with("decision", "REFUSED").with("reason", "")), 422);
        assertThat(refused.select(".errors a").eachAttr("href")).containsExactly("#" + decision + "-reason");
        sentOn(decide(form("quirin").with("decision", "REFUSED").with("reason", "Order elsewhere")), "extension-refused");
        assertThat(action.facts().due()).isEqualTo(DUE);
        assertThat(page("olga").text()).contains("Order elsewhere");
    }

    @Test
    public void whoeverReadAnEarlierVersionSeesThatAndDecidesNothing() {
        asked();
        Document late = shown(decide(form("quirin").with("version", Long.toString(found.facts().version() - 1)).with("decision", "GRANTED").with("reason", "fine")), 409);
        assertThat(late.select(".note.warn[role=alert]")).hasSize(1);
        assertThat(late.select("#extension-" + kept.get(0).id() + "-reason").val()).isEqualTo("fine");
        assertThat(kept.get(0).decision()).isEqualTo(Extension.Decision.ASKED);
    }
}
