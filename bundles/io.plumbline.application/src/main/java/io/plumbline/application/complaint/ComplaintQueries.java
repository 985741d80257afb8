package io.plumbline.application.complaint;

import java.time.Instant;
import java.util.Optional;

import io.plumbline.application.Page;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.complaint.Complaint;

/** Complaints, for reading. */
public interface ComplaintQueries {
    /** Newest entry first, at most 200; {@code after} is the identity of the last row of the page before, or null. After anything else there is nothing. */
    Page<ComplaintRow> list(Filter filter, String after, int most);

    Optional<ComplaintRow> one(Site site, Id id);

    /** How the complaints stand that were received in {@code [from, to)}, at {@code now}. */
    Figures figures(Site site, Instant from, Instant to, Instant now);

    /**
     * @param state     or null for all
     * @param overdueAt only those that are acknowledged or answered too late by then and still wait for it; or null for all
     */
    record Filter(Site site, String state, Instant overdueAt, Id customer, Id nonconformity) {
        public static Filter all(Site site) {
            return new Filter(site, null, null, null, null);
        }
    }

    /**
     * The numbers are null while nothing is known.
     *
     * @param customerName null while no customer is known, or once erased
     * @param caseState    of the case, or null
     * @param mergedInto   number of the case that goes on for its case, which was merged into that one, or into one that was; or null
     */
    record ComplaintRow(Complaint complaint, String customerName, String orderNumber, String deliveryNumber, String caseNumber, String caseState, String mergedInto) {
        /** The same with the case that goes on. */
        public ComplaintRow mergedInto(String number) {
            return new ComplaintRow(complaint, customerName, orderNumber, deliveryNumber, caseNumber, caseState, number);
        }
    }

    /**
     * Counts, of which shares are made where they are shown: acknowledged on time, late, and still to come in time add up to
     * {@code received}, and so do those of the answers.
     */
    record Figures(long received, long acknowledgedOnTime, long acknowledgedLate, long answeredOnTime, long answeredLate, long overdue) {
    }
}
