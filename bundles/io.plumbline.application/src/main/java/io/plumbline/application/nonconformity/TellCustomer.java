package io.plumbline.application.nonconformity;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.Steps;
import io.plumbline.application.mail.Dispatch;
import io.plumbline.application.mail.Letters;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customers;
import io.plumbline.domain.flow.Event;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.mail.Mails;
import io.plumbline.domain.nonconformity.CaseFile;
import io.plumbline.domain.survey.Language;

/**
 * Tells the customer of a case by mail what was done at once, or what came of it (ISO 10002 7.7, 7.8). Each is told once; the mail as sent and its fate
 * stay with the case. It is an answer to what the customer said, so that an objection against being asked does not stand in its way.
 */
@Component(service = TellCustomer.class)
public final class TellCustomer {
    public static final int MOST_TITLE = 150;
    public static final int MOST_TEXT = 4000;

    private final CaseDesk desk;
    private final Customers customers;
    private final Mails mails;
    private final Letters letters;
    private final Dispatch dispatch;
    private final Steps steps;
    private final Organisation.Current organisation;

    @Activate
    public TellCustomer(@Reference CaseDesk desk, @Reference Customers customers, @Reference Mails mails, @Reference Letters letters, @Reference Dispatch dispatch, @Reference Steps steps,
            @Reference Organisation.Current organisation) {
        this.desk = desk;
        this.customers = customers;
        this.mails = mails;
        this.letters = letters;
        this.dispatch = dispatch;
        this.steps = steps;
        this.organisation = organisation;
    }

    /**
     * Writes the letter; a step sends it.
     *
     * @param purpose one of the two letters
     * @param title   the subject line, 1 to 150 characters without line ends
     * @param text    1 to 4,000 characters; blank lines part its paragraphs
     */
    public CaseOutcome tell(CaseCall call, Mail.Purpose purpose, String title, String text, Instant now) {
        return desk.change(call, now, file -> {
            List<Problem> problems = new ArrayList<>();
            if (purpose == null || !purpose.letter()) {
                problems.add(new Problem("purpose", purpose == null ? "" : purpose.name(), "CONTAINMENT_LETTER or OUTCOME_LETTER"));
            } else if (purpose == Mail.Purpose.CONTAINMENT_LETTER && file.containments().isEmpty()) {
                problems.add(new Problem("purpose", purpose.name(), "a case in which it was entered what was done at once"));
            }
            if (title == null || title.isBlank() || title.length() > MOST_TITLE || title.chars().anyMatch(Character::isISOControl)) {
                problems.add(new Problem("title", title, "1 to " + MOST_TITLE + " characters in one line"));
            }
            if (text == null || text.isBlank() || text.length() > MOST_TEXT) {
                problems.add(new Problem("text", text, "1 to " + MOST_TEXT + " characters"));
            }
            if (!problems.isEmpty()) {
                return new CaseDesk.Step.Stop(new CaseOutcome.Invalid(problems));
            }
            Optional<Contact> contact = Optional.ofNullable(file.nonconformity().facts().contact()).flatMap(customers::contactById).filter(c -> c.email() != null);
            if (contact.isEmpty()) {
                return CaseDesk.stop(new Problem("contact", "", "a case whose contact has a mail address"));
            }
            Optional<Mail> before = mails.of(purpose, file.nonconformity().facts().id(), contact.get().id());
            if (before.isPresent()) {
                return CaseDesk.stop(new Problem("purpose", purpose.name(), "a letter that was not written yet; this one was at " + before.get().createdAt()));
            }
            return written(call, file, contact.get(), purpose, title.strip(), text.strip(), now);
        });
    }

    private CaseDesk.Step written(CaseCall call, CaseFile file, Contact contact, Mail.Purpose purpose, String title, String text, Instant now) {
        Organisation ours = organisation.get();
        Letters.Letter letter = letters.toCustomer(language(contact), ours.name(), ours.imprint(), title, text);
        Id of = file.nonconformity().facts().id();
        return new CaseDesk.Step.Go(CaseDesk.touched(file, now), () -> {
            Mail mail = dispatch.write(call.site(), purpose, of, contact.id(), letter, Actor.user(call.login()), now);
            steps.begin(new Event.LetterWritten(mail.id()), now);
        }, List.of(), "nonconformity.customer-told", "", null);
    }

    /** The one that the ERP names for the contact, or else English. */
    public static Language language(Contact contact) {
        return Language.of(contact.language()).orElse(Language.EN);
    }
}
