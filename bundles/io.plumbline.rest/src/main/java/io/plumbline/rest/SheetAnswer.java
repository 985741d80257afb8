package io.plumbline.rest;

import java.util.Arrays;
import java.util.List;

import javax.ws.rs.NotAcceptableException;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.MediaType;
import javax.ws.rs.core.Request;
import javax.ws.rs.core.Response;
import javax.ws.rs.core.Variant;

import io.plumbline.application.sheet.SheetFormat;
import io.plumbline.http.SheetDownload;

/** A table in the format that the caller accepts: CSV where several are as good. */
public final class SheetAnswer {
    private static final List<Variant> VARIANTS = Arrays.stream(SheetFormat.values()).map(f -> new Variant(MediaType.valueOf(f.mediaType()), (String) null, null)).toList();

    private SheetAnswer() {
    }

    /**
     * @param name of the file, of ASCII letters, digits and hyphens, without its suffix
     * @throws NotAcceptableException where the caller accepts none of the formats
     */
    public static Response of(Request request, String name, SheetDownload.Rows rows) {
        Variant chosen = request.selectVariant(VARIANTS);
        if (chosen == null) {
            throw new NotAcceptableException();
        }
        SheetFormat format = SheetFormat.values()[VARIANTS.indexOf(chosen)];
        return Response.fromResponse(SheetDownload.of(format, name, rows)).header(HttpHeaders.VARY, HttpHeaders.ACCEPT).build();
    }
}
