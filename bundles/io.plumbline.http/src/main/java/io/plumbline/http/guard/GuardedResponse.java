package io.plumbline.http.guard;

import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.HttpServletResponseWrapper;

/** The response as guests see it: an error becomes our own page, and a header of the guard can be replaced but not doubled. */
final class GuardedResponse extends HttpServletResponseWrapper {

    /** Writes an error of the guest. */
    interface OnError {
        void write(int status, HttpServletResponse response) throws IOException;
    }

    private static final String SOON = "5";
    private final OnError onError;
    private final Set<String> single = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    GuardedResponse(HttpServletResponse response, OnError onError) {
        super(response);
        this.onError = onError;
    }

    /** Sets a header that stays single, whoever sets it again. */
    void single(String name, String value) {
        single.add(name);
        setHeader(name, value);
    }

    @Override
    public void addHeader(String name, String value) {
        if (single.contains(name)) {
            setHeader(name, value);
        } else {
            super.addHeader(name, value);
        }
    }

    /** Who is told to come back is told when, whichever guest says so. */
    @Override
    public void setStatus(int status) {
        if (status == SC_SERVICE_UNAVAILABLE && !containsHeader("Retry-After")) {
            setHeader("Retry-After", SOON);
        }
        super.setStatus(status);
    }

    @Override
    public void sendError(int status) throws IOException {
        if (isCommitted()) {
            throw new IllegalStateException("the answer is under way already");
        }
        resetBuffer();
        onError.write(status, this);
    }

    /** The message is for nobody: it comes from a library and may tell of its inside. */
    @Override
    public void sendError(int status, String message) throws IOException {
        sendError(status);
    }
}
