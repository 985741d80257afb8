package io.plumbline.web;

import org.jsoup.Jsoup;

import io.plumbline.application.Organisation;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.nonconformity.CasePage;
import io.plumbline.web.nonconformity.PebblePrints;

/** What prints cases, over samples. */
public final class Prints {
    private Prints() {
    }

    public static PrintCases of(Organisation.Current organisation, boolean hostile, int rows) {
        Samples samples = new Samples(hostile, rows);
        return new PebblePrints(organisation, samples.cases(), Gallery.opened(samples), samples.catalogue(), samples.followUps());
    }

    public static CasePage page() {
        Samples samples = new Samples(false, 1);
        return Gallery.page(samples);
    }

    /** What the page with the report of a closed case says. */
    public static String reportPage(Language language, int rows) {
        return Jsoup.parse((String) Gallery.pages(language, new Samples(false, rows)).get("case-7-8d").get().getEntity()).select(".report").text();
    }
}
