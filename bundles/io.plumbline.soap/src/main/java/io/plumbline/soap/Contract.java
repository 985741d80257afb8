package io.plumbline.soap;

import java.io.IOException;
import java.io.InputStream;

import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.ValidatorHandler;

import org.xml.sax.SAXException;

/** The schema that is shipped and served with the WSDLs. */
final class Contract {
    private final Schema schema;

    Contract() {
        try (InputStream in = Contract.class.getResourceAsStream("v1/plumbline.xsd")) {
            SchemaFactory factory = SchemaFactory.newDefaultInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
            factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
            schema = factory.newSchema(new StreamSource(in));
        } catch (SAXException | IOException e) {
            throw new IllegalStateException("the schema of this bundle cannot be read", e);
        }
    }

    ValidatorHandler validator() {
        return schema.newValidatorHandler();
    }
}
