package io.plumbline.application;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.action.CorrectiveAction;
import io.plumbline.domain.action.Extension;
import io.plumbline.domain.complaint.Complaint;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;
import io.plumbline.domain.delivery.Delivery;
import io.plumbline.domain.delivery.GoodsReceipt;
import io.plumbline.domain.delivery.GoodsReturn;
import io.plumbline.domain.feedback.Discrepancy;
import io.plumbline.domain.feedback.Feedback;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Entry.Personal;
import io.plumbline.domain.mail.Mail;
import io.plumbline.domain.nonconformity.Attachment;
import io.plumbline.domain.nonconformity.Cause;
import io.plumbline.domain.nonconformity.CauseCategory;
import io.plumbline.domain.nonconformity.Comment;
import io.plumbline.domain.nonconformity.Containment;
import io.plumbline.domain.nonconformity.EffectCheck;
import io.plumbline.domain.nonconformity.Intake;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.Notice;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.Plan;
import io.plumbline.domain.nonconformity.Recurrence;
import io.plumbline.domain.nonconformity.RejectionProposal;
import io.plumbline.domain.nonconformity.Signature;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.survey.FollowUp;
import io.plumbline.domain.survey.Invitation;
import io.plumbline.domain.survey.Response;
import io.plumbline.domain.webhook.EventType;
import io.plumbline.domain.webhook.Webhook;

/** What the journal keeps of each noun: the same facts under the same names, whichever use case changes it. */
public final class JournalEntries {
    private JournalEntries() {
    }

    public static Entry of(Delivery d, Actor actor, String action, String reason, Instant now) {
        Delivery.Facts f = d.facts();
        return entry(f.site(), now, actor, action, "delivery", f.id(), f.version(), reason,
                facts("state", d.state(), "document", f.report().source().key(), "number", f.report().source().docNo(), "changedAt", f.report().source().changedAt(),
                        "contentHash", f.contentHash(), "orders", f.orders().stream().map(Id::value).collect(Collectors.joining(" ")), "customer", f.customer(),
                        "contact", f.contact(), "received", f.received() == null ? null : f.received().date()),
                Map.of());
    }

    public static Entry of(GoodsReceipt r, Actor actor, String action, Instant now) {
        return entry(r.site(), now, actor, action, "goods_receipt", r.id(), r.version(), "",
                facts("document", r.key(), "number", r.number(), "documents", words(r.documents()), "orders", words(r.orders()), "customerOrders",
                        words(r.customerOrders()), "account", r.account(), "received", r.received() == null ? null : r.received().date(), "active", r.active(),
                        "contentHash", r.contentHash()),
                Map.of());
    }

    /** The words are the customer's, or, while nobody knows whose they are, those of the feedback itself. */
    public static Entry of(Feedback f, Actor actor, String action, Instant now) {
        Feedback.Facts s = f.facts();
        Map<String, String> facts = facts("state", f.state(), "kind", s.kind(), "origin", s.origin(), "part", s.part(), "document", s.document(), "delivery",
                s.delivery(), "order", s.order(), "customer", s.customer(), "saidOn", s.saidOn(), "takenBack", s.takenBack());
        if (s.discrepancy() != null) {
            Discrepancy d = s.discrepancy();
            facts.putAll(facts("line", d.line(), "sku", d.sku(), "item", d.item(), "receivedQuantity", d.received(), "rejectedQuantity", d.rejected(),
                    "missingQuantity", d.missing(), "surplusQuantity", d.surplus(), "uom", d.uom(), "codes", d.codes().isEmpty() ? null : new java.util.TreeMap<>(d.codes())));
        }
        return entry(s.site(), now, actor, action, "feedback", s.id(), s.version(), "", facts,
                personal(s.customer() == null ? s.id() : s.customer(), "words", s.words()));
    }

    private static String words(java.util.List<String> all) {
        return all.isEmpty() ? null : String.join(" ", all);
    }

    public static Entry of(GoodsReturn r, Actor actor, String action, Instant now) {
        return entry(r.site(), now, actor, action, "goods_return", r.id(), r.version(), "",
                facts("document", r.key(), "number", r.number(), "originalDoc",
                        words(r.originals().stream().map(GoodsReturn.Original::docId).filter(java.util.Objects::nonNull).toList()), "orderId",
                        words(r.originals().stream().map(GoodsReturn.Original::orderId).filter(java.util.Objects::nonNull).toList()), "active", r.active(), "contentHash",
                        r.contentHash()),
                Map.of());
    }

    public static Entry of(Order o, Actor actor, String action, Instant now) {
        Order.Facts f = o.facts();
        return entry(f.site(), now, actor, action, "customer_order", f.id(), f.version(), "",
                facts("state", o.state(), "order", f.key(), "number", f.number(), "customerReference", f.customerReference(), "orderDate", f.orderDate(), "said",
                        f.said(), "customer", f.customer()),
                Map.of());
    }

    public static Entry of(Customer c, Actor actor, String action, Instant now) {
        return entry(c.site(), now, actor, action, "customer", c.id(), c.version(), "",
                facts("connector", c.connector(), "company", c.company(), "erpId", c.erpId(), "number", c.number(), "groupCode", c.groupCode()),
                personal(c.id(), "name", c.name()));
    }

    public static Entry of(Contact c, Actor actor, String action, Instant now) {
        return entry(c.site(), now, actor, action, "contact", c.id(), c.version(), "",
                facts("customer", c.customer(), "language", c.language(), "optedOut", c.optedOut()),
                personal(c.id(), "name", c.name(), "email", c.email(), "phone", c.phone()));
    }

    public static Entry of(Invitation i, Actor actor, String action, String reason, Instant now) {
        Invitation.Facts f = i.facts();
        Map<String, String> facts = facts("state", i.state(), "programme", f.programme(), "order", f.order(), "carrier", f.carrier(), "contact", f.contact(),
                "language", f.language(), "followUp", f.followUp());
        if (i instanceof Invitation.Held h) {
            facts.put("fallbackAt", h.fallbackAt().equals(Instant.MAX) ? "never" : h.fallbackAt().toString());
        } else if (i instanceof Invitation.Scheduled s) {
            facts.put("dueAt", s.dueAt().toString());
            if (s.askedFor()) {
                facts.put("askedFor", "true");
            }
        } else if (i instanceof Invitation.Sent s) {
            facts.put("sentAt", s.sentAt().toString());
            facts.put("expiresAt", s.expiresAt().toString());
        } else if (i instanceof Invitation.Suppressed s) {
            facts.put("why", s.why().name());
        } else if (i instanceof Invitation.Withdrawn w) {
            facts.put("why", w.why().name());
        }
        return entry(f.site(), now, actor, action, "invitation", f.id(), f.version(), reason, facts, Map.of());
    }

    /** @param contact whose words the comment is; null where the invitation has none, and then the answer itself is the subject */
    public static Entry of(Response r, Id contact, Actor actor, String action, Instant now) {
        Response.Facts f = r.facts();
        Map<String, String> facts = facts("state", r.state(), "invitation", f.invitation(), "satisfaction", f.answer().satisfaction(), "recommendation",
                f.answer().recommendation().isPresent() ? f.answer().recommendation().getAsInt() : null, "mayCall", f.answer().mayCall(), "language", f.language());
        if (r instanceof Response.Suspect s) {
            facts.put("why", s.why());
        }
        return entry(f.site(), now, actor, action, "response", f.id(), f.version(), "", facts,
                personal(contact == null ? f.id() : contact, "comment", f.answer().comment().isEmpty() ? null : f.answer().comment()));
    }

    public static Entry of(Nonconformity n, Actor actor, String action, String reason, Instant now) {
        Nonconformity.Facts f = n.facts();
        return entry(f.site(), now, actor, action, "nonconformity", f.id(), f.version(), reason,
                facts("state", n.state(), "number", f.number(), "trigger", f.trigger().kind() + " " + f.trigger().subject(), "title", f.title(), "severity",
                        f.severity(), "order", f.order(), "delivery", f.delivery(), "customer", f.customer(), "response", f.response(), "owner", f.owner(), "cycle", f.cycle(), "whyLow",
                        String.join("; ", f.whyLow())),
                Map.of());
    }

    /** The words are the customer's, or, while nobody knows whose they are, those of the complaint itself. */
    public static Entry of(Complaint c, Actor actor, String action, Instant now) {
        Complaint.Facts f = c.facts();
        return entry(f.site(), now, actor, action, "complaint", f.id(), f.version(), "",
                facts("state", c.state(), "channel", f.channel(), "customer", f.customer(), "order", f.order(), "delivery", f.delivery(), "nonconformity", f.nonconformity(), "receivedAt",
                        f.receivedAt(), "acknowledgeBy", f.acknowledgeBy(), "answerBy", f.answerBy(), "acknowledgedAt", f.acknowledgedAt(), "acknowledgedBy", f.acknowledgedBy(), "answeredAt",
                        f.answeredAt(), "answeredBy", f.answeredBy()),
                personal(f.customer() == null ? f.id() : f.customer(), "complainant", f.complainant(), "words", f.words(), "answer", f.answer()));
    }

    public static Entry of(Intake i, Actor actor, Instant now) {
        return entry(i.site(), now, actor, "case.taken-in", "case_intake", i.id(), 1, "",
                facts("nonconformity", i.nonconformity(), "source", i.source(), "reference", i.reference(), "proposed", i.proposed(), "reasons", String.join("; ", i.reasons()), "line", i.line(),
                        "sku", i.sku(), "product", i.product(), "lot", i.lot(), "carrier", i.carrier()),
                personal(i.id(), "description", i.description()));
    }

    public static Entry of(Containment c, Actor actor, Instant now) {
        return entry(c.site(), now, actor, "containment.recorded", "containment", c.id(), 1, "",
                facts("nonconformity", c.nonconformity(), "disposition", c.disposition(), "what", c.what(), "quantity", c.quantity() == null ? null : c.quantity().toPlainString(), "uom", c.uom(),
                        "decidedOn", c.decidedOn()),
                personal(c.id(), "authority", c.authority()));
    }

    public static Entry of(Cause c, Actor actor, String action, Instant now) {
        return entry(c.site(), now, actor, action, "cause", c.id(), c.version(), "", facts("nonconformity", c.nonconformity(), "cycle", c.cycle(), "method",
                c.analysis().getClass().getSimpleName(), "conclusion", c.analysis().conclusion(), "category", c.category(), "verdict", c.verdict(), "evidence", c.evidence()), Map.of());
    }

    public static Entry of(CauseCategory c, Actor actor, String action, Instant now) {
        return entry(c.site(), now, actor, action, "cause_category", c.id(), c.version(), "",
                facts("code", c.code(), "name", c.name(), "bone", c.bone(), "retired", c.retired()), Map.of());
    }

    public static Entry of(Plan p, Actor actor, String action, Instant now) {
        return entry(p.site(), now, actor, action, "case_plan", p.id(), p.version(), "", facts("nonconformity", p.nonconformity(), "cycle", p.cycle(), "stratum",
                p.criterion().stratum().kind() + " " + p.criterion().stratum().value(), "measure", p.criterion().measure(), "minimumImprovement", p.criterion().minimumImprovement(), "minimumAnswers",
                p.criterion().minimumAnswers(), "judgeOn", p.criterion().judgeOn()), Map.of());
    }

    public static Entry of(CorrectiveAction a, Actor actor, String action, String reason, Instant now) {
        CorrectiveAction.Facts f = a.facts();
        return entry(f.site(), now, actor, action, "corrective_action", f.id(), f.version(), reason, facts("nonconformity", f.nonconformity(), "cycle", f.cycle(), "state", a.state(), "kind",
                f.kind(), "what", f.what(), "owner", f.owner(), "due", f.due()), Map.of());
    }

    public static Entry of(Extension e, Actor actor, String action, String reason, Instant now) {
        return entry(e.site(), now, actor, action, "action_extension", e.id(), e.version(), reason, facts("nonconformity", e.nonconformity(), "action", e.action(), "dueBefore", e.dueBefore(),
                "wanted", e.wanted(), "decision", e.decision()), Map.of());
    }

    public static Entry of(Attachment a, Actor actor, Instant now) {
        return entry(a.site(), now, actor, "attachment.added", "attachment", a.id(), 1, "",
                facts("nonconformity", a.nonconformity(), "about", a.kind() + " " + a.about(), "type", a.type(), "bytes", a.bytes(), "sha256", a.sha256()), personal(a.id(), "name", a.name()));
    }

    public static Entry of(Comment c, Actor actor, String action, Instant now) {
        return entry(c.site(), now, actor, action, "case_comment", c.id(), c.version(), "",
                facts("nonconformity", c.nonconformity(), "by", c.by(), "mentions", c.mentions().isEmpty() ? null : String.join(" ", c.mentions()), "withdrawn", c.withdrawnAt() != null),
                personal(c.id(), "text", c.text()));
    }

    public static Entry of(Recurrence r, Actor actor, String action, String reason, Instant now) {
        return entry(r.site(), now, actor, action, "recurrence", r.id(), r.version(), reason, facts("earlier", r.earlier(), "cycle", r.cycle(), "later", r.later(), "closedAt", r.closedAt(),
                "filedAt", r.filedAt(), "days", r.days(), "because", r.because().kind() + " " + r.because().value(), "stands", r.stands()), Map.of());
    }

    public static Entry of(Notice n, Actor actor, Instant now) {
        return entry(n.site(), now, actor, "notice.written", "case_notice", n.id(), 1, "", facts("nonconformity", n.nonconformity(), "kind", n.kind(), "about", n.about(), "day", n.day()), Map.of());
    }

    public static Entry of(EffectCheck c, Actor actor, Instant now) {
        EffectCheck.Counts n = c.counts();
        return entry(c.site(), now, actor, "effect.checked", "effect_check", c.id(), 1, "",
                facts("nonconformity", c.nonconformity(), "cycle", c.cycle(), "proposal", c.proposal(), "before", n.beforeFrom() + "/" + n.beforeTo(), "after", n.afterFrom() + "/" + n.afterTo(),
                        "affectedBefore", share(n.affectedBefore()), "affectedAfter", share(n.affectedAfter()), "othersBefore", share(n.othersBefore()), "othersAfter", share(n.othersAfter()),
                        "reasons", String.join(" ", c.reasons()), "cautions", String.join(" ", c.cautions())),
                Map.of());
    }

    /** The message is for customers and of none of them, but people write names into such texts. */
    public static Entry of(FollowUp f, int customers, Actor actor) {
        return entry(f.site(), f.at(), actor, "follow-up.asked", "follow_up", f.id(), 1, "", facts("nonconformity", f.nonconformity(), "cycle", f.cycle(), "customers", customers),
                personal(f.id(), "message", f.message()));
    }

    private static String share(EffectCheck.Low low) {
        return low.low() + " of " + low.answers();
    }

    public static Entry of(RejectionProposal p, Actor actor, Instant now) {
        return entry(p.site(), now, actor, "rejection.proposed", "rejection_proposal", p.id(), 1, p.reason(), facts("nonconformity", p.nonconformity()), Map.of());
    }

    public static Entry of(OrderNote n, Actor actor) {
        return entry(n.site(), n.at(), actor, "order-note.written", "order_note", n.id(), 1, "",
                facts("nonconformity", n.nonconformity(), "said", n.said(), "cycle", n.cycle(), "connector", n.connector(), "erpOrder", n.order(), "place", n.place()), Map.of());
    }

    /** @param signer the user, whose erasure makes the name meaningless */
    public static Entry of(Signature s, Id signer, Actor actor, Instant now) {
        return entry(s.site(), now, actor, "case.signed", "case_signature", s.id(), 1, "",
                facts("nonconformity", s.nonconformity(), "version", s.version(), "hash", s.hash(), "meaning", s.meaning(), "login", s.login()), personal(signer, "name", s.name()));
    }

    public static Entry of(Mail m, Actor actor, String action, Instant now) {
        return entry(m.site(), now, actor, action, "mail", m.id(), m.version(), m.lastError() == null ? "" : m.lastError(),
                facts("state", m.state(), "purpose", m.purpose(), "subject", m.subject(), "recipient", m.recipient(), "messageId", m.messageId(), "attempts",
                        m.attempts()),
                personal(m.recipient(), "title", m.title(), "text", m.text()));
    }

    /** Addresses of webhooks often carry a token: the journal shows the host, and commits itself to the rest. */
    public static Entry of(Webhook w, Actor actor, String action, Instant now) {
        Webhook.Facts f = w.facts();
        return entry(f.site(), now, actor, action, "webhook", f.id(), f.version(), "",
                facts("state", w.state(), "why", w instanceof Webhook.Off off ? off.why() : null, "name", f.name(), "host", f.url().getHost(), "types",
                        f.types().stream().map(EventType::code).sorted().collect(Collectors.joining(" ")), "secretNumber", f.secretNumber(), "previousUntil",
                        f.previousUntil()),
                personal(f.id(), "url", f.url().toString()));
    }

    /** An objection has no row of its own with a version: it is made once, and stands under the invitation through which it was made. */
    public static Entry optOut(Invitation i, Actor actor, Instant now) {
        return entry(i.facts().site(), now, actor, "contact.objected", "opt_out", i.facts().id(), 1, "", facts("contact", i.facts().contact()), Map.of());
    }

    /**
     * What an operator did to the running system. It has no row of its own with a version: each entry is an object that begins and ends
     * with it.
     *
     * @param id    a new identity
     * @param facts names and values in turn; values that are null are left out
     */
    public static Entry operation(io.plumbline.domain.Site site, Id id, Actor actor, String action, Instant now, Object... facts) {
        return entry(site, now, actor, action, "operation", id, 1, "", facts(facts), Map.of());
    }

    private static Entry entry(io.plumbline.domain.Site site, Instant now, Actor actor, String action, String type, Id object, long version, String reason,
            Map<String, String> facts, Map<String, Personal> personal) {
        return new Entry(site, now, actor, action, type, object, version, reason, facts, personal);
    }

    /** Names and values in turn; what is null is left out. */
    private static Map<String, String> facts(Object... namesAndValues) {
        Map<String, String> facts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                facts.put((String) namesAndValues[i], namesAndValues[i + 1].toString());
            }
        }
        return facts;
    }

    private static Map<String, Personal> personal(Id subject, String... namesAndValues) {
        Map<String, Personal> personal = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (namesAndValues[i + 1] != null) {
                personal.put(namesAndValues[i], new Personal(subject, namesAndValues[i + 1]));
            }
        }
        return personal;
    }
}
