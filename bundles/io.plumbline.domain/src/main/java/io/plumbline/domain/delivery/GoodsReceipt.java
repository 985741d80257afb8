package io.plumbline.domain.delivery;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.delivery.DeliveredOrder.Basis;
import io.plumbline.domain.delivery.DeliveredOrder.CustomerRef;
import io.plumbline.domain.delivery.DeliveredOrder.ErpDate;
import io.plumbline.domain.delivery.DeliveredOrder.SourceRef;

/**
 * A customer's word that goods came: the proof of a delivery. It is kept even when the delivery that it belongs to is not known yet, so
 * that the order in which the two are reported does not matter.
 *
 * @param key            the customer's own document
 * @param documents      numbers of the deliveries that came
 * @param orders         the seller's numbers of the orders that came, where no delivery is named
 * @param customerOrders the customer's own numbers of them
 * @param account        the customer, by the number that the seller gave it, or null
 * @param received       when it came; null where nothing did
 * @param active         false once the customer took the document back
 * @param changedAt      when the customer changed it, or null
 * @param version        counts up with each change, beginning with 1
 */
public record GoodsReceipt(Id id, Site site, DocumentKey key, String number, List<String> documents, List<String> orders, List<String> customerOrders,
        String account, ErpDate received, boolean active, String contentHash, Instant changedAt, Instant firstSeenAt, long version) {
    public GoodsReceipt {
        documents = List.copyOf(documents);
        orders = List.copyOf(orders);
        customerOrders = List.copyOf(customerOrders);
    }

    /** When it came, as long as the document stands and anything came at all. */
    public Optional<ErpDate> proof() {
        return active ? Optional.ofNullable(received) : Optional.empty();
    }

    /**
     * Whether the customer speaks of this delivery. Within a connector, numbers are those of one company: the two must name the same, or one
     * of them none, or both the same customer. A customer's own order number means something together with that customer alone. A receipt of
     * an order is about what had left by then.
     */
    public boolean isAbout(DeliveredOrder delivery) {
        SourceRef source = delivery.source();
        boolean sameCompany = DocumentKey.sameCompany(source.company(), key.company());
        boolean sameCustomer = isAccountOf(delivery.customer());
        if (!source.connector().equals(key.connector()) || !sameCompany && !sameCustomer) {
            return false;
        }
        if (!documents.isEmpty()) {
            return names(source);
        }
        return hadLeft(delivery) && delivery.orders().stream().anyMatch(o -> o.no() != null && orders.contains(o.no())
                || sameCustomer && o.customerReference() != null && customerOrders.contains(o.customerReference()));
    }

    private boolean names(SourceRef source) {
        return documents.contains(source.docId()) || source.docNo() != null && documents.contains(source.docNo());
    }

    private boolean isAccountOf(CustomerRef customer) {
        return account != null && customer != null && (account.equals(customer.id()) || account.equals(customer.no()));
    }

    private boolean hadLeft(DeliveredOrder delivery) {
        ErpDate said = delivery.delivered();
        ErpDate left = delivery.shipped() != null ? delivery.shipped() : said != null && said.basis() != Basis.PROOF_OF_DELIVERY ? said : null;
        LocalDate day = left == null ? null : left.date();
        return day == null || received == null || !day.isAfter(received.date());
    }
}
