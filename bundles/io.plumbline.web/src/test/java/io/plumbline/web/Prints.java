package io.plumbline.web;

import io.plumbline.application.Organisation;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.web.nonconformity.CasePage;
import io.plumbline.web.nonconformity.PebblePrints;

/** What prints cases, over samples. */
public final class Prints {
    private Prints() {
    }

    public static PrintCases of(Organisation.Current organisation, boolean hostile, int rows) {
        Samples samples = new Samples(hostile, rows);
        return new PebblePrints(organisation, samples.cases(), Gallery.opened(samples), samples.catalogue());
    }

    public static CasePage page() {
        Samples samples = new Samples(false, 1);
        return new CasePage(samples.cases(), Gallery.opened(samples), samples.catalogue());
    }
}
