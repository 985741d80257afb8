package io.plumbline.http;

import java.io.IOException;

import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.StreamingOutput;

import io.plumbline.application.sheet.Sheet;
import io.plumbline.application.sheet.SheetFormat;

/** A table that leaves as a file. */
public final class SheetDownload {
    private SheetDownload() {
    }

    /** Writes the rows of a table while it is handed out. */
    @FunctionalInterface
    public interface Rows {
        void write(Sheet sheet) throws IOException;
    }

    /** @param name of the file, of ASCII letters, digits and hyphens, without its suffix */
    public static Response of(SheetFormat format, String name, Rows rows) {
        StreamingOutput body = out -> {
            try (Sheet sheet = format.on(out)) {
                rows.write(sheet);
            }
        };
        return Response.ok(body, format.mediaType() + (format == SheetFormat.CSV ? ";charset=utf-8" : ""))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "." + format.suffix() + "\"").build();
    }
}
