package io.plumbline.itests.inside;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

import io.plumbline.application.mail.CaughtMails;
import io.plumbline.itests.Distribution;

/** Offers what only the demo offers: caught mails, for the page that shows them. */
public final class MailboxLodger implements BundleActivator, CaughtMails {
    private static final String PUBLIC_URL = "Tests-Public-Url";
    private String link;

    public static Lodger moveIn(Distribution plumbline) throws IOException {
        return Lodger.moveIn(plumbline, MailboxLodger.class, "io.plumbline.application.mail", Map.of(PUBLIC_URL, plumbline.at("").toString()));
    }

    @Override
    public void start(BundleContext bundle) {
        link = bundle.getBundle().getHeaders("").get(PUBLIC_URL) + "/s/AAAAAAAAAAAAAAAAAAAAAA";
        bundle.registerService(CaughtMails.class, this, null);
    }

    @Override
    public void stop(BundleContext bundle) {
        // the service goes with the bundle
    }

    @Override
    public List<Caught> newest(int most) {
        return List.of(mail());
    }

    @Override
    public Optional<Caught> one(long number) {
        return number == 1 ? Optional.of(mail()) : Optional.empty();
    }

    private Caught mail() {
        String text = "Guten Tag Jana Petersen,\n\nwie zufrieden waren Sie mit Ihrer Lieferung?\n\n" + link + "\n";
        return new Caught(1, Instant.now(), "Test Works <quality@works.example>", "Jana Petersen <jana@nordlicht.example>", "Ihre Lieferung SO-1", text,
                "<p>" + text + "</p>", "From: quality@works.example\n\n" + text);
    }
}
