package io.plumbline.erp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;

/**
 * A UBL 2.1 to 2.4 {@code DespatchAdvice} as a format that deliveries come in: one document, one delivery. What is read from where
 * stands in {@link UblDespatchAdvice} and in the README.
 */
@Component(property = "mediaType=application/xml")
public final class UblDeliveryFormat implements DeliveryFormat {
    @Override
    public String mediaType() {
        return "application/xml";
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".xml");
    }

    @Override
    public List<Item> read(byte[] document, String connector) throws Malformed {
        if (document.length > MOST_BYTES) {
            throw new Malformed(new Problem("document", document.length + " bytes", "at most " + MOST_BYTES + " bytes (1 MB)"));
        }
        String text = UblElement.decoded(document);
        UblElement root = UblElement.read(text);
        if (!root.isDespatchAdvice()) {
            throw new Malformed(new Problem("document", root.name(), "a DespatchAdvice in the namespace " + UblElement.DESPATCH_ADVICE));
        }
        String id = root.text("cbc:ID");
        Optional<String> identity = id == null ? Optional.empty() : Optional.of(UblDespatchAdvice.DOC_TYPE + "/" + id);
        List<Problem> problems = new ArrayList<>(UblSchema.get().check(text));
        Optional<DeliveredOrder> report = Optional.empty();
        if (problems.isEmpty()) {
            report = new UblDespatchAdvice(root, problems).read(connector);
        }
        return List.of(new Item("document", identity, report, problems));
    }
}
