package io.plumbline.routes;

import static io.plumbline.routes.ScriptedSmtpServer.HANG_UP;
import static io.plumbline.routes.ScriptedSmtpServer.SILENCE;
import static io.plumbline.routes.ScriptedSmtpServer.SLOWLY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.plumbline.application.mail.MailTransport.Envelope;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.application.mail.MailTransport.MailFault.Kind;
import io.plumbline.application.operation.ConfigurationProblems;
import io.plumbline.domain.Problem;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

public class CamelMailTransportTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Rule
    public final TemporaryFolder folder = new TemporaryFolder();

    private final Camel camel = new Camel();
    private final ConfigurationProblems problems = new ConfigurationProblems();
    private ScriptedSmtpServer server;
    private CamelMailTransport transport;

    @Before
    public void start() throws Exception {
        server = ScriptedSmtpServer.plain();
    }

    @After
    public void stop() throws Exception {
        server.close();
        camel.stop();
    }

    @Test
    public void sendsTextAndHtmlWithEveryHeaderOfTheEnvelope() throws Exception {
        connect(Map.of());

        transport.send(new Envelope("01j9id@quality.example.org", "Müller & Söhne, Qualität <quality@example.org>", "service@example.org", "kunde@example.com",
                "Jörg Größer", "de", NOON, "Wie zufrieden sind Sie mit Auftrag 4711 – Schrauben?", "Grüße aus Köln", "<p>Grüße aus Köln</p>",
                Map.of("List-Unsubscribe", "<https://quality.example.org/u/abc>", "List-Unsubscribe-Post", "List-Unsubscribe=One-Click", "Auto-Submitted",
                        "auto-generated")));

        String raw = server.mails().get(0);
        assertThat(raw.lines().takeWhile(l -> !l.isEmpty())).allMatch(l -> l.chars().allMatch(c -> c < 128), "headers are ASCII");
        assertThat(raw).contains("\r\nMessage-ID: <01j9id@quality.example.org>\r\n", "\r\nList-Unsubscribe: <https://quality.example.org/u/abc>\r\n",
                "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n", "\r\nAuto-Submitted: auto-generated\r\n", "\r\nContent-Language: de\r\n");
        MimeMessage mail = parsed(raw);
        assertThat(mail.getSubject()).isEqualTo("Wie zufrieden sind Sie mit Auftrag 4711 – Schrauben?");
        assertThat(mail.getSentDate()).isEqualTo(NOON);
        InternetAddress from = (InternetAddress) mail.getFrom()[0];
        assertThat(from.getPersonal()).isEqualTo("Müller & Söhne, Qualität");
        assertThat(from.getAddress()).isEqualTo("quality@example.org");
        InternetAddress to = (InternetAddress) mail.getAllRecipients()[0];
        assertThat(to.getPersonal()).isEqualTo("Jörg Größer");
        assertThat(to.getAddress()).isEqualTo("kunde@example.com");
        assertThat(mail.getReplyTo()[0]).hasToString("service@example.org");
        assertThat(mail.isMimeType("multipart/alternative")).isTrue();
        MimeMultipart parts = new MimeMultipart(mail.getDataHandler().getDataSource());
        assertThat(parts.getCount()).isEqualTo(2);
        assertThat(parts.getBodyPart(0).getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
        assertThat((String) parts.getBodyPart(0).getContent()).isEqualToIgnoringNewLines("Grüße aus Köln");
        assertThat(parts.getBodyPart(1).getContentType()).startsWith("text/html").containsIgnoringCase("utf-8");
        assertThat((String) parts.getBodyPart(1).getContent()).isEqualToIgnoringNewLines("<p>Grüße aus Köln</p>");
        assertThat(server.commands()).contains("MAIL FROM:<quality@example.org>", "RCPT TO:<kunde@example.com>");
    }

    @Test
    public void keepsTheMessageIdAtTheNextTry() throws Exception {
        connect(Map.of());
        server.on(".", "451 4.3.0 try later");
        assertThat(refused().kind()).isEqualTo(Kind.TEMPORARY);

        server.on(".", "250 2.0.0 taken");
        transport.send(envelope());

        assertThat(server.mails()).singleElement().asString().contains("\r\nMessage-ID: <id-1@example.org>\r\n").containsOnlyOnce("Message-ID");
    }

    @Test
    public void logsInAtAWellBehavedServer() throws Exception {
        GreenMail greenMail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        greenMail.setUser("quality@example.org", "quality", "right");
        greenMail.start();
        try {
            Path password = Files.writeString(folder.newFile().toPath(), "wrong\n");
            connect(Map.of("port", String.valueOf(greenMail.getSmtp().getPort()), "user", "quality", "password.file", password.toString()));
            MailFault fault = refused();
            assertThat(fault.kind()).isEqualTo(Kind.SETUP);
            assertThat(fault.getMessage()).contains("login").doesNotContain("wrong");

            Files.writeString(password, "right\n");
            transport.send(envelope());

            assertThat(greenMail.getReceivedMessages()).singleElement().satisfies(m -> assertThat(m.getSubject()).isEqualTo("How did it go?"));
        } finally {
            greenMail.stop();
        }
    }

    @Test
    public void sendsNothingInTheClearWhereStarttlsIsAskedFor() throws Exception {
        TestCertificate certificate = TestCertificate.forHost("dns:localhost", folder.getRoot().toPath());
        try (ScriptedSmtpServer secure = ScriptedSmtpServer.starttls(certificate.server())) {
            connect(Map.of("host", "localhost", "port", String.valueOf(secure.port()), "security", "starttls", "trust", certificate.pem().toString(), "user", "me",
                    "password", "geheim"));
            transport.send(envelope());
            assertThat(secure.mails()).hasSize(1);
            assertThat(secure.commands()).contains("STARTTLS", "tls AUTH PLAIN " + Base64.getEncoder().encodeToString("me\0me\0geheim".getBytes(StandardCharsets.UTF_8)))
                    .noneMatch(c -> c.startsWith("MAIL") || c.startsWith("AUTH"));
        }

        connect(Map.of("security", "starttls"));
        MailFault fault = refused();
        assertThat(fault.kind()).isEqualTo(Kind.SETUP);
        assertThat(fault.getMessage()).contains("STARTTLS");
        assertThat(server.commands()).noneMatch(c -> c.startsWith("MAIL"));
    }

    @Test
    public void speaksTlsFromTheStart() throws Exception {
        TestCertificate certificate = TestCertificate.forHost("dns:localhost", folder.getRoot().toPath());
        try (ScriptedSmtpServer secure = ScriptedSmtpServer.tls(certificate.server())) {
            connect(Map.of("host", "localhost", "port", String.valueOf(secure.port()), "security", "tls", "trust", certificate.pem().toString()));
            transport.send(envelope());
            assertThat(secure.mails()).hasSize(1);
        }
    }

    @Test
    public void refusesACertificateThatIsNotTrustedOrIsSomebodyElses() throws Exception {
        TestCertificate other = TestCertificate.forHost("dns:other.example.org", folder.getRoot().toPath());
        for (Map<String, String> options : new Map[] {Map.of("security", "tls"), Map.of("security", "tls", "trust", other.pem().toString())}) {
            try (ScriptedSmtpServer secure = ScriptedSmtpServer.tls(other.server())) {
                Map<String, String> all = new HashMap<>(options);
                all.put("host", "localhost");
                all.put("port", String.valueOf(secure.port()));
                connect(all);
                MailFault fault = refused();
                assertThat(fault.kind()).as("with %s", options.keySet()).isEqualTo(Kind.SETUP);
                assertThat(fault.getMessage()).contains("secure connection");
                assertThat(secure.mails()).isEmpty();
            }
        }
    }

    @Test
    public void onlyAFinalAnswerAboutTheMailboxRefusesTheMail() throws Exception {
        connect(Map.of());
        expect("RCPT", "550 5.1.1 <kunde@example.com>: no mailbox of kunde here", Kind.REFUSED);
        expect("RCPT", "553 bad mailbox", Kind.REFUSED);
        expect("RCPT", "450 4.2.0 greylisted", Kind.TEMPORARY);
        expect("RCPT", "554 5.7.1 relay access denied", Kind.SETUP);
        expect("RCPT", "530 5.7.0 authentication required", Kind.SETUP);
        expect("MAIL", "550 5.1.8 sender unknown", Kind.SETUP);
        expect("MAIL", "421 4.3.2 shutting down", Kind.TEMPORARY);
        expect("DATA", "554 5.6.0 not such a mail", Kind.SETUP);
        expect(".", "552 5.2.2 too big", Kind.SETUP);
        expect(".", "452 4.2.2 disk full", Kind.TEMPORARY);
        expect("greeting", "554 go away", Kind.TEMPORARY);
        expect("greeting", "421 busy", Kind.TEMPORARY);
        expect("DATA", HANG_UP, Kind.TEMPORARY);
        expect(".", HANG_UP, Kind.TEMPORARY);
        assertThat(server.mails()).isEmpty();
    }

    @Test
    public void namesNobodyInItsMessages() throws Exception {
        connect(Map.of());
        server.on("RCPT", "550 5.1.1 <kunde@example.com> Kunde: KUNDE@EXAMPLE.COM (Erika Kunde, kunde) unknown");

        assertThat(refused().getMessage()).contains("550 5.1.1", "unknown").doesNotContainIgnoringCase("kunde").doesNotContainIgnoringCase("erika")
                .doesNotContainIgnoringCase("example.com");
        assertThat(refused()).hasNoCause();
    }

    @Test
    public void waitsNoLongerThanTold() throws Exception {
        connect(Map.of("readTimeout", "200ms"));
        server.on("RCPT", SILENCE);
        assertThat(refused().getMessage()).contains("did not answer in time");
        expect("RCPT", SILENCE, Kind.TEMPORARY);
        expect(".", SILENCE, Kind.TEMPORARY);
        expect("greeting", SILENCE, Kind.TEMPORARY);
    }

    @Test(timeout = 60_000)
    public void waitsNoLongerForAServerThatSaysAByteNowAndThen() throws Exception {
        for (String verb : new String[] {"greeting", "EHLO", "RCPT", "."}) {
            connect(Map.of("connectTimeout", "100ms", "readTimeout", "500ms", "writeTimeout", "100ms"));
            server.on(verb, SLOWLY + "250-");
            CompletableFuture<MailFault> sending = CompletableFuture.supplyAsync(this::refused);
            await().until(() -> transport.busy().toMillis() >= 200);

            MailFault fault = sending.get();
            assertThat(transport.busy()).isZero();

            assertThat(fault.kind()).as(verb).isEqualTo(Kind.TEMPORARY);
            assertThat(fault.getMessage()).as(verb).contains("did not answer in time");
            server.close();
            server = ScriptedSmtpServer.plain();
        }
    }

    @Test(timeout = 60_000)
    public void waitsNoLongerForSuchAServerOverTlsWithACertificateOfItsOwn() throws Exception {
        TestCertificate certificate = TestCertificate.forHost("dns:localhost", folder.getRoot().toPath());
        for (String verb : new String[] {"handshake", "greeting", "RCPT", "."}) {
            // a record of TLS that begins well, and never ends
            try (ScriptedSmtpServer slow = verb.equals("handshake") ? ScriptedSmtpServer.plain().on("greeting", SLOWLY + "\u0016\u0003\u0003\u0040")
                    : ScriptedSmtpServer.tls(certificate.server()).on(verb, SLOWLY + "250-")) {
                connect(Map.of("host", "localhost", "port", String.valueOf(slow.port()), "security", "tls", "trust", certificate.pem().toString(), "connectTimeout", "100ms",
                        "readTimeout", "500ms", "writeTimeout", "100ms"));
                MailFault fault = refused();
                assertThat(fault.kind()).as(verb).isEqualTo(Kind.TEMPORARY);
                assertThat(fault.getMessage()).as(verb).contains("did not answer in time");
            }
        }
    }

    @Test
    public void aServerThatIsDownIsTemporary() throws Exception {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        connect(Map.of("port", String.valueOf(closed)));

        MailFault fault = refused();

        assertThat(fault.kind()).isEqualTo(Kind.TEMPORARY);
        assertThat(fault.getMessage()).contains("127.0.0.1:" + closed);
    }

    @Test
    public void anUnknownNameOfTheServerIsForSomebodyToMend() {
        connect(Map.of("host", "nowhere.invalid"));
        assertThat(refused().kind()).isEqualTo(Kind.SETUP);
    }

    @Test
    public void nothingBreaksOutOfAHeader() throws Exception {
        connect(Map.of());
        for (String evil : new String[] {"x\r\nBcc: all@example.org", "x\nBcc: all@example.org", "x\r", "x\0", "x\u2028Bcc: all@example.org"}) {
            assertThat(refused(evil, "kunde@example.com", "Erika", "de").kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused("Subject", evil, "Erika", "de").kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused("Subject", "kunde@example.com", evil, "de").kind()).isEqualTo(Kind.REFUSED);
            assertThat(refused("Subject", "kunde@example.com", "Erika", evil).kind()).isEqualTo(Kind.REFUSED);
        }
        for (String notOne : new String[] {"", "kunde", "@example.com", "a@example.com,b@example.com", "a@example.com b@example.com", "Erika <a@example.com>",
            "<a@example.com>", "group:a@example.com;", "a@b@example.com", "a@-", "jörg@example.com", "a@größer.example", "a@exa mple.com"}) {
            MailFault fault = refused("Subject", notOne, "Erika", "de");
            assertThat(fault.kind()).as(notOne).isEqualTo(Kind.REFUSED);
        }
        Envelope header = new Envelope("id-1@example.org", "quality@example.org", null, "kunde@example.com", null, "de", NOON, "s", "t", "h",
                Map.of("X-Odd", "a\r\nBcc: all@example.org"));
        assertThat(catchThrowableOfType(MailFault.class, () -> transport.send(header)).kind()).isEqualTo(Kind.REFUSED);
        assertThat(server.commands()).isEmpty();
    }

    @Test
    public void writesDomainsWithUmlautsAsMailServersKnowThem() throws Exception {
        connect(Map.of());
        transport.send(envelope("Subject", "kunde@müller.example", "Erika", "de"));
        assertThat(server.commands()).contains("RCPT TO:<kunde@xn--mller-kva.example>");
    }

    @Test
    public void withoutAServerItSaysSo() {
        connect(Map.of("host", ""));
        assertThat(transport.configured()).isFalse();
        MailFault fault = refused();
        assertThat(fault.kind()).isEqualTo(Kind.SETUP);
        assertThat(fault.getMessage()).contains("etc/io.plumbline.mail.cfg");
        assertThat(problems.all()).isEmpty();
    }

    @Test
    public void anotherServerIsTakenWithoutANewService() throws Exception {
        connect(Map.of("host", ""));
        transport.configure(options(Map.of()));
        assertThat(transport.configured()).isTrue();
        transport.send(envelope());
        assertThat(server.mails()).hasSize(1);
    }

    @Test
    public void namesFileKeyValueAndWhatIsAllowedOfABadOption() throws Exception {
        Path empty = folder.newFile().toPath();
        connect(Map.of("host", "bad host", "port", "70000", "security", "SSL", "user", "me", "readTimeout", "soon", "trust", "/nowhere/at-all"));
        assertThat(problems.all()).extracting(Problem::field).containsExactlyInAnyOrder("etc/io.plumbline.mail.cfg: host", "etc/io.plumbline.mail.cfg: port",
                "etc/io.plumbline.mail.cfg: security", "etc/io.plumbline.mail.cfg: readTimeout", "etc/io.plumbline.mail.cfg: trust",
                "etc/io.plumbline.mail.cfg: password");
        assertThat(problems.all()).extracting(Problem::text).anyMatch(t -> t.contains("\"SSL\"") && t.contains("none, starttls or tls"));

        connect(Map.of("trust", empty.toString()));
        assertThat(problems.all()).extracting(Problem::field).containsExactly("etc/io.plumbline.mail.cfg: trust");
        assertThat(refused().getMessage()).contains("trust");

        connect(Map.of());
        assertThat(problems.all()).isEmpty();
    }

    @Test
    public void sendsNoPasswordInTheClearOverANetwork() {
        connect(Map.of("host", "mail.example.org", "security", "none", "user", "me", "password", "geheim"));
        assertThat(problems.all()).singleElement().satisfies(p -> {
            assertThat(p.field()).isEqualTo("etc/io.plumbline.mail.cfg: security");
            assertThat(p.text()).contains("using STARTTLS").doesNotContain("geheim");
        });
    }

    @Test
    public void aPausedRouteMakesMailWait() throws Exception {
        connect(Map.of());
        camel.context().getRouteController().suspendRoute(MailSendRoute.ID);
        assertThat(refused().kind()).isEqualTo(Kind.TEMPORARY);
        camel.context().getRouteController().resumeRoute(MailSendRoute.ID);
        transport.send(envelope());
        assertThat(server.mails()).hasSize(1);
    }

    private void connect(Map<String, String> options) {
        if (transport != null) {
            transport.stop();
        }
        transport = new CamelMailTransport(options(options), camel, problems);
    }

    private MailOptions options(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(Map.of("host", "127.0.0.1", "port", String.valueOf(server.port()), "security", "none"));
        all.putAll(options);
        return Settings.of(MailOptions.class, all);
    }

    private void expect(String verb, String answer, Kind kind) throws Exception {
        server.on(verb, answer);
        assertThat(refused().kind()).as("%s: %s", verb, answer).isEqualTo(kind);
        server.close();
        server = ScriptedSmtpServer.plain();
        transport.configure(options(Map.of("readTimeout", "200ms")));
    }

    private MailFault refused() {
        return catchThrowableOfType(MailFault.class, () -> transport.send(envelope()));
    }

    private MailFault refused(String subject, String to, String toName, String language) {
        return catchThrowableOfType(MailFault.class, () -> transport.send(envelope(subject, to, toName, language)));
    }

    private static Envelope envelope() {
        return envelope("How did it go?", "kunde@example.com", "Erika Kunde", "en");
    }

    private static Envelope envelope(String subject, String to, String toName, String language) {
        return new Envelope("id-1@example.org", "quality@example.org", null, to, toName, language, NOON, subject, "text", "<p>html</p>", Map.of());
    }

    private static MimeMessage parsed(String raw) throws Exception {
        return new MimeMessage((Session) null, new ByteArrayInputStream(raw.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
