package io.plumbline.domain;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** SHA-256 over what a public record holds, records and collections in it included. Numbers count by value: 1.0 equals 1. */
public final class RecordHash {
    private final Set<String> leftOut;
    private final boolean named;

    private RecordHash(Set<String> leftOut, boolean named) {
        this.leftOut = leftOut;
        this.named = named;
    }

    /**
     * 64 hexadecimal digits.
     *
     * @param leftOut components of any record that do not count
     * @param named   whether the records' types count, too: where a state is a type, they must
     */
    public static String of(Record record, Set<String> leftOut, boolean named) {
        MessageDigest digest = Sha256.digest();
        new RecordHash(leftOut, named).feed(digest, record);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Each value goes in with its kind and length, so that no two different records feed the same bytes. */
    private void feed(MessageDigest digest, Object value) {
        if (value == null) {
            digest.update((byte) 'n');
        } else if (value instanceof Record record) {
            digest.update((byte) 'r');
            if (named) {
                text(digest, 't', record.getClass().getSimpleName());
            }
            for (RecordComponent c : record.getClass().getRecordComponents()) {
                if (!leftOut.contains(c.getName())) {
                    feed(digest, read(record, c));
                }
            }
        } else if (value instanceof Collection<?> many) {
            text(digest, 'l', Integer.toString(many.size()));
            many.forEach(one -> feed(digest, one));
        } else if (value instanceof Map<?, ?> map) {
            text(digest, 'm', Integer.toString(map.size()));
            new TreeMap<>(map).forEach((key, one) -> {
                feed(digest, key);
                feed(digest, one);
            });
        } else if (value instanceof BigDecimal number) {
            text(digest, 'd', number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString());
        } else {
            text(digest, 's', value.toString());
        }
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a public record has public accessors", e);
        }
    }

    private static void text(MessageDigest digest, char kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update((kind + ":" + bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
        digest.update(bytes);
    }
}
