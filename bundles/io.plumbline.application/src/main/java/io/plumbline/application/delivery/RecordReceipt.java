package io.plumbline.application.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.Organisation;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.RecordDelivery.Outcome;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.delivery.ContentHash;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReceipts;
import io.plumbline.domain.delivery.ReceiptReport;
import io.plumbline.domain.delivery.ReceiptRules;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.journal.Journal;

/**
 * Takes a customer's word that goods came. It proves the delivery that it names, once that is known, whatever the ERP says about the way
 * since; a delivery that was cancelled or came back stays so. What came differently than it should becomes feedback: one for the document
 * and each line of the delivery. Once for each document; a newer version amends it, an older one never replaces a newer one.
 */
@Component(service = RecordReceipt.class)
public final class RecordReceipt {
    private static final String WHOLE = "";
    private final Transactions transactions;
    private final Ids ids;
    private final Journal journal;
    private final GoodsReceipts receipts;
    private final Feedbacks feedbacks;
    private final DeliveryKeeping keeping;
    private final Organisation.Current organisation;

    @Activate
    public RecordReceipt(@Reference Transactions transactions, @Reference Ids ids, @Reference Journal journal, @Reference GoodsReceipts receipts,
            @Reference Feedbacks feedbacks, @Reference DeliveryKeeping keeping, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.journal = journal;
        this.receipts = receipts;
        this.feedbacks = feedbacks;
        this.keeping = keeping;
        this.organisation = organisation;
    }

    /** Takes the report in one transaction, or in that of the caller. */
    public Outcome record(ReceiptReport report, Actor actor, Instant now) {
        List<Problem> problems = ReceiptRules.check(report, now);
        if (!problems.isEmpty()) {
            return new Outcome.Refused(problems);
        }
        return transactions.required(() -> take(report, actor, now));
    }

    private Outcome take(ReceiptReport report, Actor actor, Instant now) {
        SourceRef source = report.source();
        String hash = ContentHash.of(report);
        Optional<GoodsReceipt> known = receipts.byKey(source.key());
        if (known.isPresent()) {
            Optional<String> nothingNew = RecordDelivery.nothingNew(known.get().contentHash(), known.get().changedAt(), !known.get().active(), hash,
                    source.changedAt(), report.cancelled());
            if (nothingNew.isPresent()) {
                return new Outcome.Duplicate(known.get().id(), nothingNew.get(), !known.get().contentHash().equals(hash));
            }
        }
        boolean bare = known.isPresent() && report.cancelled() && report.documents().isEmpty() && report.orders().isEmpty() && report.customerOrders().isEmpty();
        GoodsReceipt taken = new GoodsReceipt(known.map(GoodsReceipt::id).orElseGet(() -> ids.next(now)), organisation.get().site(), source.key(), source.docNo(),
                bare ? known.get().documents() : report.documents(), bare ? known.get().orders() : report.orders(),
                bare ? known.get().customerOrders() : report.customerOrders(), bare ? known.get().account() : report.account(), report.received(),
                !report.cancelled(), hash, source.changedAt(), known.map(GoodsReceipt::firstSeenAt).orElse(now), known.map(GoodsReceipt::version).orElse(0L) + 1);
        List<GoodsReceipt> versions = Stream.concat(known.stream(), Stream.of(taken)).toList();
        keeping.naming(source.connector(), versions.stream().flatMap(v -> Stream.of(v.documents(), v.orders(), v.customerOrders())).flatMap(List::stream).toList());
        // deliveries that the version before named, and this one does not, are not proven any more
        Map<Id, Delivery> concerned = new LinkedHashMap<>();
        versions.forEach(v -> keeping.about(v).forEach(d -> concerned.putIfAbsent(d.facts().id(), d)));
        if (known.isPresent()) {
            receipts.save(taken);
        } else {
            receipts.add(taken);
        }
        journal.append(JournalEntries.of(taken, actor, known.isPresent() ? "receipt.amended" : "receipt.recorded", now));
        concerned.values().forEach(d -> keeping.changed(d, actor, taken.proof().isPresent() ? "delivery.received" : "delivery.receipt-taken-back",
                "receipt " + (source.docNo() == null ? source.docId() : source.docNo()), now));
        hear(taken, report, actor, now);
        keeping.linkFeedback(taken, actor, now);
        return known.isPresent() ? new Outcome.Amended(taken.id()) : new Outcome.Accepted(taken.id());
    }

    /** Keeps one feedback for each line that something is said about; what is not said any more is taken back. */
    private void hear(GoodsReceipt receipt, ReceiptReport report, Actor actor, Instant now) {
        Map<String, ReceiptReport.Line> said = report.cancelled() ? Map.of() : byPart(report);
        List<Feedback> before = feedbacks.of(receipt.id());
        List<Delivery> about = keeping.about(receipt);
        said.forEach((part, line) -> {
            Optional<Feedback> heard = before.stream().filter(f -> f.facts().part().equals(part)).findFirst();
            if (heard.isEmpty()) {
                Feedback fresh = new Feedback.New(DeliveryKeeping.linked(new Feedback.Facts(ids.next(now), receipt.site(), Feedback.Kind.RECEIPT, receipt.id(), part,
                        line.document(), null, null, null, line.discrepancy(), line.words(), report.issued(), false, now, now, 1), about));
                feedbacks.add(fresh);
                journal.append(JournalEntries.of(fresh, actor, "feedback.recorded", now));
                keeping.heard(fresh, now);
                return;
            }
            Feedback.Facts f = heard.get().facts();
            boolean same = f.says(line.document(), line.discrepancy(), line.words());
            if (!same || !report.issued().equals(f.saidOn())) {
                Feedback.Facts next = DeliveryKeeping.linked(f.said(line.document(), line.discrepancy(), line.words(), report.issued(), now), about);
                // whoever has looked at it has looked at something else
                Feedback amended = same ? heard.get().with(next) : new Feedback.New(next);
                feedbacks.save(amended);
                journal.append(JournalEntries.of(amended, actor, "feedback.amended", now));
                keeping.heard(amended, now);
            }
        });
        before.stream().filter(f -> !said.containsKey(f.facts().part()) && !f.facts().takenBack()).forEach(f -> {
            Feedback withdrawn = f.with(f.facts().takenBack(now));
            feedbacks.save(withdrawn);
            journal.append(JournalEntries.of(withdrawn, actor, "feedback.taken-back", now));
        });
    }

    /** A delivered line may come in several lines of the receipt, for example one for each lot: they are one. */
    private static Map<String, ReceiptReport.Line> byPart(ReceiptReport report) {
        Map<String, ReceiptReport.Line> parts = new LinkedHashMap<>();
        for (ReceiptReport.Line line : report.lines()) {
            parts.merge(part(line), line, RecordReceipt::both);
        }
        parts.values().removeIf(l -> !l.discrepancy().any() && l.words() == null);
        return parts;
    }

    private static String part(ReceiptReport.Line line) {
        if (line.discrepancy().line() != null) {
            return Objects.toString(line.document(), "") + "#" + line.discrepancy().line();
        }
        return line.id() == null ? WHOLE : "line " + line.id();
    }

    private static ReceiptReport.Line both(ReceiptReport.Line first, ReceiptReport.Line second) {
        List<String> words = new ArrayList<>();
        Stream.of(first.words(), second.words()).filter(Objects::nonNull).filter(w -> !words.contains(w)).forEach(words::add);
        String all = words.isEmpty() ? null : String.join("\n", words);
        return new ReceiptReport.Line(first.id(), first.document(), first.discrepancy().and(second.discrepancy()),
                all == null || all.length() <= ReceiptRules.MOST_WORDS ? all : all.substring(0, ReceiptRules.MOST_WORDS));
    }
}
