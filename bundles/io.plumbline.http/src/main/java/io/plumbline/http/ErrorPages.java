package io.plumbline.http;

import java.io.IOException;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** How a refusal looks to a person. Without such a service, people get one plain sentence. Services get a problem document anyway. */
public interface ErrorPages {
    /**
     * Writes the page; status and security headers are set already.
     *
     * @param status    400 to 599
     * @param sentence  what is wrong and what to do, in English, without anything secret
     * @param requestId to be quoted when asking the operator
     */
    void write(HttpServletRequest request, HttpServletResponse response, int status, String sentence, String requestId) throws IOException;
}
