package io.plumbline.application.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.application.delivery.RecordDelivery.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;

/** Takes a document with one or more deliveries or receipts that somebody brought: over REST or SOAP, or in a drop folder. */
@Component(service = ReceiveDeliveries.class)
public final class ReceiveDeliveries {
    /** At most this many deliveries in one document over REST and SOAP. */
    public static final int MOST_PUSHED = 500;

    private final RecordDelivery record;
    private final RecordReceipt recordReceipt;
    private final List<DeliveryFormat> formats = new java.util.concurrent.CopyOnWriteArrayList<>();

    @Activate
    public ReceiveDeliveries(@Reference RecordDelivery record, @Reference RecordReceipt recordReceipt) {
        this.record = record;
        this.recordReceipt = recordReceipt;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(DeliveryFormat format) {
        formats.add(format);
    }

    public void removeFormat(DeliveryFormat format) {
        formats.remove(format);
    }

    public enum Verdict { ACCEPTED, DUPLICATE, AMENDED, REFUSED }

    /**
     * What became of one delivery of the document.
     *
     * @param position where it stood
     * @param identity document type and identity as {@code docType/docId}, or null when not even that could be read
     * @param id       of the delivery, return or receipt here, or null when it was refused
     * @param reason   why it is a duplicate, or null
     * @param problems why it was refused
     */
    public record Receipt(String position, String identity, Verdict verdict, Id id, String reason, List<Problem> problems) {
        public Receipt {
            problems = List.copyOf(problems);
        }
    }

    public Optional<DeliveryFormat> formatOf(String mediaType) {
        return formats.stream().filter(f -> f.mediaType().equals(mediaType)).findFirst();
    }

    public Optional<DeliveryFormat> formatOfFile(String fileName) {
        return formats.stream().filter(f -> f.reads(fileName)).findFirst();
    }

    /** The media types that can be taken at present. */
    public List<String> mediaTypes() {
        return formats.stream().map(DeliveryFormat::mediaType).sorted().toList();
    }

    /**
     * Takes the document, see {@link RecordDelivery#each}: a bad delivery does not keep the good ones out.
     *
     * @param connector under whose name the deliveries are filed
     * @throws Malformed when the document as a whole cannot be read; then nothing of it was taken
     */
    public List<Receipt> receive(byte[] document, DeliveryFormat format, String connector, Actor actor, Instant now) throws Malformed {
        return record.each(format.read(document, connector), item -> take(item, actor, now));
    }

    private Receipt take(DeliveryFormat.Item item, Actor actor, Instant now) {
        String identity = item.identity().orElse(null);
        if (!item.problems().isEmpty()) {
            return new Receipt(item.position(), identity, Verdict.REFUSED, null, null, item.problems());
        }
        Outcome outcome = item.receipt().isPresent() ? recordReceipt.record(item.receipt().get(), actor, now)
                : record.record(item.report().orElseThrow(), actor, now);
        if (outcome instanceof Outcome.Accepted o) {
            return new Receipt(item.position(), identity, Verdict.ACCEPTED, o.id(), null, List.of());
        }
        if (outcome instanceof Outcome.Amended o) {
            return new Receipt(item.position(), identity, Verdict.AMENDED, o.id(), null, List.of());
        }
        if (outcome instanceof Outcome.Duplicate o) {
            return new Receipt(item.position(), identity, Verdict.DUPLICATE, o.id(), o.why(), List.of());
        }
        return new Receipt(item.position(), identity, Verdict.REFUSED, null, null, item.placed(((Outcome.Refused) outcome).problems()));
    }
}
