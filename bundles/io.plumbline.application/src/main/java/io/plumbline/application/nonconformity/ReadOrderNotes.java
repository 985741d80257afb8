package io.plumbline.application.nonconformity;

import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.application.operation.OperationQueries;
import io.plumbline.domain.Site;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.nonconformity.CaseNumber;
import io.plumbline.domain.nonconformity.Nonconformities;
import io.plumbline.domain.nonconformity.OrderNote;
import io.plumbline.domain.nonconformity.OrderNotes;

/** What the case's order in the ERP says of the case, and what is still to be written there. */
@Component(service = ReadOrderNotes.class)
public final class ReadOrderNotes {
    private final Transactions transactions;
    private final Nonconformities nonconformities;
    private final OrderNotes notes;
    private final OperationQueries operation;

    @Activate
    public ReadOrderNotes(@Reference Transactions transactions, @Reference Nonconformities nonconformities, @Reference OrderNotes notes, @Reference OperationQueries operation) {
        this.transactions = transactions;
        this.nonconformities = nonconformities;
        this.notes = notes;
        this.operation = operation;
    }

    /**
     * @param written oldest first; empty also where nobody wants notes on this ERP's orders
     * @param waiting what is tried again, or was given up and waits for an operator; null where nothing is to be written
     */
    public record View(List<OrderNote> written, OperationQueries.Step waiting) {
        public View {
            written = List.copyOf(written);
        }
    }

    /** Empty where there is no such case at the site. */
    public Optional<View> of(Site site, CaseNumber number) {
        return transactions.required(() -> nonconformities.byNumber(site, number).map(n -> new View(notes.of(n.facts().id()),
                operation.step(Command.Kind.WRITE_ORDER_NOTES, n.facts().id()).orElse(null))));
    }
}
