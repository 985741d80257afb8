package io.plumbline.soap;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.util.List;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import javax.xml.validation.ValidatorHandler;

import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;
import org.xml.sax.helpers.AttributesImpl;

import io.plumbline.domain.Problem;

/**
 * A SOAP 1.1 envelope that has been looked through: one operation of the service, no DTD, no processing instruction, at most
 * {@value #MOST_DEPTH} levels and {@value #MOST_TEXT} characters in one element. A document of another standard, which an operation
 * carries, has the limits that it has at every door.
 *
 * @param bytes    as they came
 * @param problems what the schema has against the operation, by the position of the item in a batch; 0 for the call as a whole
 * @param document what the operation carries, by itself; empty where it carries nothing
 */
record Envelope(byte[] bytes, Map<Integer, List<Problem>> problems, byte[] document) {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final int MOST_DEPTH = 30;
    static final int MOST_TEXT = 4000;
    /** The characters in one element of a document that is carried. */
    static final int MOST_CARRIED_TEXT = 65_536;
    /** The element that carries a document, in this operation. */
    private static final String CARRIES = "reportDocument";
    private static final String CARRIER = "document";
    private static final int CARRIER_DEPTH = 4;
    private static final String SOAP_1_2 = "http://www.w3.org/2003/05/soap-envelope";

    static Envelope read(byte[] bytes, Charset charset, SoapService service, Contract contract) throws Refused {
        Reading reading = new Reading(service, contract.validator());
        try {
            SAXParserFactory parsers = SAXParserFactory.newDefaultInstance();
            parsers.setNamespaceAware(true);
            parsers.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            parsers.setFeature("http://xml.org/sax/features/external-general-entities", false);
            parsers.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            XMLReader reader = parsers.newSAXParser().getXMLReader();
            reader.setContentHandler(reading);
            reader.setErrorHandler(reading);
            reader.setProperty("http://xml.org/sax/properties/lexical-handler", reading);
            reader.parse(new InputSource(new InputStreamReader(new ByteArrayInputStream(bytes),
                    charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT))));
            return new Envelope(bytes, reading.end(), reading.carried.bytes());
        } catch (Stop e) {
            throw e.refusal;
        } catch (SAXParseException e) {
            throw Refused.because(new Problem("line " + Math.max(1, e.getLineNumber()), "not well-formed XML", "a SOAP 1.1 envelope without entities of its own"));
        } catch (IOException e) {
            throw Refused.because(new Problem("body", "bytes that are not " + charset.name(), "the charset that Content-Type names, or utf-8"));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IllegalStateException("an envelope in memory could not be read", e);
        }
    }

    /** Ends the reading. */
    private static final class Stop extends SAXException {
        private static final long serialVersionUID = 1L;
        private final transient Refused refusal;

        Stop(Refused refusal) {
            super(refusal.getMessage());
            this.refusal = refusal;
        }
    }

    private static final class Reading extends DefaultHandler2 {
        private final SoapService service;
        private final ValidatorHandler validator;
        private final Findings findings = new Findings();
        private final Carried carried = new Carried();
        private Locator locator;
        private boolean mayCarry;
        private boolean carries;
        private int documents;
        private int depth;
        private int text;
        private int headers;
        private int bodies;
        private int operations;
        private boolean inBody;

        Reading(SoapService service, ValidatorHandler validator) {
            this.service = service;
            this.validator = validator;
            validator.setErrorHandler(findings);
        }

        Map<Integer, List<Problem>> end() throws Stop {
            if (operations == 0) {
                throw stop("The Body has no operation. Expected is one of " + String.join(", ", service.rights().keySet()) + " in " + SoapService.NAMESPACE + ".");
            }
            return findings.problems();
        }

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
        }

        @Override
        public void startDocument() throws SAXException {
            validator.startDocument();
        }

        @Override
        public void startDTD(String name, String publicId, String systemId) throws SAXException {
            throw stop("A DOCTYPE is not taken.");
        }

        @Override
        public void processingInstruction(String target, String data) throws SAXException {
            throw stop("A processing instruction is not taken.");
        }

        @Override
        public void startPrefixMapping(String prefix, String uri) throws SAXException {
            if (!carries) {
                validator.startPrefixMapping(prefix, uri);
            }
            carried.startPrefix(prefix, uri);
        }

        @Override
        public void endPrefixMapping(String prefix) {
            carried.endPrefix(prefix);
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
            depth++;
            text = 0;
            if (depth - (carries ? CARRIER_DEPTH : 0) > MOST_DEPTH) {
                throw stop("The envelope is nested deeper than " + MOST_DEPTH + " levels.");
            }
            if (depth == 1) {
                envelope(uri, local);
            } else if (depth == 2) {
                part(uri, local);
            } else if (carries) {
                if (depth == CARRIER_DEPTH + 1) {
                    // what is in it is for the schemas of its own standard
                    findings.enter(uri, local);
                    validator.startElement(uri, local, qualified, new AttributesImpl());
                }
                if (documents == 0) {
                    carried.start(qualified, attributes, locator.getLineNumber());
                }
            } else if (inBody) {
                if (depth == 3) {
                    operation(uri, local);
                }
                findings.enter(uri, local);
                validator.startElement(uri, local, qualified, attributes);
                carries = depth == CARRIER_DEPTH && mayCarry && local.equals(CARRIER) && uri.equals(SoapService.NAMESPACE);
            }
            carried.settled();
        }

        private void envelope(String uri, String local) throws Stop {
            if (uri.equals(SOAP_1_2)) {
                throw new Stop(Refused.version("SOAP 1.1 is spoken here, not 1.2."));
            }
            if (!uri.equals(SOAP) || !local.equals("Envelope")) {
                throw stop("This is no SOAP 1.1 envelope, but {" + uri + "}" + local + ".");
            }
        }

        private void part(String uri, String local) throws Stop {
            inBody = uri.equals(SOAP) && local.equals("Body");
            if (inBody) {
                bodies++;
            } else if (uri.equals(SOAP) && local.equals("Header") && bodies == 0) {
                headers++;
            } else {
                throw stop("The envelope may hold one Header and one Body, and not {" + uri + "}" + local + " here.");
            }
            if (bodies > 1 || headers > 1) {
                throw stop("The envelope has more than one " + local + ".");
            }
        }

        private void operation(String uri, String local) throws Stop {
            operations++;
            if (operations > 1) {
                throw stop("The Body has more than one operation. Send each in an envelope of its own.");
            }
            if (!uri.equals(SoapService.NAMESPACE)) {
                throw stop("The operation is {" + uri + "}" + local + ", and this service speaks " + SoapService.NAMESPACE + " only.");
            }
            if (!service.rights().containsKey(local)) {
                throw stop("The service " + service.name() + " has no operation " + local + ". It has " + String.join(", ", service.rights().keySet()) + ".");
            }
            mayCarry = local.equals(CARRIES);
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            if (carries && depth > CARRIER_DEPTH && documents == 0) {
                carried.end(qualified);
            }
            if (inBody && depth >= 3 && (!carries || depth <= CARRIER_DEPTH + 1)) {
                validator.endElement(uri, local, qualified);
                findings.leave();
                documents += carries && depth == CARRIER_DEPTH + 1 ? 1 : 0;
                carries = carries && depth > CARRIER_DEPTH;
            }
            if (depth == 3 && inBody) {
                validator.endDocument();
            }
            depth--;
            text = 0;
        }

        @Override
        public void characters(char[] chars, int start, int length) throws SAXException {
            text += length;
            boolean inDocument = carries && depth > CARRIER_DEPTH;
            int most = inDocument ? MOST_CARRIED_TEXT : MOST_TEXT;
            if (text > most) {
                throw stop("The text in " + (inBody ? findings.where() : "the Header") + " is longer than " + most + " characters.");
            }
            if (inDocument && documents == 0) {
                carried.text(chars, start, length);
            } else if (!inDocument && inBody && depth >= 3) {
                findings.text(chars, start, length);
                validator.characters(chars, start, length);
            }
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }

        private static Stop stop(String message) {
            return new Stop(Refused.because(400, message));
        }
    }
}
