package io.plumbline.erp.tryton;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.erp.Options;

/**
 * Files a case as a complaint about the sale, in state draft, whose reference is the case's number; what becomes of the case later is a note
 * on that complaint. Tryton's people decide on the complaint: its state is never touched. Before anything is made, it is looked for, so that
 * a crash between Tryton's answer and ours makes no second one.
 */
final class Complaints implements ErpNotes {
    private static final String MODULE = "sale_complaint";
    private static final String COMPLAINT = "sale.complaint";
    private static final String TYPE = "sale.complaint.type";
    private static final String NOTE = "ir.note";
    private static final String SALE = "sale.sale";
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    /** After a call whose end nobody saw: by then Tryton has made the record or never will. */
    private static final Duration SETTLED_AFTER = Duration.ofMinutes(15);
    private static final int MOST_TYPE = 200;

    private final TrytonRpc rpc;
    private final String type;
    private volatile String fault;
    private volatile Instant nextLook = Instant.MIN;

    /** @param type name of the complaint type, which must be one for sales */
    Complaints(TrytonRpc rpc, String type) {
        this.rpc = rpc;
        this.type = type;
    }

    /** The name of the complaint type if complaints are wanted; what is wrong with the options is in {@link Options#problems()} afterwards. */
    static Optional<String> type(Options options) {
        boolean on = options.choice("complaints", "off", List.of("off", "on")).equals("on");
        String type = options.text("complaintType", "");
        if (on && (type.isEmpty() || type.length() > MOST_TYPE)) {
            options.refuse("complaintType", type, "the name of a complaint type of Tryton whose origin is Sale, at most " + MOST_TYPE + " characters");
        }
        return on ? Optional.of(type) : Optional.empty();
    }

    /** Looks whether complaints can be filed, at most once a minute. */
    void look(Instant now) {
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(LOOK_EVERY);
            try {
                saleType();
                fault = null;
            } catch (SourceFault e) {
                fault = e.getMessage();
            }
        }
    }

    @Override
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    @Override
    public Result write(Note note) throws SourceFault {
        try {
            Result result = note.first() ? file(note) : add(note);
            fault = null;
            return result;
        } catch (SourceFault e) {
            fault = e.getMessage();
            throw e;
        }
    }

    private Result file(Note note) throws SourceFault {
        long saleType = saleType();
        Optional<Row> sale = sale(note);
        if (sale.isEmpty()) {
            return new Impossible(rpc.who() + " does not show the sale " + note.order().orderId() + " of company " + note.order().company());
        }
        String origin = SALE + "," + sale.get().id();
        Optional<Row> filed = complaint(note, origin);
        if (filed.isEmpty()) {
            make(COMPLAINT, Map.of("reference", note.reference(), "customer", sale.get().ref("party"), "type", saleType, "company", rpc.session().company(), "origin", origin,
                    "date", note.on(), "description", note.text()));
            filed = complaint(note, origin);
        }
        return filed.<Result>map(c -> new Written(place(c)))
                .orElseThrow(() -> new SourceFault(Kind.UNEXPECTED, rpc.who() + " does not show the complaint that it has just made"));
    }

    private Result add(Note note) throws SourceFault {
        Optional<Row> filed = complaint(note, SALE + "," + note.order().orderId());
        if (filed.isEmpty()) {
            return new Impossible(rpc.who() + " has no complaint with the reference " + note.reference() + " about the sale " + note.order().orderId()
                    + " any more: it was deleted, or its reference changed");
        }
        String resource = COMPLAINT + "," + filed.get().id();
        boolean there = rpc.search(NOTE, List.of(List.of("resource", "=", resource)), null, List.of("message")).stream().map(n -> n.text("message"))
                .anyMatch(message -> message != null && message.startsWith(note.mark()));
        if (!there) {
            make(NOTE, Map.of("resource", resource, "message", note.text()));
        }
        return new Written("note on " + place(filed.get()));
    }

    private void make(String model, Map<String, ?> values) throws SourceFault {
        try {
            rpc.create(model, values);
        } catch (SourceFault e) {
            if (e.kind() == Kind.UNREACHABLE) {
                throw new SourceFault(e.kind(), e.getMessage() + "; whether " + model + " was made is looked at later", SETTLED_AFTER, e);
            }
            throw e;
        }
    }

    /** The identity of the type, which can only be used if all is set up. */
    private long saleType() throws SourceFault {
        rpc.demand(COMPLAINT, MODULE, List.of("read", "create", "write"));
        List<Row> types = rpc.search(TYPE, List.of(List.of("name", "=", type)), 1, List.of("name", "origin.model"));
        if (types.isEmpty()) {
            throw new SourceFault(Kind.SETUP, rpc.who() + " has no active complaint type \"" + type + "\": create it under Sales, Configuration, Complaint Types, or correct complaintType");
        }
        if (!SALE.equals(types.get(0).text("origin.model"))) {
            throw new SourceFault(Kind.SETUP, rpc.who() + " has the complaint type \"" + type + "\" for " + types.get(0).text("origin.model")
                    + ": name one whose origin is Sale as complaintType");
        }
        return types.get(0).id();
    }

    private Optional<Row> sale(Note note) throws SourceFault {
        if (!note.order().orderId().matches("\\d{1,18}") || !note.order().company().equals(Long.toString(rpc.session().company()))) {
            return Optional.empty();
        }
        return rpc.byIds(SALE, List.of(Long.valueOf(note.order().orderId())), List.of(ofOurCompany()), List.of("party")).stream().findFirst();
    }

    private Optional<Row> complaint(Note note, String origin) throws SourceFault {
        return rpc.search(COMPLAINT, List.of(ofOurCompany(), List.of("reference", "=", note.reference()), List.of("origin", "=", origin)), 1, List.of("number")).stream().findFirst();
    }

    private List<Object> ofOurCompany() throws SourceFault {
        return List.of("company", "=", rpc.session().company());
    }

    private static String place(Row complaint) {
        return COMPLAINT + " " + Optional.ofNullable(complaint.text("number")).filter(number -> number.length() <= 40).orElse("id " + complaint.id());
    }
}
