package io.plumbline.web.mail;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.mail.Letters;
import io.plumbline.application.mail.Letters.About;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.CaseTitle;
import io.plumbline.web.Look;
import io.plumbline.web.Templates;

/**
 * The mails as templates: a text part that says everything, and an HTML part that says the same with real text, no picture and nothing
 * from elsewhere. What comes from outside is one line each, so that it can begin no header and no paragraph of its own.
 */
@Component(service = Letters.class)
public final class PebbleLetters implements Letters {
    private static final int SUBJECT = 200;
    private final Organisation.Current organisation;

    @Activate
    public PebbleLetters(@Reference Organisation.Current organisation) {
        this.organisation = organisation;
    }

    @Override
    public Letter invitation(Invitation data) {
        Map<String, Object> model = new HashMap<>();
        model.put("organisation", line(data.organisation()));
        model.put("imprint", line(data.imprint()));
        model.put("name", line(data.contactName()));
        model.put("order", line(data.orderNumber()));
        model.put("reference", line(data.customerReference()));
        model.put("happened", data.happened());
        model.put("items", data.items().stream().map(PebbleLetters::line).toList());
        model.put("expires", data.expires());
        model.put("link", LINK);
        model.put("unsubscribe", UNSUBSCRIBE);
        model.put("again", data.followUp() != null);
        model.put("done", data.followUp() == null ? List.of() : data.followUp().lines().map(PebbleLetters::line).filter(l -> !l.isEmpty()).toList());
        Look look = look(data.language());
        return letter("invitation", look, look.say(data.followUp() == null ? "mail.invitation.subject" : "mail.followup.subject", line(data.orderNumber()), line(data.organisation())), model);
    }

    @Override
    public Letter caseNotice(Language language, String organisationName, String readerName, CaseRow found, String caseUrl) {
        Map<String, Object> model = new HashMap<>();
        model.put("organisation", line(organisationName));
        model.put("name", line(readerName));
        Look look = look(language);
        model.put("found", shown(found, look));
        model.put("url", caseUrl);
        return letter("case-notice", look, look.say("mail.case.subject", found.number(), line(CaseTitle.in(look.texts(), found.title()))), model);
    }

    @Override
    public Letter digest(Language language, String organisationName, String readerName, List<CaseRow> found, List<Owed> owed, String inboxUrl) {
        Map<String, Object> model = new HashMap<>();
        model.put("organisation", line(organisationName));
        model.put("name", line(readerName));
        Look look = look(language);
        model.put("found", found.stream().map(row -> shown(row, look)).toList());
        model.put("url", inboxUrl);
        model.put("overdue", owed.stream().filter(Owed::overdue).map(PebbleLetters::shown).toList());
        model.put("soon", owed.stream().filter(o -> !o.overdue()).map(PebbleLetters::shown).toList());
        return letter("digest", look, found.isEmpty() ? look.say("mail.digest.subject.owed", owed.size()) : look.say("mail.digest.subject", found.size(), line(organisationName)), model);
    }

    @Override
    public Letter colleague(Colleague data) {
        Map<String, Object> model = new HashMap<>();
        model.put("organisation", line(data.organisation()));
        model.put("name", line(data.readerName()));
        Look look = look(data.language());
        model.put("found", shown(data.found(), look));
        model.put("url", data.url());
        About.OfComment comment = data.about() instanceof About.OfComment c ? c : null;
        About.OfAction action = data.about() instanceof About.OfAction a ? a : null;
        About.OfRecurrence back = data.about() instanceof About.OfRecurrence r ? r : null;
        About.OfAnswer answer = data.about() instanceof About.OfAnswer a ? a : null;
        model.put("why", look.say("mail.colleague." + data.kind(), comment != null ? line(comment.author()) : back != null ? back.days() : ""));
        model.put("action", action == null ? "" : line(action.what()));
        model.put("due", action == null ? null : action.due());
        model.put("earlier", back == null ? "" : back.earlier() + " – " + line(CaseTitle.in(look.texts(), back.earlierTitle())));
        model.put("because", back == null ? "" : look.say("recurrence.because." + back.because().kind(), line(back.because().value())));
        model.put("satisfaction", answer == null ? "" : look.say("mail.colleague.of5", answer.satisfaction()));
        return letter("colleague", look, look.say("mail.colleague.subject." + data.kind(), data.found().number(), back == null ? "" : back.earlier()), model);
    }

    private static Map<String, Object> shown(Owed owed) {
        return Map.of("number", owed.number(), "what", line(owed.what()), "due", owed.due());
    }

    @Override
    public Letter toCustomer(Language language, String organisationName, String imprint, String title, String text) {
        Map<String, Object> model = new HashMap<>();
        model.put("organisation", line(organisationName));
        model.put("imprint", line(imprint));
        model.put("text", text.replace("\r\n", "\n").strip());
        model.put("paragraphs", Arrays.stream(text.replace("\r\n", "\n").strip().split("\n\\s*\n")).map(p -> List.of(p.split("\n"))).toList());
        return letter("customer-letter", look(language), line(title), model);
    }

    private static Map<String, Object> shown(CaseRow row, Look look) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("number", row.number());
        shown.put("title", line(CaseTitle.in(look.texts(), row.title())));
        shown.put("severity", look.say("severity." + row.severity()));
        shown.put("customer", line(row.customerName()));
        shown.put("order", line(row.orderNumber()));
        shown.put("reportedAt", row.reportedAt());
        return shown;
    }

    private Look look(Language language) {
        ZoneId zone = organisation.get().zone();
        return new Look(language, zone, Instant.EPOCH); // no mail says how long ago something is: it would be wrong when read
    }

    private static Letter letter(String template, Look look, String subject, Map<String, Object> model) {
        String shortened = subject.length() <= SUBJECT ? subject : subject.substring(0, SUBJECT - 1) + "…";
        model.put("subject", shortened);
        model.put("lang", look.language().code());
        return new Letter(shortened, Templates.render("mail/" + template + ".txt", look, model), Templates.render("mail/" + template + ".html", look, model));
    }

    private static String line(String text) {
        return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }
}
