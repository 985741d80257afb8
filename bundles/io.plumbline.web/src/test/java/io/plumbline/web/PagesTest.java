package io.plumbline.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.ws.rs.core.Response;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.Test;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;

/** Every page with much, with nothing, with hostile texts, in both languages: what must hold of all of them. */
public class PagesTest {

    @Test
    public void everyPageIsWellMadeInBothLanguagesWithMuchAndWithNothing() throws IOException {
        for (Language language : Language.values()) {
            for (int rows : new int[] {0, 1, 30}) {
                for (Map.Entry<String, Supplier<Response>> page : Gallery.pages(language, new Samples(false, rows)).entrySet()) {
                    String name = page.getKey() + "-" + language.code() + "-" + rows;
                    String html = (String) page.getValue().get().getEntity();
                    keep(name, html);
                    check(name, html, language);
                }
            }
        }
    }

    @Test
    public void whatComesFromOutsideIsOnlyTextOnEveryPage() throws IOException {
        int seen = 0;
        for (Map.Entry<String, Supplier<Response>> page : Gallery.pages(Language.EN, new Samples(true, 12)).entrySet()) {
            String html = (String) page.getValue().get().getEntity();
            Document document = Jsoup.parse(html);
            assertThat(document.select("script:not([nonce]), img, [onerror], [src^=x]")).as(page.getKey()).isEmpty();
            assertThat(html).as(page.getKey()).doesNotContain("<script>alert", "<img");
            seen += document.text().contains("<script>alert(1)</script>") ? 1 : 0;
        }
        assertThat(seen).as("pages that show what comes from outside").isGreaterThan(8);
    }

    private static void check(String name, String html, Language language) {
        Document page = Jsoup.parse(html);
        assertThat(page.selectFirst("html").attr("lang")).as(name).isEqualTo(language.code());
        assertThat(html).as(name).doesNotContain("??").doesNotContain("style=\"").doesNotContainPattern("\\son[a-z]+=\"");
        assertThat(page.select("h1")).as(name + ": one h1").hasSize(1);
        assertThat(page.title()).as(name).isNotBlank().doesNotStartWith(" ").doesNotStartWith("–");
        assertThat(page.select("main#main")).as(name).hasSize(1);
        assertThat(page.select("a.skip[href=#main]")).as(name).hasSize(1);
        headingsGoDownOneByOne(name, page);
        for (Element field : page.select("input:not([type=hidden]), select, textarea")) {
            assertThat(page.select("label[for=" + field.id() + "]")).as(name + ": label of " + field.outerHtml()).isNotEmpty();
        }
        for (Element table : page.select("table")) {
            assertThat(table.select("> caption")).as(name + ": caption").hasSize(1);
            assertThat(table.select("th:not([scope])")).as(name + ": scope").isEmpty();
        }
        for (Element form : page.select("form[method=post]")) {
            boolean loggedIn = !page.select(".me").isEmpty();
            assertThat(form.select("input[name=csrf][value=" + FakeRequest.CSRF + "]")).as(name + ": csrf of " + form.attr("action")).hasSize(loggedIn ? 1 : 0);
        }
        List<String> ids = page.select("[id]").eachAttr("id");
        assertThat(new TreeSet<>(ids)).as(name + ": ids").hasSameSizeAs(ids);
        for (String reference : List.of("aria-labelledby", "aria-describedby")) {
            for (Element element : page.select("[" + reference + "]")) {
                for (String id : element.attr(reference).split(" ")) {
                    assertThat(ids).as(name + ": " + reference).contains(id);
                }
            }
        }
        for (Element link : page.select("a[href]")) {
            assertThat(link.attr("href")).as(name).matches("(/|\\?|#|mailto:).*|");
            assertThat(link.text().isBlank() && link.attr("aria-label").isBlank()).as(name + ": a link without words " + link.outerHtml()).isFalse();
        }
        assertThat(page.select("script:not([nonce=nonce-of-this-answer])")).as(name).isEmpty();
        assertThat(page.select("[src^=http], link[href^=http]")).as(name).isEmpty();
    }

    private static void headingsGoDownOneByOne(String name, Document page) {
        int level = 0;
        for (Element heading : page.select("main h1, main h2, main h3, main h4")) {
            if (heading.closest(".errors") != null) {
                continue; // the summary of errors stands above everything else, as people are used to
            }
            int next = heading.tagName().charAt(1) - '0';
            assertThat(next).as(name + ": heading " + heading.text()).isLessThanOrEqualTo(level + 1);
            level = next;
        }
    }

    /** For looking at: {@code target/pages} holds what this test rendered. */
    private static void keep(String name, String html) throws IOException {
        Path folder = Path.of("target/pages");
        Files.createDirectories(folder.resolve("assets"));
        Files.writeString(folder.resolve(name + ".html"), html);
        for (String asset : List.of(Assets.STYLE, Assets.SCRIPT)) {
            Files.write(folder.resolve(asset.substring(1)), (byte[]) new Assets().asset(asset.substring("/assets/".length())).getEntity());
        }
    }

    @Test
    public void bothLanguagesSayTheSameThings() {
        Texts english = Texts.in(Language.EN);
        Texts german = Texts.in(Language.DE);
        assertThat(new TreeSet<>(german.keys())).isEqualTo(new TreeSet<>(english.keys()));
        Pattern argument = Pattern.compile("\\{(\\d)");
        for (String key : english.keys()) {
            assertThat(arguments(argument, german.raw(key))).as(key).isEqualTo(arguments(argument, english.raw(key)));
            for (Texts texts : List.of(english, german)) {
                assertThat(texts.raw(key)).as(key).isNotBlank().doesNotContain("'");
                assertThat(texts.say(key, 1, 1, 1, 1)).as(key).isNotBlank();
            }
        }
    }

    private static TreeSet<String> arguments(Pattern argument, String text) {
        TreeSet<String> found = new TreeSet<>();
        Matcher m = argument.matcher(text);
        while (m.find()) {
            found.add(m.group(1));
        }
        return found;
    }

    @Test
    public void everyKeyThatTemplatesNameExistsAndNoTemplateSpeaksByItself() throws IOException {
        Pattern key = Pattern.compile("\\bt\\('([a-zA-Z0-9._-]+)'");
        Path folder = Path.of("src/main/resources/io/plumbline/web/templates");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String template = Files.readString(file);
                Matcher m = key.matcher(template);
                while (m.find()) {
                    assertThat(Texts.in(Language.EN).knows(m.group(1)) || m.group(1).endsWith(".")).as(file + ": " + m.group(1)).isTrue();
                }
                String said = template.replaceAll("(?s)\\{% block width %\\}.*?\\{% endblock %\\}|\\{#.*?#\\}|\\{%.*?%\\}|\\{\\{.*?\\}\\}", " ").replaceAll("(?s)<!doctype[^>]*>|<(style|script)[^>]*>.*?</\\1>|<kbd>.*?</kbd>", " ")
                        .replaceAll("(?s)<[^>]*>", " ").replaceAll("Plumbline|ISO 9001|[?]score=|&[a-z]+;", " ");
                assertThat(said).as(file + " has words of its own").doesNotContainPattern("\\p{L}{2,}");
                assertThat(template).as(file + " switches escaping off").doesNotContain("| raw");
                assertThat(template.contains("autoescape false")).as(file + ": escaping").isEqualTo(file.toString().endsWith(".txt"));
                assertThat(template).as(file + " has an attribute without quotes").doesNotContainPattern("\\s[a-z-]+=\\{\\{");
            }
        }
    }

    @Test
    public void everyConstantHasItsWordInEveryGroup() {
        Map<String, Object[]> groups = new LinkedHashMap<>();
        groups.put("severity", io.plumbline.domain.nonconformity.Severity.values());
        groups.put("move", io.plumbline.domain.nonconformity.Move.values());
        groups.put("need", io.plumbline.domain.nonconformity.Move.Need.values());
        groups.put("moves.do", io.plumbline.domain.nonconformity.Move.values());
        groups.put("intake", io.plumbline.domain.nonconformity.Trigger.Kind.values());
        groups.put("disposition", io.plumbline.domain.nonconformity.Disposition.values());
        groups.put("verdict", io.plumbline.domain.nonconformity.Cause.Verdict.values());
        groups.put("bone", io.plumbline.domain.nonconformity.Analysis.Bone.values());
        groups.put("stratum", io.plumbline.domain.nonconformity.Stratum.Kind.values());
        groups.put("proposal", io.plumbline.domain.nonconformity.EffectCheck.Proposal.values());
        groups.put("effect.reason", io.plumbline.insight.action.Reason.values());
        groups.put("effect.caution", io.plumbline.insight.action.Caution.values());
        groups.put("signature", io.plumbline.domain.nonconformity.Signature.Meaning.values());
        groups.put("action", names(io.plumbline.domain.action.CorrectiveAction.class));
        groups.put("action.kind", io.plumbline.domain.action.CorrectiveAction.Kind.values());
        groups.put("deed", io.plumbline.application.action.CarryOutAction.Deed.values());
        groups.put("extension.decision", io.plumbline.domain.action.Extension.Decision.values());
        groups.put("line", io.plumbline.domain.delivery.LedgerLine.Line.values());
        groups.put("why", io.plumbline.domain.survey.NotAsked.values());
        groups.put("role", Role.values());
        groups.put("trail.mail", io.plumbline.domain.mail.Mail.State.values());
        groups.put("user.refused", io.plumbline.application.access.UserOutcome.Reason.values());
        groups.put("step", io.plumbline.domain.flow.Command.Kind.values());
        groups.put("mail.purpose", io.plumbline.domain.mail.Mail.Purpose.values());
        groups.put("mail.state", io.plumbline.domain.mail.Mail.State.values());
        groups.put("finding", io.plumbline.domain.journal.Journal.Kind.values());
        groups.put("health", io.plumbline.application.operation.HealthCheck.State.values());
        groups.put("webhook.type", io.plumbline.domain.webhook.EventType.values());
        groups.put("webhook.message", io.plumbline.domain.webhook.WebhookMessage.State.values());
        groups.put("webhook.refused", io.plumbline.application.webhook.WebhookOutcome.Reason.values());
        groups.put("notice", io.plumbline.domain.access.User.Notice.values());
        groups.put("role.may", Role.values());
        groups.put("user.state", names(io.plumbline.domain.access.User.class));
        groups.put("state", names(io.plumbline.domain.nonconformity.Nonconformity.class));
        groups.put("delivery", names(io.plumbline.domain.delivery.Delivery.class));
        groups.put("order", names(io.plumbline.domain.order.Order.class));
        groups.put("invitation", names(io.plumbline.domain.survey.Invitation.class));
        groups.put("answer", names(io.plumbline.domain.survey.Response.class));
        groups.put("feedback", names(io.plumbline.domain.feedback.Feedback.class));
        groups.put("complaint", names(io.plumbline.domain.complaint.Complaint.class));
        groups.put("similar", io.plumbline.domain.nonconformity.Likeness.Kind.values());
        groups.put("channel", io.plumbline.domain.complaint.Complaint.Channel.values());
        groups.put("feedback.kind", io.plumbline.domain.feedback.Feedback.Kind.values());
        groups.put("feedback.code", io.plumbline.domain.feedback.Discrepancy.Code.values());
        groups.put("attachment.about", io.plumbline.domain.nonconformity.Attachment.About.values());
        groups.put("trail.answer", names(io.plumbline.domain.survey.Response.class));
        groups.forEach((group, values) -> {
            for (Object value : values) {
                assertThat(Texts.in(Language.EN).knows(group + "." + value)).as(group + "." + value).isTrue();
            }
        });
    }

    private static Object[] names(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses()).filter(sealed::isAssignableFrom).map(Class::getSimpleName).toArray();
    }

    @Test
    public void rolesInAnnotationsAreRolesOfTheDomain() {
        assertThat(Stream.of(Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR).map(Role::of)).allMatch(java.util.Optional::isPresent);
    }
}
