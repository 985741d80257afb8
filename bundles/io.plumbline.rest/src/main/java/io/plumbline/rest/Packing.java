package io.plumbline.rest;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import javax.ws.rs.core.Context;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.StreamingOutput;
import javax.ws.rs.ext.WriterInterceptor;
import javax.ws.rs.ext.WriterInterceptorContext;

/** Packs answers with gzip for callers who take it, where that saves something. Answers but files are pages at most, and fit into memory. */
final class Packing implements WriterInterceptor {
    /** What fits into one packet anyway is not packed. */
    private static final int WORTH = 1400;
    @Context
    private HttpHeaders request;

    @Override
    public void aroundWriteTo(WriterInterceptorContext answer) throws IOException {
        if (answer.getEntity() instanceof StreamingOutput || answer.getHeaders().containsKey(HttpHeaders.CONTENT_DISPOSITION)) {
            // a file leaves as it is made, part by part
            answer.proceed();
            return;
        }
        OutputStream out = answer.getOutputStream();
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        answer.setOutputStream(whole);
        answer.proceed();
        answer.getHeaders().add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        if (whole.size() < WORTH || !taken(request.getHeaderString(HttpHeaders.ACCEPT_ENCODING))) {
            whole.writeTo(out);
            return;
        }
        answer.getHeaders().putSingle(HttpHeaders.CONTENT_ENCODING, "gzip");
        answer.getHeaders().remove(HttpHeaders.CONTENT_LENGTH);
        try (GZIPOutputStream packed = new GZIPOutputStream(out)) {
            whole.writeTo(packed);
        }
    }

    /** Whether {@code Accept-Encoding} names gzip, and not with a weight of nothing. */
    static boolean taken(String accepted) {
        return accepted != null && Arrays.stream(accepted.split(",")).map(one -> one.replace(" ", ""))
                .anyMatch(one -> one.matches("(?i)(gzip|\\*)(;q=(1(\\.0{0,3})?|0?\\.\\d*[1-9]\\d*))?"));
    }
}
