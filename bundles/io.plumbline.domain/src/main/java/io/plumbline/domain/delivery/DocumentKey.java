package io.plumbline.domain.delivery;

import java.util.Objects;

/**
 * Identity of a document across all ERPs: two reports with equal keys are about the same delivery, whichever way they came.
 */
public record DocumentKey(String connector, String company, String docType, String docId) {
    public DocumentKey {
        Objects.requireNonNull(connector, "connector");
        Objects.requireNonNull(company, "company");
        Objects.requireNonNull(docType, "docType");
        Objects.requireNonNull(docId, "docId");
    }

    @Override
    public String toString() {
        return connector + "|" + company + "|" + docType + "|" + docId;
    }
}
