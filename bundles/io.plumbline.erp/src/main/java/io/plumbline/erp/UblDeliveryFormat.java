package io.plumbline.erp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.osgi.service.component.annotations.Component;

import io.plumbline.application.delivery.DeliveryFormat;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.ReceiptReport;

/**
 * UBL 2.1 to 2.4 as a format that deliveries and receipts come in: one {@code DespatchAdvice} is one delivery, one {@code ReceiptAdvice} is
 * one receipt. What is read from where stands in {@link UblDespatchAdvice}, {@link UblReceiptAdvice} and in the README.
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
        UblKind kind = root.kind().orElseThrow(() -> new Malformed(new Problem("document", root.name(),
                "a DespatchAdvice or a ReceiptAdvice, in the namespace " + UblKind.DESPATCH_ADVICE.namespace() + " or " + UblKind.RECEIPT_ADVICE.namespace())));
        String id = root.text("cbc:ID");
        Optional<String> identity = id == null ? Optional.empty() : Optional.of(kind.root() + "/" + id);
        List<Problem> problems = new ArrayList<>(UblSchema.of(kind).check(text));
        if (!problems.isEmpty()) {
            return List.of(new Item("document", identity, Optional.empty(), problems));
        }
        if (kind == UblKind.RECEIPT_ADVICE) {
            UblReceiptAdvice advice = new UblReceiptAdvice(root, problems);
            Optional<ReceiptReport> receipt = advice.read(connector);
            return List.of(new Item("document", identity, Optional.empty(), receipt, problems, advice::placeOf));
        }
        UblDespatchAdvice advice = new UblDespatchAdvice(root, problems);
        Optional<DeliveredOrder> report = advice.read(connector);
        return List.of(new Item("document", identity, report, Optional.empty(), problems, advice::placeOf));
    }
}
