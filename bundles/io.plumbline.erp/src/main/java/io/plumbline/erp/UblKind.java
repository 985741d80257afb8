package io.plumbline.erp;

import io.plumbline.domain.delivery.DocumentKey;

/** The UBL documents that are read. */
enum UblKind {
    /** Goods left. */
    DESPATCH_ADVICE(DocumentKey.DESPATCH_ADVICE),
    /** Goods came. */
    RECEIPT_ADVICE("ReceiptAdvice");

    private final String root;

    UblKind(String root) {
        this.root = root;
    }

    /** The name of the root element, and the type under which documents are filed. */
    String root() {
        return root;
    }

    String namespace() {
        return "urn:oasis:names:specification:ubl:schema:xsd:" + root + "-2";
    }

    /** The schema's file within this bundle. */
    String schema() {
        return "UBL-" + root + "-2.4.xsd";
    }
}
