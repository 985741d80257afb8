package io.plumbline.domain.delivery;

import java.util.Set;

import io.plumbline.domain.RecordHash;

/**
 * SHA-256 over what a report says, people included, so that two reports that say the same are one. The moment of change and the
 * attributes do not count: ERPs touch documents without changing them. Numbers count by value: 1.0 equals 1. A report without a carrier has
 * the hash that it had before reports knew of carriers.
 */
public final class ContentHash {
    private static final Set<String> LEFT_OUT = Set.of("changedAt", "attributes");
    private static final Set<String> LEFT_OUT_WITHOUT_CARRIER = Set.of("changedAt", "attributes", "carrier");

    private ContentHash() {
    }

    /** 64 hexadecimal digits. */
    public static String of(DeliveredOrder report) {
        return RecordHash.of(report, report.carrier() == null ? LEFT_OUT_WITHOUT_CARRIER : LEFT_OUT, false);
    }

    /** 64 hexadecimal digits. */
    public static String of(ReceiptReport report) {
        return RecordHash.of(report, LEFT_OUT, false);
    }
}
