package io.plumbline.erp.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import io.plumbline.application.delivery.DeliveryFormat.Malformed;
import io.plumbline.domain.Problem;

/** The characters of a CSV file, in the encodings that spreadsheets save: UTF-8, UTF-16 with its mark, and Windows-1252. */
final class CsvText {
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    private CsvText() {
    }

    static String of(byte[] document) throws Malformed {
        String text = decoded(document);
        if (text.indexOf('\0') >= 0) {
            throw new Malformed(new Problem("document", "characters of the value zero", "text in UTF-8, UTF-16 with a byte order mark, or Windows-1252"));
        }
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static String decoded(byte[] document) throws Malformed {
        boolean marked = document.length >= 2 && (document[0] == (byte) 0xFE && document[1] == (byte) 0xFF || document[0] == (byte) 0xFF && document[1] == (byte) 0xFE);
        try {
            return strictly(document, marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            // not UTF-8: what German Excel saves as "CSV" is Windows-1252, in which hardly any bytes are impossible
            try {
                if (!marked) {
                    return strictly(document, WINDOWS);
                }
            } catch (CharacterCodingException impossible) {
                // told below
            }
            throw new Malformed(new Problem("document", "bytes that are no text", "text in UTF-8, UTF-16 with a byte order mark, or Windows-1252"));
        }
    }

    private static String strictly(byte[] document, Charset charset) throws CharacterCodingException {
        return charset.newDecoder().onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT).decode(ByteBuffer.wrap(document))
                .toString();
    }
}
