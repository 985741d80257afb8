package io.plumbline.application.nonconformity;

import java.util.List;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.domain.Site;
import io.plumbline.domain.nonconformity.CaseNumber;

/** Who else received what a case is about, from the ERP's data: of the products of the case those lots that it names, or all where it names none. */
public interface OtherReceivers {
    /**
     * Newest first, at most 200 on a page; {@code after} is the {@code next} of the page before, or null. A page may have fewer rows than
     * asked for, even none, and a next one all the same: then that many deliveries of the product had other lots.
     *
     * @return empty where there is no such case at the site
     */
    Optional<Receivers> of(Site site, CaseNumber number, String after, int most);

    /**
     * @param products what was looked for, by number; empty where the case names no product, and then nobody is found
     * @param lots     empty where the case names none: then everybody who received the products is found
     */
    record Receivers(List<String> products, List<String> lots, Page<Receiver> page) {
        public Receivers {
            products = List.copyOf(products);
            lots = List.copyOf(lots);
        }
    }

    /**
     * A delivery that had it; none of the case's own order.
     *
     * @param products which of them it had
     * @param lots     which of the lots; where the case names none, all that it had of these products
     */
    record Receiver(DeliveryRow delivery, List<String> products, List<String> lots) {
        public Receiver {
            products = List.copyOf(products);
            lots = List.copyOf(lots);
        }
    }
}
