package io.plumbline.http.guard;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import io.plumbline.http.ErrorPages;
import io.plumbline.http.PublicPaths;
import io.plumbline.http.guard.Answer.Granted;
import io.plumbline.http.guard.Answer.Redirect;
import io.plumbline.http.guard.Answer.Refusal;

/** Writes refusals: a problem document (RFC 9457) for services, a page for people. */
final class Answers {
    private Answers() {
    }

    static void write(Answer answer, HttpServletRequest request, HttpServletResponse response, ErrorPages pages, String requestId) throws IOException {
        if (answer instanceof Redirect redirect) {
            // not sendRedirect: it would put in whatever Host header was sent
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", redirect.path());
            return;
        }
        if (answer instanceof Granted granted) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            granted.headers().forEach(response::setHeader);
            return;
        }
        Refusal refusal = (Refusal) answer;
        response.setStatus(refusal.status());
        refusal.headers().forEach(response::setHeader);
        if (PublicPaths.below(Paths.of(request), "/soap")) {
            text(response, "text/xml", fault(refusal, requestId));
        } else if (Paths.ofServices(Paths.of(request))) {
            text(response, "application/problem+json", "{\"type\":\"urn:plumbline:problem:" + refusal.kind() + "\",\"title\":\"" + title(refusal.kind())
                    + "\",\"status\":" + refusal.status() + ",\"detail\":\"" + json(refusal.sentence()) + "\"" + ",\"requestId\":\"" + json(requestId) + "\"}\n");
        } else if (pages != null) {
            pages.write(request, response, refusal.status(), refusal.sentence(), requestId);
        } else {
            text(response, "text/plain", refusal.status() + ": " + refusal.sentence() + "\nRequest " + requestId + "\n");
        }
    }

    /** What a SOAP client can read; the status says the same to those that look at it alone. */
    private static String fault(Refusal refusal, String requestId) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body><soap:Fault><faultcode>soap:"
                + (refusal.status() < 500 ? "Client" : "Server") + "</faultcode><faultstring>" + xml(refusal.sentence()) + "</faultstring><detail><requestId>"
                + xml(requestId) + "</requestId></detail></soap:Fault></soap:Body></soap:Envelope>\n";
    }

    private static String xml(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void text(HttpServletResponse response, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        response.setContentType(type);
        response.setCharacterEncoding("UTF-8");
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    /** {@code too-large}: Too large. */
    private static String title(String kind) {
        return Character.toUpperCase(kind.charAt(0)) + kind.substring(1).replace('-', ' ');
    }

    private static String json(String text) {
        StringBuilder out = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').append((char) c);
            } else {
                out.append(c < ' ' ? ' ' : (char) c);
            }
        });
        return out.toString();
    }
}
