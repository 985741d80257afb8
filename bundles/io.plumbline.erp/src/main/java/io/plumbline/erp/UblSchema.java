package io.plumbline.erp;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;

import org.w3c.dom.ls.LSInput;
import org.xml.sax.Attributes;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.helpers.XMLFilterImpl;

import io.plumbline.domain.Problem;

/**
 * The OASIS schemas of UBL 2.4, which take documents of 2.1 to 2.3 as well: within UBL 2 a later version only adds what is optional. The schemas lie in this bundle; nothing is fetched from anywhere.
 */
final class UblSchema {
    private static final int MOST_PROBLEMS = 50;
    private static final int NAMES_SHOWN = 20;
    /** A scheme that no program can follow, so that what is not in this bundle is not read at all. */
    private static final String HERE = "plumbline";
    private static final String MAIN = "/external/schemas/ubl24/maindoc/";
    private static final String COMMON = "/external/schemas/ubl24/common/";
    private static final Map<String, String> WITHOUT_LOCATION = Map.of(
            "urn:un:unece:uncefact:data:specification:CoreComponentTypeSchemaModule:2", "/schemas/CCTS_CCT_SchemaModule.xsd",
            "http://www.w3.org/2000/09/xmldsig#", "/schemas/xmldsig-core-schema.xsd");
    private static final Pattern BRACED = Pattern.compile("[\"{]([^{}\"\\s]+)\"?:([\\w.]+)");
    /** The messages come in the language of the machine; their keys, and what they quote, are the same in all. */
    private static final Pattern MESSAGE = Pattern.compile("([\\w-]+(?:\\.\\w+)*): (.*)", Pattern.DOTALL);
    private static final Pattern LIST = Pattern.compile("'\\{(.*)\\}'", Pattern.DOTALL);
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private final Schema schema;

    /** Made when the first document of the kind comes: it takes a second, and many installations never see one. */
    private static final Map<UblKind, UblSchema> MADE = new ConcurrentHashMap<>();

    static UblSchema of(UblKind kind) {
        return MADE.computeIfAbsent(kind, UblSchema::new);
    }

    private UblSchema(UblKind kind) {
        try {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, HERE);
            factory.setResourceResolver((type, namespace, publicId, systemId, base) -> ours(namespace, systemId));
            schema = factory.newSchema(new StreamSource(open(MAIN + kind.schema()), HERE + ":" + kind.schema()));
        } catch (SAXException e) {
            throw new IllegalStateException("the UBL schemas of this bundle cannot be read", e);
        }
    }

    /** What the schema has against the document; it must be known to be well-formed. */
    List<Problem> check(String document) {
        Trail trail = new Trail();
        try {
            // not newDefaultNSInstance: Karaf's own copy of this class does not have it
            SAXParserFactory parsers = SAXParserFactory.newDefaultInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            parsers.setFeature("http://xml.org/sax/features/external-general-entities", false);
            parsers.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            XMLReader reader = parsers.newSAXParser().getXMLReader();
            ValidatorHandler validator = schema.newValidatorHandler();
            validator.setErrorHandler(trail);
            validator.setResourceResolver((type, namespace, publicId, systemId, base) -> new Input("", HERE + ":nothing"));
            trail.setContentHandler(validator);
            reader.setContentHandler(trail);
            reader.setErrorHandler(trail);
            reader.parse(new InputSource(new StringReader(document)));
        } catch (Enough e) {
            return trail.problems;
        } catch (SAXParseException e) {
            return List.of(new Problem("line " + e.getLineNumber() + ", column " + e.getColumnNumber(), "not well-formed XML", "sound XML without a DOCTYPE"));
        } catch (SAXException | ParserConfigurationException | IOException e) {
            throw new IllegalStateException("a document in memory could not be checked", e);
        }
        return trail.problems;
    }

    private static LSInput ours(String namespace, String systemId) {
        if (systemId != null) {
            return new Input(COMMON + systemId.substring(systemId.lastIndexOf('/') + 1), null);
        }
        // signatures of ETSI are named by an import, and never referred to
        return WITHOUT_LOCATION.containsKey(namespace) ? new Input(WITHOUT_LOCATION.get(namespace), null) : null;
    }

    private static InputStream open(String resource) {
        InputStream in = UblSchema.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("not in this bundle: " + resource);
        }
        return in;
    }

    /** Stops a document that has one mistake after the other. */
    private static final class Enough extends SAXException {
        private static final long serialVersionUID = 1L;
    }

    /** Follows the document on its way to the validator, so that a mistake can be told with its path. */
    private static final class Trail extends XMLFilterImpl implements ErrorHandler {
        private final List<Problem> problems = new ArrayList<>();
        private final Deque<String> path = new ArrayDeque<>();
        private final Deque<Map<String, Integer>> counts = new ArrayDeque<>(List.of(new HashMap<>()));
        private final StringBuilder value = new StringBuilder();
        private String element;
        private Locator locator;

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
            super.setDocumentLocator(given);
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
            String name = UblElement.name(uri, local);
            int nth = counts.peek().merge(name, 1, Integer::sum);
            path.addLast(nth == 1 ? name : name + "[" + nth + "]");
            counts.push(new HashMap<>());
            value.setLength(0);
            element = qualified;
            super.startElement(uri, local, qualified, attributes);
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            super.endElement(uri, local, qualified);
            counts.pop();
            path.removeLast();
        }

        @Override
        public void warning(SAXParseException e) {
            // a warning is about how the schema could be found, which it was
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            String where = "/" + String.join("/", path) + " (line " + locator.getLineNumber() + ")";
            Matcher message = MESSAGE.matcher(e.getMessage() == null ? "" : e.getMessage());
            String key = message.matches() ? message.group(1) : "";
            String text = message.matches() ? message.group(2) : "";
            Matcher list = LIST.matcher(text);
            String names = list.find() ? names(list.group(1)) : null;
            List<String> quoted = QUOTED.matcher(text).results().map(m -> m.group(1)).toList();
            if (key.equals("cvc-complex-type.2.4.b")) {
                add(where, "incomplete", "in it " + names);
            } else if (key.startsWith("cvc-complex-type.2.4")) {
                add(where, "out of place", names == null ? "nothing more in its parent" : "here " + names);
            } else if (key.startsWith("cvc-datatype-valid")) {
                add(where, value.toString().strip(), "a value of the type " + (quoted.isEmpty() ? "in the schema" : quoted.get(quoted.size() - 1)));
            } else if (key.equals("cvc-complex-type.3.2.2")) {
                add(where, "with an attribute " + quoted.stream().filter(q -> !q.equals(element)).findFirst().orElse("too many"), "only attributes that UBL knows");
            } else if (problems.isEmpty() || !problems.get(problems.size() - 1).field().equals(where)) {
                // else it only says once more what the error before said
                add(where, value.toString().strip(), "what the UBL schema allows, see its rule " + key);
            }
        }

        @Override
        public void characters(char[] text, int start, int length) throws SAXException {
            if (value.length() < 200) {
                value.append(text, start, Math.min(length, 200));
            }
            super.characters(text, start, length);
        }

        private void add(String where, String what, String accepted) throws SAXException {
            problems.add(new Problem(where, what, accepted));
            if (problems.size() >= MOST_PROBLEMS) {
                throw new Enough();
            }
        }

        private static String names(String list) {
            List<String> names = Arrays.stream(list.split(",\\s*")).map(n -> {
                Matcher m = BRACED.matcher(n);
                return m.find() ? UblElement.name(m.group(1), m.group(2)) : n;
            }).toList();
            return names.stream().limit(NAMES_SHOWN).collect(Collectors.joining(", ")) + (names.size() > NAMES_SHOWN ? ", …" : "");
        }
    }

    /** A schema of this bundle; or nothing, under a name that cannot be followed. */
    private record Input(String resource, String name) implements LSInput {
        @Override
        public InputStream getByteStream() {
            return resource.isEmpty() ? InputStream.nullInputStream() : open(resource);
        }

        @Override
        public String getSystemId() {
            return name != null ? name : HERE + ":" + resource.substring(resource.lastIndexOf('/') + 1);
        }

        @Override
        public java.io.Reader getCharacterStream() {
            return null;
        }

        @Override
        public String getStringData() {
            return null;
        }

        @Override
        public String getPublicId() {
            return null;
        }

        @Override
        public String getBaseURI() {
            return null;
        }

        @Override
        public String getEncoding() {
            return null;
        }

        @Override
        public boolean getCertifiedText() {
            return false;
        }

        @Override
        public void setCharacterStream(java.io.Reader reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setByteStream(InputStream in) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setStringData(String data) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setSystemId(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setPublicId(String id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setBaseURI(String uri) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setEncoding(String encoding) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void setCertifiedText(boolean certified) {
            throw new UnsupportedOperationException();
        }
    }
}
