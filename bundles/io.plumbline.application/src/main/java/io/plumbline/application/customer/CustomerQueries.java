package io.plumbline.application.customer;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.application.delivery.DeliveryQueries.DeliveryRow;
import io.plumbline.application.nonconformity.CaseQueries.CaseRow;
import io.plumbline.application.survey.SurveyQueries.ResponseRow;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.customer.Contact;
import io.plumbline.domain.customer.Customer;

/** Customers, for reading. */
public interface CustomerQueries {
    /**
     * By name, at most 200; {@code text} is part of a name or number, or null, and letter case does not matter; {@code after} is what
     * the page before gave as next. After anything else there is nothing.
     */
    Page<CustomerRow> list(Site site, String text, String after, int most);

    /** With up to 100 of the newest deliveries, answers and cases each. */
    Optional<CustomerView> one(Site site, Id id);

    /** How often the accepted answers of a customer have which marks; empty where there is no such customer at the site. */
    List<Marks> marks(Site site, Id id);

    /**
     * @param satisfaction   1 to 5
     * @param recommendation 0 to 10, or null where it was not answered
     * @param answers        how many have both of these
     */
    record Marks(int satisfaction, Integer recommendation, long answers) {
    }

    /**
     * @param name         null once erased
     * @param answers      invitations that were answered
     * @param lastDelivery the last day on which a delivery is known to have happened, or null
     */
    record CustomerRow(Id id, String number, String name, long deliveries, long answers, long openCases, LocalDate lastDelivery) {
    }

    record CustomerView(Customer customer, List<Contact> contacts, List<DeliveryRow> deliveries, List<ResponseRow> answers, List<CaseRow> cases) {
    }
}
