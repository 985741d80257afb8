package io.plumbline.domain.nonconformity;

import java.util.List;

import io.plumbline.domain.Sha256;
import io.plumbline.domain.action.Extension;

/** SHA-256 over the text of a case ({@link CaseText}), state included: what a {@link Signature} is bound to. */
public final class CaseHash {
    private CaseHash() {
    }

    /** 64 hexadecimal digits. */
    public static String of(CaseFile file, List<Attachment> attachments, List<Extension> extensions) {
        return ofText(CaseText.of(file, attachments, extensions));
    }

    /** The same of a text that was kept. */
    public static String ofText(String text) {
        return Sha256.hex(text);
    }
}
