package io.plumbline.domain.nonconformity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The names in a ZIP file, read from its directory (APPNOTE 4.3.12 and 4.3.16) and never unpacked, so that no archive can swell.
 *
 * @param names as in the directory, at most 10,000; empty where there is none that can be read
 * @param first name and content of the first file where it lies there unpacked, one after the other; else empty
 */
record ZipNames(List<String> names, String first) {
    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int LOCAL = 0x04034b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int MOST_COMMENT = 65_535;
    private static final int MOST_NAMES = 10_000;
    private static final int MOST_FIRST = 200;

    static ZipNames of(byte[] content) {
        ByteBuffer zip = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        List<String> names = new ArrayList<>();
        for (int at = content.length - END_BYTES; at >= 0 && at >= content.length - END_BYTES - MOST_COMMENT; at--) {
            if (zip.getInt(at) == END) {
                read(zip, zip.getInt(at + 16), at, names);
                break;
            }
        }
        return new ZipNames(List.copyOf(names), first(zip, content));
    }

    private static void read(ByteBuffer zip, int from, int end, List<String> names) {
        int at = from;
        while (at >= 0 && at + ENTRY_BYTES <= end && zip.getInt(at) == ENTRY && names.size() < MOST_NAMES) {
            int length = Short.toUnsignedInt(zip.getShort(at + 28));
            if (at + ENTRY_BYTES + length > end) {
                return;
            }
            names.add(new String(zip.array(), at + ENTRY_BYTES, length, StandardCharsets.UTF_8));
            at += ENTRY_BYTES + length + Short.toUnsignedInt(zip.getShort(at + 30)) + Short.toUnsignedInt(zip.getShort(at + 32));
        }
    }

    private static String first(ByteBuffer zip, byte[] content) {
        if (content.length < LOCAL_BYTES || zip.getInt(0) != LOCAL || zip.getShort(8) != 0) {
            return "";
        }
        int size = zip.getInt(18);
        int name = Short.toUnsignedInt(zip.getShort(26));
        int start = LOCAL_BYTES + name + Short.toUnsignedInt(zip.getShort(28));
        return size < 0 || size > MOST_FIRST || start + size > content.length ? ""
                : new String(content, LOCAL_BYTES, name, StandardCharsets.US_ASCII) + new String(content, start, size, StandardCharsets.US_ASCII);
    }
}
