package io.plumbline.http.guard;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.http.Caller;
import io.plumbline.http.Caller.Via;
import io.plumbline.http.guard.Answer.Refusal;

/**
 * Whether a request that changes something was meant by whoever sent it. Another origin never is; with a session, the form must also
 * send back the session's token: as the header {@code X-CSRF-Token}, as the field {@code csrf} of a form, or as the first part of a
 * multipart form.
 */
final class ForgeryCheck {
    private static final String FIELD = "csrf";
    private static final Pattern BOUNDARY = Pattern.compile(";\\s*boundary=(?:\"([^\"\\\\]{1,70})\"|([^\\s;\"]{1,70}))", Pattern.CASE_INSENSITIVE);
    private static final int FIRST_PART = 2000;

    private ForgeryCheck() {
    }

    /** @param corsOrigins whose scripts may call the API, with a login of their own and never with that of a page */
    static Optional<Refusal> refusal(GuardedRequest request, Optional<URI> publicUrl, Set<String> corsOrigins) {
        boolean welcome = ForeignScripts.from(request, corsOrigins) && request.caller().filter(c -> c.via() == Via.BASIC).isPresent();
        if (!welcome && !sameOrigin(request, publicUrl)) {
            return Optional.of(new Refusal(403, "foreign-origin", "This request came from another site, and was not carried out."));
        }
        Optional<Caller> caller = request.caller().filter(c -> c.via() == Via.SESSION);
        if (caller.isPresent() && sent(request).filter(token -> same(token, caller.get().csrfToken())).isEmpty()) {
            return Optional.of(new Refusal(403, "csrf", "This form has grown old. Go back, load the page again, and send it once more."));
        }
        return Optional.empty();
    }

    /** What browsers say of where a request comes from; machines say nothing. */
    private static boolean sameOrigin(GuardedRequest request, Optional<URI> publicUrl) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        String origin = request.getHeader("Origin");
        // "null" is what a browser sends for our own forms, because of Referrer-Policy; then the token decides
        return origin == null || origin.equals("null") || origin.equalsIgnoreCase(request.origin())
                || publicUrl.filter(url -> origin.equalsIgnoreCase(url.getScheme() + "://" + url.getRawAuthority())).isPresent();
    }

    private static Optional<String> sent(GuardedRequest request) {
        String header = request.getHeader("X-CSRF-Token");
        if (header != null) {
            return Optional.of(header);
        }
        if (request.hasType("application/x-www-form-urlencoded")) {
            return Optional.ofNullable(request.getParameter(FIELD));
        }
        return request.hasType("multipart/form-data") ? firstPart(request) : Optional.empty();
    }

    /** Only the very first part is looked at: that needs no parser that could be fooled. */
    private static Optional<String> firstPart(GuardedRequest request) {
        Matcher boundary = BOUNDARY.matcher(request.getContentType());
        if (!boundary.find()) {
            return Optional.empty();
        }
        String mark = "--" + (boundary.group(1) == null ? boundary.group(2) : boundary.group(1));
        byte[] body = request.body();
        String begin = new String(body, 0, Math.min(body.length, FIRST_PART), StandardCharsets.ISO_8859_1);
        String[] lines = begin.split("\r\n", 6);
        boolean field = lines.length >= 5 && lines[0].equals(mark)
                && lines[1].toLowerCase(Locale.ROOT).equals("content-disposition: form-data; name=\"" + FIELD + "\"") && lines[2].isEmpty()
                && (lines[4].equals(mark) || lines[4].equals(mark + "--"));
        return field ? Optional.of(lines[3]) : Optional.empty();
    }

    private static boolean same(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }
}
