package io.plumbline.web.nonconformity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import javax.ws.rs.NotFoundException;
import javax.ws.rs.ServiceUnavailableException;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import com.sun.net.httpserver.HttpServer;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jsoup.Jsoup;
import org.junit.Test;

import io.plumbline.application.Organisation;
import io.plumbline.application.nonconformity.PrintCases;
import io.plumbline.application.nonconformity.PrintCases.Outcome;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.survey.Language;
import io.plumbline.web.FakeRequest;
import io.plumbline.web.Fakes;
import io.plumbline.web.Look;
import io.plumbline.web.Prints;
import io.plumbline.web.Samples;
import io.plumbline.web.print.Pdf;

/** The 8D report on paper, read back. */
public class PrintTest {
    private static final String CLOSED = "NC-MAIN-2026-0067";

    private static Outcome printed(boolean hostile, int rows, String organisation, String number, Language language) {
        Organisation ours = new Organisation(organisation, URI.create("https://q.example.org"), "q@example.org", "", "", ZoneId.of("Europe/Berlin"), Site.MAIN);
        return Prints.of(() -> ours, hostile, rows).eightD(Site.MAIN, CaseNumber.parse(number).orElseThrow(), "quirin", Set.of(Role.QUALITY_MANAGER), language, Fakes.NOW);
    }

    private static byte[] pdf(boolean hostile, int rows, String number, Language language) {
        return ((Outcome.Done) printed(hostile, rows, "Muster & Töchter", number, language)).pdf();
    }

    private static String text(PDDocument document) throws Exception {
        return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
    }

    @Test
    public void everySectionTheSignaturesAndTheDiagramsAreOnIt() throws Exception {
        byte[] made = pdf(false, 30, CLOSED, Language.DE);
        Files.createDirectories(Path.of("target/pages"));
        Files.write(Path.of("target/pages/8d-de.pdf"), made);
        Look look = new Look(Language.DE, ZoneId.of("Europe/Berlin"), Fakes.NOW);
        try (PDDocument document = Loader.loadPDF(made)) {
            String text = text(document);
            for (int d = 1; d <= 8; d++) {
                assertThat(text).contains(look.say("report.d" + d));
            }
            assertThat(text).contains("8D-Report " + CLOSED).contains("Muster & Töchter · " + CLOSED).contains("Brandt & Söhne Maschinenbau")
                    .contains("Selma Second").contains(look.say("signature.PLAN_APPROVED")).contains("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                    .contains(look.formats().minute(Fakes.NOW)).contains("1 / " + document.getNumberOfPages())
                    .as("the words of the diagrams, which are outlines").contains("New colleague at night").contains("The film was torn")
                    .as("the category").contains(look.say("cause-category.packaging"))
                    .as("what only a page needs").doesNotContain("/cases/").doesNotContain(look.say("signature.content"));
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("8D-Report " + CLOSED);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("de");
            assertThat(document.getDocumentCatalog().getMarkInfo().isMarked()).as("tagged").isTrue();
            int drawings = 0;
            for (PDPage page : document.getPages()) {
                assertThat(page.getAnnotations()).as("no link, no file, no script").isEmpty();
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                    assertThat(page.getResources().getFont(name).getName()).contains("LiberationSans");
                }
                for (COSName name : page.getResources().getXObjectNames()) {
                    drawings += page.getResources().isImageXObject(name) ? 1000 : 1;
                }
            }
            assertThat(drawings).as("5 Whys, Ishikawa and is/is-not, none of them a picture").isEqualTo(3);
        }
    }

    @Test
    public void complaintsAndMoreTimeForActionsStandOnThePageAndOnPaper() throws Exception {
        String page = Prints.reportPage(Language.EN, 30);
        String paper;
        try (PDDocument document = Loader.loadPDF(pdf(false, 30, CLOSED, Language.EN))) {
            paper = text(document);
        }
        for (String text : List.of(page, paper)) {
            String problem = text.substring(text.indexOf("D2 Problem"), text.indexOf("D3 "));
            assertThat(problem).contains("Complaints (4)").contains("(Phone)").contains("(Mail)").contains("(Letter)").containsSubsequence(Samples.id(9900).value(), "Received 21 Nov 2026", "received",
                    "Acknowledgement", "Before", "Answer", "Before", Samples.id(9902).value(), "answered", "21 Nov 2026", "in time", Samples.id(9903).value(), "Came with", "NC-MAIN-2026-0099");
            assertThat(text).as("who complains, and their words").doesNotContain("Ada Lovelace").doesNotContain("Zwei Paletten").doesNotContain("Wir liefern morgen nach");
            String planned = text.substring(text.indexOf("D5 "), text.indexOf("D6 "));
            assertThat(planned).containsSubsequence("9 Dec 2026 instead of 18 Nov 2026", "The boxes come late", "Refused second", "It is late already",
                    "9 Dec 2026 instead of 18 Nov 2026", "Granted second", "9 Dec 2026 instead of 18 Nov 2026", "Nobody has decided on it yet");
            assertThat(text.substring(text.indexOf("D6 "), text.indexOf("D7 "))).containsOnlyOnce("instead of 18 Nov 2026");
            assertThat(text.substring(text.indexOf("D7 "), text.indexOf("D8 "))).containsOnlyOnce("instead of 18 Nov 2026");
            assertThat(text.substring(text.indexOf("D8 ")).replaceAll("\\s+", " ")).as("of this cycle alone").containsOnlyOnce("Customers asked once more")
                    .contains("24 mails were sent, 12 answered. 3 with 4 or 5 of 5; 6 higher than at first.").doesNotContain("No mail was sent yet");
        }
        assertThat(Prints.reportPage(Language.EN, 0)).doesNotContain("Complaints");
    }

    @Test
    public void theSameCaseAtTheSameMomentMakesTheSameBytes() {
        assertThat(pdf(false, 30, CLOSED, Language.EN)).isEqualTo(pdf(false, 30, CLOSED, Language.EN));
    }

    @Test
    public void hostileTextsStayTextInEveryState() throws Exception {
        for (int state = 0; state < 9; state++) {
            for (Language language : Language.values()) {
                try (PDDocument document = Loader.loadPDF(pdf(true, 12, "NC-MAIN-2026-006" + state, language))) {
                    assertThat(text(document)).contains("<script>");
                    for (PDPage page : document.getPages()) {
                        assertThat(page.getAnnotations()).isEmpty();
                    }
                }
            }
        }
        pdf(false, 0, "NC-MAIN-2026-0060", Language.EN);
    }

    @Test
    public void otherAlphabetsAreThereAndWhatTheFontDoesNotHaveIsABox() throws Exception {
        try (PDDocument document = Loader.loadPDF(Pdf.of("<html lang=\"pl\"><head><title>x</title></head><body style=\"font-family: 'Liberation Sans'\"><p>Zażółć gęślą jaźń – Größe – Ελληνικά – Кириллица – 日 \uD83D\uDE00 \u0001 \uD800."
                + "</p></body></html>", Fakes.NOW))) {
            assertThat(text(document)).contains("Zażółć gęślą jaźń – Größe – Ελληνικά – Кириллица – □ □ □ □.");
        }
    }

    @Test
    public void nothingIsReadFromElsewhere() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        Path secret = Files.createTempFile("secret", ".css");
        Files.writeString(secret, "p::after { content: 'from a file'; }");
        try {
            String there = "http://127.0.0.1:" + server.getAddress().getPort();
            try (PDDocument document = Loader.loadPDF(Pdf.of("<html><head><title>x</title><link rel=\"stylesheet\" href=\"" + secret.toUri() + "\"/><style>@import url('" + there + "/a.css');"
                    + " @font-face { font-family: y; src: url('" + there + "/y.ttf'); } p { font-family: 'Liberation Sans'; background: url('" + there + "/b.png'); }</style></head><body><p>here<img src=\"" + there
                    + "/c.png\" alt=\"\"/><img src=\"" + secret.toUri() + "\" alt=\"\"/><a href=\"" + there + "\">link</a></p></body></html>", Fakes.NOW))) {
                assertThat(text(document)).contains("here").doesNotContain("from a file");
                assertThat(document.getPage(0).getAnnotations()).isEmpty();
            }
            assertThat(asked).hasValue(0);
            assertThatThrownBy(() -> Pdf.of("<!DOCTYPE html [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]><html><body>&x;</body></html>", Fakes.NOW)).isInstanceOf(IllegalStateException.class);
        } finally {
            server.stop(0);
            Files.delete(secret);
        }
    }

    @Test
    public void aReportThatWouldTakeMuchMemoryIsNotMade() {
        assertThat(printed(false, 1, "x".repeat(PebblePrints.LONGEST), CLOSED, Language.EN)).isInstanceOf(Outcome.TooLong.class);
    }

    @Test
    public void thePageHandsItOutAsAFileAndSaysWhyNot() throws Exception {
        List<Outcome> outcomes = new ArrayList<>(List.of(new Outcome.Done(new byte[] {1, 2}, 7), new Outcome.TooLong(), new Outcome.Busy(), new Outcome.NotFound()));
        PrintCases print = (site, number, login, roles, language, now) -> {
            assertThat(List.of(site, number.toString(), login, language, now)).containsExactly(Site.MAIN, CLOSED, "quirin", Language.DE, Fakes.NOW);
            return outcomes.remove(0);
        };
        ReportResource reports = new ReportResource(Fakes.pages(), Prints.page(), print);
        FakeRequest request = FakeRequest.to("/cases/" + CLOSED + "/8d.pdf").by(Language.DE, Role.AUDITOR);
        Response done = reports.pdf(request.get(), CLOSED);
        assertThat(done.getMediaType().toString()).isEqualTo("application/pdf");
        assertThat(done.getHeaderString("Content-Disposition")).startsWith("attachment; filename=\"" + CLOSED + "-8D-v7.pdf\"");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ((StreamingOutput) done.getEntity()).write(out);
        assertThat(out.toByteArray()).containsExactly(1, 2);
        Response tooLong = reports.pdf(request.get(), CLOSED);
        assertThat(tooLong.getStatus()).isEqualTo(422);
        assertThat(Jsoup.parse((String) tooLong.getEntity()).select(".errors").text()).contains("zu lang");
        assertThatThrownBy(() -> reports.pdf(request.get(), CLOSED)).isInstanceOf(ServiceUnavailableException.class);
        assertThatThrownBy(() -> reports.pdf(request.get(), CLOSED)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> reports.pdf(request.get(), "8".repeat(9).toLowerCase(Locale.ROOT))).isInstanceOf(NotFoundException.class);
    }
}
