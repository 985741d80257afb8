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
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.XMLReader;
import org.xml.sax.ext.DefaultHandler2;

import io.plumbline.domain.Problem;

/**
 * A SOAP 1.1 envelope that has been looked through: one operation of the service, no DTD, no processing instruction, at most
 * {@value #MOST_DEPTH} levels and {@value #MOST_TEXT} characters in one element.
 *
 * @param bytes    as they came
 * @param problems what the schema has against the operation, by the position of the item in a batch; 0 for the call as a whole
 */
record Envelope(byte[] bytes, Map<Integer, List<Problem>> problems) {
    static final String SOAP = "http://schemas.xmlsoap.org/soap/envelope/";
    static final int MOST_DEPTH = 30;
    static final int MOST_TEXT = 4000;
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
            return new Envelope(bytes, reading.end());
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
            validator.startPrefixMapping(prefix, uri);
        }

        @Override
        public void startElement(String uri, String local, String qualified, Attributes attributes) throws SAXException {
            depth++;
            text = 0;
            if (depth > MOST_DEPTH) {
                throw stop("The envelope is nested deeper than " + MOST_DEPTH + " levels.");
            }
            if (depth == 1) {
                envelope(uri, local);
            } else if (depth == 2) {
                part(uri, local);
            } else if (inBody) {
                if (depth == 3) {
                    operation(uri, local);
                }
                findings.enter(uri, local);
                validator.startElement(uri, local, qualified, attributes);
            }
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
        }

        @Override
        public void endElement(String uri, String local, String qualified) throws SAXException {
            if (inBody && depth >= 3) {
                validator.endElement(uri, local, qualified);
                findings.leave();
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
            if (text > MOST_TEXT) {
                throw stop("The text in " + (inBody ? findings.where() : "the Header") + " is longer than " + MOST_TEXT + " characters.");
            }
            if (inBody && depth >= 3) {
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
