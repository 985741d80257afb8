package io.plumbline.application.nonconformity;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.OrderTrace;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.Deliveries;
import io.plumbline.domain.delivery.DeliveredOrder;
import io.plumbline.domain.delivery.DeliveredOrder.Line;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.feedback.Feedbacks;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.nonconformity.GradingRule;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Trigger;

/**
 * Files a case where a customer's receipt says that goods were rejected or are missing: one for each line of it, graded by rule. What the
 * customer has taken back by then makes none; what is said anew later changes none.
 */
@Component(service = StepHandler.class)
public final class FileFeedback implements StepHandler {
    private static final Actor ACTOR = Actor.system(Command.Kind.FILE_FEEDBACK.route());

    private final Transactions transactions;
    private final WorkQueue queue;
    private final Feedbacks feedbacks;
    private final Deliveries deliveries;
    private final Nonconformities nonconformities;
    private final CaseFiling filing;

    @Activate
    public FileFeedback(@Reference Transactions transactions, @Reference WorkQueue queue, @Reference Feedbacks feedbacks, @Reference Deliveries deliveries,
            @Reference Nonconformities nonconformities, @Reference CaseFiling filing) {
        this.transactions = transactions;
        this.queue = queue;
        this.feedbacks = feedbacks;
        this.deliveries = deliveries;
        this.nonconformities = nonconformities;
        this.filing = filing;
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.FILE_FEEDBACK;
    }

    @Override
    public void make(Claim claim, Instant now) {
        transactions.run(() -> {
            feedbacks.byId(claim.subject()).filter(f -> f.facts().tellsOfUnusableGoods()).filter(f -> nonconformities.byTrigger(Trigger.of(f)).isEmpty())
                    .ifPresent(f -> file(f, now));
            queue.finish(claim);
        });
    }

    private void file(Feedback feedback, Instant now) {
        Feedback.Facts f = feedback.facts();
        Optional.ofNullable(f.order()).ifPresent(OrderTrace::is);
        Discrepancy d = f.discrepancy();
        Optional<DeliveredOrder> report = Optional.ofNullable(f.delivery()).flatMap(deliveries::byId).map(Delivery::facts).map(Delivery.Facts::report);
        Optional<Line> line = report.flatMap(r -> line(d, r));
        BigDecimal delivered = line.map(ReportNonconformity::quantity).orElse(null);
        String sku = line.map(Line::sku).orElse(d.sku());
        String product = line.map(Line::name).orElse(d.item());
        String lot = line.map(Line::lots).filter(lots -> lots.size() == 1).map(lots -> lots.get(0)).orElse(null);
        GradingRule.Proposal proposal = GradingRule.propose(new GradingRule.Signs(false, false, d.unusable(), delivered, true));
        filing.file(f.site(), new CaseFiling.Said(Trigger.of(feedback), null, title(f, report, product), null, proposal, null, String.join("; ", proposal.reasons())),
                new CaseFiling.About(f.order(), f.delivery(), f.customer(), line.map(Line::id).orElse(d.line()), sku, product, lot, report.map(ReportNonconformity::carrier).orElse(null)), ACTOR,
                Command.Kind.FILE_FEEDBACK.route(), now);
    }

    /** Such as {@code Receipt of SHP-1: 2 pcs rejected, 1 pcs missing (Hinge)}. */
    private static String title(Feedback.Facts f, Optional<DeliveredOrder> report, String product) {
        Discrepancy d = f.discrepancy();
        List<String> what = new ArrayList<>();
        if (d.rejected() != null && d.rejected().signum() > 0) {
            what.add(quantity(d.rejected(), d.uom()) + " rejected");
        }
        if (d.missing() != null && d.missing().signum() > 0) {
            what.add(quantity(d.missing(), d.uom()) + " missing");
        }
        String number = report.map(r -> r.source().docNo() == null ? r.source().docId() : r.source().docNo()).orElse(f.document());
        return "Receipt" + (number == null ? "" : " of " + number) + ": " + String.join(", ", what) + (product == null ? "" : " (" + product + ")");
    }

    private static String quantity(BigDecimal quantity, String uom) {
        return quantity.toPlainString() + (uom == null ? "" : " " + uom);
    }

    private static Optional<Line> line(Discrepancy d, DeliveredOrder report) {
        return report.lines().stream().filter(l -> l.id().equals(d.line())).findFirst().or(() -> report.lines().stream().filter(l -> l.sku() != null && l.sku().equals(d.sku())).findFirst());
    }
}
