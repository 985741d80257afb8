package io.plumbline.web.print;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.TimeZone;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes a PDF of a page of ours: tagged, with a font of its own, and with nothing that is not in the page. Whatever a page names, nothing is read from the network or
 * from a file, and no link is kept. The same page and moment make the same bytes.
 */
public final class Pdf {
    private static final String FAMILY = "Liberation Sans";
    private static final String FONTS = "/com/mpobjects/jasperreports/fonts/liberation/LiberationSans-";
    /** Of what no character is there, in a font or in XML. */
    private static final String MISSING = "\u25A1";
    private static final String NOT_IN_XML = "[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    static {
        // it would log what stands in pages
        XRLog.setLoggingEnabled(false);
    }

    private Pdf() {
    }

    /**
     * @param page well-formed XHTML without a document type
     * @param made when it was made, as the document tells
     */
    public static byte[] of(String page, Instant made) {
        try {
            Document document = parsed(page);
            PdfRendererBuilder builder = new PdfRendererBuilder();
            builder.withW3cDocument(document, null);
            builder.useUriResolver((base, uri) -> null);
            builder.useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI);
            builder.useExternalResourceAccessControl((uri, type) -> false, ExternalResourceControlPriority.RUN_AFTER_RESOLVING_URI);
            builder.useFont(() -> font("Regular"), FAMILY, 400, FontStyle.NORMAL, true);
            builder.useFont(() -> font("Bold"), FAMILY, 700, FontStyle.NORMAL, true);
            builder.useReplacementText(MISSING);
            builder.usePdfUaAccessibility(true);
            builder.withProducer("Plumbline");
            try (Drawings drawings = new Drawings(font("Regular"), font("Bold"))) {
                builder.useSVGDrawer(drawings);
                try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                    renderer.createPDFWithoutClosing();
                    return saved(renderer.getPdfDocument(), made);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a document in memory", e);
        }
    }

    private static byte[] saved(PDDocument document, Instant made) throws IOException {
        Calendar moment = new GregorianCalendar(TimeZone.getTimeZone("UTC"), Locale.ROOT);
        moment.setTimeInMillis(made.toEpochMilli());
        document.getDocumentInformation().setCreationDate(moment);
        document.getDocumentInformation().setModificationDate(moment);
        // otherwise the time of day is in it
        document.setDocumentId(made.toEpochMilli());
        ByteArrayOutputStream out = new ByteArrayOutputStream(65_536);
        document.save(out);
        return out.toByteArray();
    }

    /** The fonts are resources of the bundle that brings openhtmltopdf. */
    static InputStream font(String weight) {
        InputStream font = PdfRendererBuilder.class.getResourceAsStream(FONTS + weight + ".ttf");
        if (font == null) {
            throw new IllegalStateException("the font Liberation Sans " + weight + " is missing");
        }
        return font;
    }

    private static Document parsed(String page) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder documents = factory.newDocumentBuilder();
            documents.setErrorHandler(new DefaultHandler());
            Document document = documents.parse(new InputSource(new StringReader(page.replaceAll(NOT_IN_XML, MISSING))));
            NodeList links = document.getElementsByTagName("a");
            for (int i = 0; i < links.getLength(); i++) {
                ((Element) links.item(i)).removeAttribute("href");
            }
            return document;
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException("a page for print is not well-formed", e);
        }
    }
}
