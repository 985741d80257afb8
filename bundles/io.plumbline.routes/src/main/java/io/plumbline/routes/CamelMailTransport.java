package io.plumbline.routes;

import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.Exchange;
import org.apache.camel.component.mail.MailEndpoint;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.Options;
import io.plumbline.application.mail.MailTransport;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Problem;
import jakarta.mail.internet.MimeMessage;

/**
 * Sends mail through Camel's mail component over SMTP. A changed {@code etc/io.plumbline.mail.cfg} replaces the route and leaves the
 * service, so that nothing else is restarted.
 */
@Component(service = MailTransport.class, configurationPid = CamelMailTransport.PID)
@Designate(ocd = MailOptions.class)
public final class CamelMailTransport implements MailTransport {
    static final String PID = "io.plumbline.mail";
    private static final String FILE = "etc/" + PID + ".cfg";
    private static final Logger LOG = LoggerFactory.getLogger(CamelMailTransport.class);

    private final Camel camel;
    private final ConfigurationProblems problems;
    private volatile MailSettings settings;
    private volatile boolean untrusted;
    /** When each mail that is being sent was begun, oldest first. */
    private final Queue<Long> begun = new ConcurrentLinkedQueue<>();

    @Activate
    public CamelMailTransport(MailOptions options, @Reference Camel camel, @Reference ConfigurationProblems problems) {
        this.camel = camel;
        this.problems = problems;
        configure(options);
    }

    @Modified
    void configure(MailOptions raw) {
        Options options = new Options(FILE);
        MailSettings read = MailSettings.of(raw, options);
        List<Problem> found = new ArrayList<>(options.problems());
        read.gap(FILE).ifPresent(found::add);
        camel.remove(MailSendRoute.ID);
        untrusted = false;
        if (read.configured()) {
            try {
                MailEndpoint server = MailServer.endpoint(read, camel.context());
                camel.add(new MailSendRoute(server));
                LOG.info("Mail goes to {}:{} ({})", read.host(), read.port(), read.security());
            } catch (CertificateException e) {
                untrusted = true;
                found.add(new Problem(FILE + ": trust", read.trust().toString(), "a file with certificates in PEM form; no mail is sent (" + e.getMessage() + ")"));
            }
        }
        problems.report(PID, found);
        settings = read;
    }

    @Deactivate
    void stop() {
        camel.remove(MailSendRoute.ID);
    }

    @Override
    public boolean configured() {
        return settings.configured();
    }

    @Override
    public Duration busy() {
        Long oldest = begun.peek();
        return oldest == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - oldest);
    }

    @Override
    public void send(Envelope envelope) throws MailFault {
        MailSettings server = settings;
        if (!server.configured()) {
            throw new MailFault(MailFault.Kind.SETUP, "no mail server is configured (" + FILE + ")", null);
        }
        if (untrusted) {
            throw new MailFault(MailFault.Kind.SETUP, "the certificates to trust cannot be read (trust in " + FILE + ")", null);
        }
        if (!server.user().isEmpty()) {
            server.secret(); // says more here than from within the mail library
        }
        MimeMessage message = camel.with(() -> MimeMail.of(envelope));
        Long now = System.nanoTime();
        begun.add(now);
        Exchange sent;
        try {
            sent = camel.send(MailSendRoute.ENTRY, message);
        } finally {
            begun.remove(now);
        }
        if (sent.getException() != null) {
            LOG.debug("A mail was not taken: {}", sent.getException().getClass().getName());
            throw SmtpFault.of(sent.getException(), envelope);
        }
    }
}
