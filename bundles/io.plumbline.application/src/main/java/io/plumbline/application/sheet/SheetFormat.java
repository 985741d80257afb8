package io.plumbline.application.sheet;

import java.io.IOException;
import java.io.OutputStream;

/** The formats in which tables leave. */
public enum SheetFormat {
    /** RFC 4180 in UTF-8 with a byte order mark, without which spreadsheets take it for something else. */
    CSV("text/csv", "csv") {
        @Override
        public Sheet on(OutputStream out) throws IOException {
            return new CsvSheet(out);
        }
    },
    /** Office Open XML (ECMA-376), as small as it can be. */
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx") {
        @Override
        public Sheet on(OutputStream out) throws IOException {
            return new XlsxSheet(out);
        }
    };

    private final String mediaType;
    private final String suffix;

    SheetFormat(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Of file names, without the dot. */
    public String suffix() {
        return suffix;
    }

    public abstract Sheet on(OutputStream out) throws IOException;
}
