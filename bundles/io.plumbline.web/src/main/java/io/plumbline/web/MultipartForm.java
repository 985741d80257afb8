package io.plumbline.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.application.nonconformity.AttachFile.Sent;

/**
 * A form with a file, as browsers send it (RFC 7578). The body is there whole and of limited size. Whatever is not exactly as browsers
 * write it is no form.
 *
 * @param fields by name, the last one of a name
 * @param file   the first one; its name is empty where none was chosen
 */
public record MultipartForm(Map<String, String> fields, Optional<Sent> file) {
    private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("(?i);\\s*name=\"([^\"]*)\"");
    private static final Pattern FILE = Pattern.compile("(?i);\\s*filename=\"([^\"]*)\"");
    private static final byte[] BLANK_LINE = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_PARTS = 20; // one more than is taken: the end has to be seen
    private static final int MOST_HEADER = 4000;
    private static final int MOST_FIELD = 20_000;

    public MultipartForm {
        fields = Map.copyOf(fields);
    }

    /** A field's value; empty where there is none. */
    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    /** Empty where the body is no such form. */
    public static Optional<MultipartForm> of(String contentType, byte[] body) {
        Matcher boundary = BOUNDARY.matcher(contentType == null ? "" : contentType);
        if (contentType == null || !contentType.strip().toLowerCase(java.util.Locale.ROOT).startsWith("multipart/form-data") || !boundary.find()) {
            return Optional.empty();
        }
        byte[] mark = ("\r\n--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1))).getBytes(StandardCharsets.ISO_8859_1);
        List<int[]> parts = parts(body, mark);
        Map<String, String> fields = new HashMap<>();
        Sent file = null;
        for (int[] part : parts) {
            int end = find(body, BLANK_LINE, part[0], Math.min(part[1], part[0] + MOST_HEADER));
            if (end < 0) {
                return Optional.empty();
            }
            String header = new String(body, part[0], end - part[0], StandardCharsets.UTF_8);
            byte[] content = Arrays.copyOfRange(body, end + BLANK_LINE.length, part[1]);
            Matcher name = NAME.matcher(header);
            Matcher sent = FILE.matcher(header);
            if (!name.find()) {
                return Optional.empty();
            }
            if (sent.find()) {
                file = file == null ? new Sent(sent.group(1).replace("%22", "\""), type(header), content) : file;
            } else if (content.length <= MOST_FIELD) {
                fields.put(name.group(1), new String(content, StandardCharsets.UTF_8));
            }
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(new MultipartForm(fields, Optional.ofNullable(file)));
    }

    /** From where to where each part goes; none where the form does not end as it should. */
    private static List<int[]> parts(byte[] body, byte[] mark) {
        List<int[]> parts = new ArrayList<>();
        if (body.length < mark.length || !Arrays.equals(body, 0, mark.length - 2, mark, 2, mark.length)) {
            return parts;
        }
        int at = mark.length - 2;
        while (at + 2 <= body.length && parts.size() < MOST_PARTS) {
            if (body[at] == '-' && body[at + 1] == '-') {
                return parts;
            }
            int next = body[at] == '\r' && body[at + 1] == '\n' ? find(body, mark, at, body.length) : -1;
            if (next < 0) {
                return List.of();
            }
            parts.add(new int[] {at + 2, next});
            at = next + mark.length;
        }
        return List.of();
    }

    private static int find(byte[] body, byte[] wanted, int from, int to) {
        for (int at = from; at + wanted.length <= to; at++) {
            if (body[at] == wanted[0] && Arrays.equals(body, at, at + wanted.length, wanted, 0, wanted.length)) {
                return at;
            }
        }
        return -1;
    }

    private static String type(String header) {
        return Arrays.stream(header.split("\r\n")).filter(line -> line.regionMatches(true, 0, "content-type:", 0, 13)).map(line -> line.substring(13).strip()).findFirst().orElse(null);
    }
}
