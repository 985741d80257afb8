package io.plumbline.web;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import javax.servlet.http.HttpServletRequest;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.Organisation;
import io.plumbline.application.mail.CaughtMails;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;

/** Where every page begins: finds out for whom it is, in which language, and what time it is. */
@Component(service = Pages.class)
public final class Pages {
    private final Organisation.Current organisation;
    private final InstantSource clock;
    private volatile CaughtMails caught;

    @Activate
    public Pages(@Reference Organisation.Current organisation) {
        this(organisation, InstantSource.system());
    }

    Pages(Organisation.Current organisation, InstantSource clock) {
        this.organisation = organisation;
        this.clock = clock;
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void setCaughtMails(CaughtMails mails) {
        caught = mails;
    }

    void unsetCaughtMails(CaughtMails mails) {
        if (caught == mails) {
            caught = null;
        }
    }

    /** A page in the caller's language, or where nobody is logged in, in the browser's. */
    public Visit visit(HttpServletRequest request) {
        Language language = Caller.of(request).map(Caller::language).orElseGet(() -> accepted(request).stream().findFirst().orElse(Language.EN));
        return visit(request, language);
    }

    /** A page in this very language. */
    public Visit visit(HttpServletRequest request, Language language) {
        Instant now = clock.instant();
        Organisation ours = organisation.get();
        return new Visit(request, ours, new Look(language, ours.zone(), now), now, caught != null);
    }

    public Instant now() {
        return clock.instant();
    }

    /** Those languages of ours that the browser names, dearest first. */
    public static List<Language> accepted(HttpServletRequest request) {
        String header = request.getHeader("Accept-Language");
        if (header == null || header.length() > 1000) {
            return List.of();
        }
        try {
            return Locale.LanguageRange.parse(header).stream().filter(range -> range.getWeight() > 0).map(range -> Language.of(range.getRange()))
                    .flatMap(Optional::stream).filter(Objects::nonNull).distinct().toList();
        } catch (IllegalArgumentException e) {
            return List.of(); // not well formed: as if it had not been sent
        }
    }
}
