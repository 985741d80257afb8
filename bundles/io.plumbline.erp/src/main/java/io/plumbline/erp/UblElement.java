package io.plumbline.erp;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.domain.Problem;

/**
 * An element of a UBL document, by the prefixes that UBL itself uses ({@code cac:}, {@code cbc:}), whichever the document chose. Reading
 * has limits: no DTD, {@value #MOST_DEPTH} levels, {@value #MOST_ELEMENTS} elements, {@value #MOST_TEXT} characters in one of them.
 */
final class UblElement {
    static final int MOST_DEPTH = 30;
    static final int MOST_ELEMENTS = 50_000;
    static final int MOST_TEXT = 65_536;
    private static final Map<String, String> PREFIXES = Map.of(UblKind.DESPATCH_ADVICE.namespace(), "", UblKind.RECEIPT_ADVICE.namespace(), "",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2", "cac:",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2", "cbc:",
            "urn:oasis:names:specification:ubl:schema:xsd:CommonExtensionComponents-2", "ext:");
    private static final Pattern ENCODING = Pattern.compile("^<\\?xml\\s[^>]*?\\bencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"']");
    private static final Map<String, Charset> CHARSETS = Map.of("UTF-8", StandardCharsets.UTF_8, "US-ASCII", StandardCharsets.US_ASCII,
            "ISO-8859-1", StandardCharsets.ISO_8859_1, "WINDOWS-1252", Charset.forName("windows-1252"));
    private final String namespace;
    private final String name;
    private final String path;
    private final int line;
    private final Map<String, String> attributes = new HashMap<>();
    private final List<UblElement> children = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private String text = "";

    private UblElement(String namespace, String name, String path, int line) {
        this.namespace = namespace == null ? "" : namespace;
        this.name = name;
        this.path = path;
        this.line = line;
    }

    /** The document's characters, by its byte order mark, its declaration, or UTF-8. */
    static String decoded(byte[] document) throws Malformed {
        String start = new String(document, 0, Math.min(200, document.length), StandardCharsets.ISO_8859_1);
        Charset charset = StandardCharsets.UTF_8;
        if (start.startsWith("\u00FE\u00FF") || start.startsWith("\u00FF\u00FE")) {
            charset = StandardCharsets.UTF_16;
        } else if (!start.startsWith("\u00EF\u00BB\u00BF")) {
            Matcher declared = ENCODING.matcher(start);
            String name = declared.find() ? declared.group(1).toUpperCase(Locale.ROOT) : "UTF-8";
            charset = CHARSETS.get(name);
            if (charset == null) {
                throw new Malformed(new Problem("encoding", name, "UTF-8, UTF-16 with a byte order mark, ISO-8859-1 or windows-1252"));
            }
        }
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(document)).toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new Malformed(new Problem("document", "bytes that are not " + charset.name(), "the encoding that the document declares"));
        }
    }

    static UblElement read(String document) throws Malformed {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setXMLResolver((publicId, systemId, base, namespace) -> {
            throw new XMLStreamException("nothing outside the document is read");
        });
        try {
            XMLStreamReader in = factory.createXMLStreamReader(new StringReader(document));
            try {
                return root(in);
            } finally {
                in.close();
            }
        } catch (XMLStreamException e) {
            boolean placed = e.getLocation() != null && e.getLocation().getLineNumber() > 0;
            throw new Malformed(new Problem(placed ? place(e.getLocation()) : "document", "not well-formed XML", "sound XML without entities of its own"));
        }
    }

    private static UblElement root(XMLStreamReader in) throws XMLStreamException, Malformed {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD -> throw noDtd(in);
                case XMLStreamConstants.START_ELEMENT -> {
                    int[] left = {MOST_ELEMENTS};
                    UblElement root = element(in, null, 1, left);
                    while (in.hasNext()) {
                        in.next();
                    }
                    return root;
                }
                default -> {
                    // comments and processing instructions before the document say nothing
                }
            }
        }
        throw new Malformed(new Problem("document", "nothing at all", "an XML document"));
    }

    private static UblElement element(XMLStreamReader in, UblElement parent, int depth, int[] left) throws XMLStreamException, Malformed {
        if (depth > MOST_DEPTH) {
            throw beyond(in, "more than " + MOST_DEPTH + " levels", "at most " + MOST_DEPTH);
        }
        if (--left[0] < 0) {
            throw beyond(in, "more than " + MOST_ELEMENTS + " elements", "at most " + MOST_ELEMENTS);
        }
        String name = name(in.getNamespaceURI(), in.getLocalName());
        String path = parent == null ? "/" + name : parent.path + "/" + name;
        if (parent != null) {
            int nth = parent.counts.merge(name, 1, Integer::sum);
            path += nth == 1 ? "" : "[" + nth + "]";
        }
        UblElement element = new UblElement(in.getNamespaceURI(), name, path, in.getLocation().getLineNumber());
        for (int i = 0; i < in.getAttributeCount(); i++) {
            element.attributes.put(in.getAttributeLocalName(i), in.getAttributeValue(i));
        }
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (in.next()) {
                case XMLStreamConstants.START_ELEMENT -> element.children.add(element(in, element, depth + 1, left));
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                    text.append(in.getText());
                    if (text.length() > MOST_TEXT) {
                        throw beyond(in, "a text of more than " + MOST_TEXT + " characters", "at most " + MOST_TEXT);
                    }
                }
                case XMLStreamConstants.ENTITY_REFERENCE -> throw beyond(in, "an entity of the document's own", "plain text, or one of &amp; &lt; &gt; &quot; &apos;");
                case XMLStreamConstants.DTD -> throw noDtd(in);
                case XMLStreamConstants.END_ELEMENT -> {
                    element.text = text.toString().strip();
                    return element;
                }
                default -> {
                    // comments and processing instructions say nothing
                }
            }
        }
    }

    /** As UBL writes it: {@code cbc:ID}, {@code DespatchAdvice}; a foreign namespace is spelt out. */
    static String name(String namespace, String local) {
        String prefix = PREFIXES.get(namespace == null ? "" : namespace);
        return prefix != null ? prefix + local : namespace == null || namespace.isEmpty() ? local : "{" + namespace + "}" + local;
    }

    String name() {
        return name;
    }

    /** The kind of document that has this root, or empty. */
    Optional<UblKind> kind() {
        return Arrays.stream(UblKind.values()).filter(k -> namespace.equals(k.namespace()) && name.equals(k.root())).findFirst();
    }

    String text() {
        return text;
    }

    String attribute(String attribute) {
        return attributes.get(attribute);
    }

    /** Where it stands, for people: the path and the line. */
    String place() {
        return path + " (line " + line + ")";
    }

    /** Where a child that is missing should stand. */
    String placeOf(String child) {
        return path + "/" + child + " (line " + line + ")";
    }

    List<UblElement> all(String child) {
        return children.stream().filter(c -> c.name.equals(child)).toList();
    }

    /** The first element at the end of a path such as {@code cac:Shipment/cac:Delivery}. */
    Optional<UblElement> find(String way) {
        UblElement at = this;
        for (String step : way.split("/")) {
            List<UblElement> found = at.all(step);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            at = found.get(0);
        }
        return Optional.of(at);
    }

    /** The text of the first of these paths that has any, or null. */
    String text(String... ways) {
        for (String way : ways) {
            Optional<String> found = find(way).map(UblElement::text).filter(t -> !t.isEmpty());
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }

    private static Malformed noDtd(XMLStreamReader in) {
        return beyond(in, "a document type declaration", "a document without DOCTYPE");
    }

    private static Malformed beyond(XMLStreamReader in, String what, String accepted) {
        return new Malformed(new Problem(place(in.getLocation()), what, accepted));
    }

    private static String place(Location at) {
        return "line " + at.getLineNumber() + ", column " + at.getColumnNumber();
    }
}
