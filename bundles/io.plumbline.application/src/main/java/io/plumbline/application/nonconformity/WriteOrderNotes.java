package io.plumbline.application.nonconformity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

import io.plumbline.application.Ids;
import io.plumbline.application.JournalEntries;
import io.plumbline.application.MakeSteps;
import io.plumbline.application.OrderTrace;
import io.plumbline.application.Organisation;
import io.plumbline.application.StepHandler;
import io.plumbline.application.Transactions;
import io.plumbline.application.delivery.DeliverySource;
import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.order.ErpNotes;
import io.plumbline.application.survey.Programmes;
import io.plumbline.domain.Actor;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.flow.WorkQueue.Claim;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.Nonconformity;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.OrderNotes;
import io.plumbline.domain.order.Order;
import io.plumbline.domain.order.Orders;

/**
 * Has the order in the ERP say what has become of a case: what is missing there is written, and where it stands is kept with its journal
 * entry. A crash between the two has the ERP asked once more, which then finds what was written.
 */
@Component(service = StepHandler.class)
public final class WriteOrderNotes implements StepHandler {
    /** A source that is not there may be on its way while Plumbline starts or its configuration changes: about five minutes. */
    static final int TRIES_WITHOUT_SOURCE = 6;
    private static final Actor ACTOR = Actor.system(Command.Kind.WRITE_ORDER_NOTES.route());

    private final Transactions transactions;
    private final Ids ids;
    private final WorkQueue queue;
    private final Journal journal;
    private final Nonconformities nonconformities;
    private final Orders orders;
    private final OrderNotes notes;
    private final Streams streams;
    private final Programmes programmes;
    private final Organisation.Current organisation;
    private final List<DeliverySource> sources = new CopyOnWriteArrayList<>();

    @Activate
    public WriteOrderNotes(@Reference Transactions transactions, @Reference Ids ids, @Reference WorkQueue queue, @Reference Journal journal,
            @Reference Nonconformities nonconformities, @Reference Orders orders, @Reference OrderNotes notes, @Reference Streams streams,
            @Reference Programmes programmes, @Reference Organisation.Current organisation) {
        this.transactions = transactions;
        this.ids = ids;
        this.queue = queue;
        this.journal = journal;
        this.nonconformities = nonconformities;
        this.orders = orders;
        this.notes = notes;
        this.streams = streams;
        this.programmes = programmes;
        this.organisation = organisation;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addSource(DeliverySource source) {
        sources.add(source);
    }

    public void removeSource(DeliverySource source) {
        sources.remove(source);
    }

    /** A note that is to be written, as the case is now. */
    private record Due(Nonconformity nonconformity, Order order, OrderNote.Said said, int number) {
    }

    @Override
    public Command.Kind kind() {
        return Command.Kind.WRITE_ORDER_NOTES;
    }

    @Override
    public void make(Claim claim, Instant now) throws NotNow {
        for (Optional<Due> next = next(claim); next.isPresent(); next = next(claim)) {
            Due due = next.get();
            OrderTrace.is(due.order().facts().id());
            Optional<ErpNotes> erp = erp(due.order().facts().key().connector(), claim, now);
            if (erp.isEmpty()) {
                transactions.run(() -> queue.finish(claim));
                return;
            }
            String place = write(erp.get(), due, claim, now);
            transactions.run(() -> keep(due, place, now));
        }
    }

    /** Empty when nothing is left to be written, and then the step is finished. */
    private Optional<Due> next(Claim claim) {
        return transactions.required(() -> {
            Optional<Due> due = nonconformities.byId(claim.subject()).filter(n -> n.facts().order() != null).flatMap(this::due);
            if (due.isEmpty()) {
                queue.finish(claim);
            }
            return due;
        });
    }

    private Optional<Due> due(Nonconformity n) {
        List<OrderNote> written = notes.of(n.facts().id());
        return OrderNote.due(n, written).map(said -> new Due(n, orders.byId(n.facts().order()).orElseThrow(), said, written.size() + 1));
    }

    /** Empty when nothing is to be written onto orders of this ERP. */
    private Optional<ErpNotes> erp(String connector, Claim claim, Instant now) throws NotNow {
        Optional<DeliverySource> source = sources.stream().filter(s -> s.name().equals(connector)).findFirst();
        if (source.isEmpty() && claim.attempt() <= TRIES_WITHOUT_SOURCE
                && transactions.required(streams::all).stream().anyMatch(s -> s.name().equals(connector))) {
            throw NotNow.until(now.plus(MakeSteps.wait(claim.attempt())), connector + " is not there at present");
        }
        return source.flatMap(DeliverySource::notes);
    }

    private String write(ErpNotes erp, Due due, Claim claim, Instant now) throws NotNow {
        ErpNotes.Result result;
        try {
            result = erp.write(note(due));
        } catch (SourceFault e) {
            if (claim.attempt() >= MakeSteps.MOST_ATTEMPTS) {
                throw NotNow.parked(e.getMessage());
            }
            Duration wait = MakeSteps.wait(claim.attempt());
            throw NotNow.until(now.plus(e.retryAfter().filter(asked -> asked.compareTo(wait) > 0).orElse(wait)), e.getMessage());
        }
        if (result instanceof ErpNotes.Impossible impossible) {
            throw NotNow.parked(impossible.why());
        }
        return ((ErpNotes.Written) result).place();
    }

    private ErpNotes.Note note(Due due) {
        Nonconformity.Facts f = due.nonconformity().facts();
        String link = organisation.get().link("/cases/" + f.number());
        OrderNoteText text = OrderNoteText.in(programmes.current().defaultLanguage());
        boolean first = due.said() == OrderNote.Said.FILED;
        String mark = first ? "" : text.mark(f, due.said());
        return new ErpNotes.Note(due.order().facts().key(), f.number().toString(), first, mark, first ? text.filed(f, link) : mark + "\n" + link,
                f.reportedAt().atZone(organisation.get().zone()).toLocalDate());
    }

    private void keep(Due due, String place, Instant now) {
        Nonconformity.Facts f = due.nonconformity().facts();
        OrderNote note = new OrderNote(ids.next(now), f.site(), f.id(), due.number(), due.said(), f.cycle(), due.order().facts().key().connector(),
                due.order().facts().key().orderId(), place, now);
        notes.add(note);
        journal.append(JournalEntries.of(note, ACTOR));
    }
}
