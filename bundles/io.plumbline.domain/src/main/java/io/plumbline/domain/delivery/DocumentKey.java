package io.plumbline.domain.delivery;

import java.util.Objects;

/**
 * Identity of a document across all ERPs: two reports with equal keys are about the same delivery, whichever way they came.
 */
public record DocumentKey(String connector, String company, String docType, String docId) {
    /** The type of UBL's despatch advices. */
    public static final String DESPATCH_ADVICE = "DespatchAdvice";
    /** Stands for a company that nobody named. */
    private static final String UNNAMED = "-";

    public DocumentKey {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(docType, "docType");
        Objects.requireNonNull(docId, "docId");
    }

    /**
     * Whether the document comes from outside the ERP's records, and so knows deliveries, orders and customers by their numbers alone. Then
     * {@code docId} is the number of a delivery that the ERP may report itself, under an identity and a type of its own.
     */
    public boolean namesByNumber() {
        return DESPATCH_ADVICE.equals(docType);
    }

    /** Whether numbers of the two companies mean the same within a connector: they are one, or one of them is not named. */
    public static boolean sameCompany(String one, String other) {
        return one.equals(other) || UNNAMED.equals(one) || UNNAMED.equals(other);
    }

    @Override
    public String toString() {
        return connector + "|" + company + "|" + docType + "|" + docId;
    }
}
