package io.plumbline.domain.nonconformity;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The kinds of files that may be evidence. What a file is says its content; its name and the media type that came with it only have to
 * agree with that. Nothing that a browser or an office program would execute is among them.
 */
public enum FileType {
    PDF("application/pdf", "pdf"),
    PNG("image/png", "png"),
    JPEG("image/jpeg", "jpg", "jpeg"),
    GIF("image/gif", "gif"),
    WEBP("image/webp", "webp"),
    TEXT("text/plain", "txt"),
    CSV("text/csv", "csv"),
    DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    PPTX("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx"),
    ODT("application/vnd.oasis.opendocument.text", "odt"),
    ODS("application/vnd.oasis.opendocument.spreadsheet", "ods"),
    ODP("application/vnd.oasis.opendocument.presentation", "odp"),
    EML("message/rfc822", "eml");

    /** What browsers on machines with a spreadsheet program call CSV. */
    private static final Set<String> ALSO_CSV = Set.of("application/csv", "application/vnd.ms-excel");
    private static final String UNKNOWN_TYPE = "application/octet-stream";
    private static final Pattern HEADER_FIELD = Pattern.compile("[!-9;-~]{1,76}:[ \\t].*");
    private static final Pattern MARKUP = Pattern.compile("^\\s*(<!--.*?-->\\s*)*<(!doctype|\\?xml|html|head|body|script|svg|iframe)\\b", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int HEAD = 4096;

    private final String mediaType;
    private final List<String> endings;

    FileType(String mediaType, String... endings) {
        this.mediaType = mediaType;
        this.endings = List.of(endings);
    }

    public String mediaType() {
        return mediaType;
    }

    /** All of them by the endings of their names, for people. */
    public static String accepted() {
        return Arrays.stream(values()).map(t -> t.endings.get(0)).collect(Collectors.joining(", "));
    }

    /**
     * What a content is.
     *
     * @param types  what it may be called: several for text, none where it is not accepted
     * @param called in words, for people
     */
    public record Found(Set<FileType> types, String called) {
        private static Found of(FileType type, FileType... others) {
            return new Found(EnumSet.of(type, others), type.name());
        }

        private static Found refused(String called) {
            return new Found(Set.of(), called);
        }

        /**
         * Which of them it is, going by the end of its name; empty where name or media type say something else.
         *
         * @param said the media type that came with it, or null
         */
        public Optional<FileType> agreed(String name, String said) {
            String ending = name.contains(".") ? name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT) : "";
            Optional<FileType> named = types.stream().filter(t -> t.endings.contains(ending)).findFirst();
            String media = said == null ? "" : said.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
            boolean agrees = media.isEmpty() || media.equals(UNKNOWN_TYPE) || types.stream().anyMatch(t -> t.mediaType.equals(media))
                    || types.contains(CSV) && ALSO_CSV.contains(media);
            return agrees ? named : Optional.empty();
        }
    }

    /** Looks at the content alone. */
    public static Found of(byte[] content) {
        if (content.length == 0) {
            return Found.refused("an empty file");
        }
        if (begins(content, "%PDF-")) {
            return Found.of(PDF);
        }
        if (begins(content, "\u0089PNG\r\n\u001a\n")) {
            return Found.of(PNG);
        }
        if (begins(content, "\u00ff\u00d8\u00ff")) {
            return Found.of(JPEG);
        }
        if (begins(content, "GIF87a") || begins(content, "GIF89a")) {
            return Found.of(GIF);
        }
        if (begins(content, "RIFF") && content.length >= 12 && new String(content, 8, 4, StandardCharsets.ISO_8859_1).equals("WEBP")) {
            return Found.of(WEBP);
        }
        if (begins(content, "PK")) {
            return zip(content);
        }
        if (begins(content, "MZ") || begins(content, "\u007fELF") || begins(content, "\u00ca\u00fe\u00ba\u00be")) {
            return Found.refused("a program");
        }
        return text(content);
    }

    private static Found zip(byte[] content) {
        ZipNames zip = ZipNames.of(content);
        List<String> names = zip.names();
        if (names.stream().anyMatch(n -> n.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"))) {
            return Found.refused("an office document with macros");
        }
        if (names.contains("[Content_Types].xml")) {
            for (FileType type : List.of(DOCX, XLSX, PPTX)) {
                String folder = type == DOCX ? "word/" : type == XLSX ? "xl/" : "ppt/";
                if (names.stream().anyMatch(n -> n.startsWith(folder))) {
                    return Found.of(type);
                }
            }
        }
        if (names.contains("content.xml") && names.stream().noneMatch(n -> n.startsWith("Basic/") || n.startsWith("Scripts/"))) {
            for (FileType type : List.of(ODT, ODS, ODP)) {
                if (zip.first().equals("mimetype" + type.mediaType)) {
                    return Found.of(type);
                }
            }
        }
        return Found.refused(names.contains("content.xml") ? "an office document with macros, or of another kind" : "a ZIP archive");
    }

    /** Text has no control characters but those that lay it out. What begins as a web page is one, whatever it is called. */
    private static Found text(byte[] content) {
        for (byte b : content) {
            if (b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f' || b == 0x7f) {
                return Found.refused("a file of an unknown kind");
            }
        }
        String head = new String(content, 0, Math.min(content.length, HEAD), StandardCharsets.ISO_8859_1);
        String plain = head.startsWith("\u00ef\u00bb\u00bf") ? head.substring(3) : head;
        if (MARKUP.matcher(plain).find()) {
            return Found.refused("a web page, XML or SVG");
        }
        if (plain.startsWith("#!")) {
            return Found.refused("a program");
        }
        return mail(plain) ? Found.of(EML, TEXT) : Found.of(TEXT, CSV);
    }

    /** Whether it begins with the header of a message (RFC 5322), with a sender and a date. */
    private static boolean mail(String head) {
        List<String> fields = new ArrayList<>();
        for (String line : head.split("\r?\n", -1)) {
            if (line.isEmpty()) {
                break;
            }
            if (HEADER_FIELD.matcher(line).matches()) {
                fields.add(line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT));
            } else if (!line.startsWith(" ") && !line.startsWith("\t") && !line.endsWith(":")) {
                return false;
            }
        }
        return fields.contains("from") && fields.contains("date");
    }

    private static boolean begins(byte[] content, String magic) {
        byte[] bytes = magic.getBytes(StandardCharsets.ISO_8859_1);
        return content.length >= bytes.length && Arrays.equals(content, 0, bytes.length, bytes, 0, bytes.length);
    }
}
