package io.plumbline.domain.nonconformity;

import java.util.Set;

import io.plumbline.domain.RecordHash;

/** SHA-256 over a case and all that was done about it, state included: what a {@link Signature} is bound to. */
public final class CaseHash {
    private CaseHash() {
    }

    /** 64 hexadecimal digits. */
    public static String of(CaseFile file) {
        return RecordHash.of(file, Set.of(), true);
    }
}
