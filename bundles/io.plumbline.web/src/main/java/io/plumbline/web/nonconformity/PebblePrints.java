package io.plumbline.web.nonconformity;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Organisation;
import io.plumbline.application.action.FollowUpQueries;
import io.plumbline.application.nonconformity.CaseQueries;
import io.plumbline.application.nonconformity.CaseQueries.CaseView;
import io.plumbline.application.nonconformity.KeepCatalogue;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.ReadCaseFile;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.Look;
import io.plumbline.web.Templates;
import io.plumbline.web.print.Pdf;

/** The 8D report as its page shows it, on paper. Two are made at a time, and none of a report that would take much memory. */
@Component(service = PrintCases.class)
public final class PebblePrints implements PrintCases {
    private static final int AT_ONCE = 2;
    private static final int WAIT_SECONDS = 20;
    /** Characters of the page that is printed; that is some hundred sheets. */
    static final int LONGEST = 500_000;

    private final Organisation.Current organisation;
    private final CaseQueries cases;
    private final ReadCaseFile files;
    private final KeepCatalogue catalogue;
    private final FollowUpQueries followUps;
    private final Semaphore printers = new Semaphore(AT_ONCE, true);

    @Activate
    public PebblePrints(@Reference Organisation.Current organisation, @Reference CaseQueries cases, @Reference ReadCaseFile files, @Reference KeepCatalogue catalogue,
            @Reference FollowUpQueries followUps) {
        this.organisation = organisation;
        this.cases = cases;
        this.files = files;
        this.catalogue = catalogue;
        this.followUps = followUps;
    }

    @Override
    public Outcome eightD(Site site, CaseNumber number, String login, Set<Role> roles, Language language, Instant now) {
        Optional<CaseView> view = cases.one(site, number.toString());
        Optional<ReadCaseFile.Opened> opened = files.open(site, number, login, roles);
        if (view.isEmpty() || opened.isEmpty()) {
            return new Outcome.NotFound();
        }
        Organisation ours = organisation.get();
        Look look = new Look(language, ours.zone(), now);
        Map<String, Object> told = Report.of(opened.get(), view.get(), catalogue.of(site), followUps.of(site, number), look);
        told.put("lang", language.code());
        told.put("organisation", ours.name());
        String page = Templates.render("nonconformity/8d-print.html", look, told);
        return page.length() > LONGEST ? new Outcome.TooLong() : printed(page, opened.get().file().nonconformity().facts().version(), now);
    }

    private Outcome printed(String page, long version, Instant now) {
        try {
            if (!printers.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS)) {
                return new Outcome.Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Outcome.Busy();
        }
        try {
            return new Outcome.Done(Pdf.of(page, now), version);
        } finally {
            printers.release();
        }
    }
}
