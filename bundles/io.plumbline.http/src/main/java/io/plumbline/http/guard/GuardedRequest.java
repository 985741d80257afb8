package io.plumbline.http.guard;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

import javax.servlet.ReadListener;
import javax.servlet.ServletException;
import javax.servlet.ServletInputStream;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletRequestWrapper;
import javax.servlet.http.HttpServletResponse;
import javax.servlet.http.Part;

import io.plumbline.domain.access.Role;
import io.plumbline.http.Caller;
import io.plumbline.http.guard.Answer.Refusal;

/**
 * The request as guests see it: the client's own address and scheme, the caller, and a body that has arrived whole, so that the guard
 * can look for the CSRF field without taking it away from the guest.
 */
final class GuardedRequest extends HttpServletRequestWrapper {
    private static final int MOST_PARAMETERS = 1000;
    private static final int CHUNK = 8192;
    private static final int END = -1;
    private static final int SILENCE = -2;
    private static final int SC_TOO_LARGE = 413;
    private static final int SC_TOO_SLOW = 408;
    private static final Refusal TOO_MANY_WAIT = new Refusal(HttpServletResponse.SC_SERVICE_UNAVAILABLE, "too-busy", "Too many bodies are on their way slowly. Send it again in a moment.",
            Map.of("Connection", "close", "Retry-After", "5"));
    private final String client;
    private final boolean secure;
    private final String host;
    private Caller caller;
    private byte[] body;
    private ServletInputStream stream;
    private Map<String, String[]> parameters;

    GuardedRequest(HttpServletRequest request, HttpRules rules) {
        super(request);
        TrustedProxies proxies = rules.trustedProxies();
        this.client = proxies.client(request);
        this.secure = request.isSecure() || rules.behindHttps()
                || proxies.said(request, "X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
        this.host = proxies.said(request, "X-Forwarded-Host").orElse(request.getHeader("Host"));
    }

    void enter(Caller who) {
        this.caller = who;
        setAttribute(Caller.ATTRIBUTE, who);
    }

    Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    /** As browsers write it: scheme, host, and port unless it is the usual one. */
    String origin() {
        String name = host == null ? "" : host.toLowerCase(Locale.ROOT);
        String usual = secure ? ":443" : ":80";
        return getScheme() + "://" + (name.endsWith(usual) ? name.substring(0, name.length() - usual.length()) : name);
    }

    /** Whether the body comes packed with gzip where that is taken. */
    boolean packed() {
        return "gzip".equalsIgnoreCase(getHeader("Content-Encoding")) && Paths.ofApi(Paths.of(this));
    }

    /** Reads the body to its end, and unpacks it; what is too large when unpacked is not unpacked to its end. */
    Optional<Refusal> receive(int mostBytes, HttpRules rules, AwaitedBodies awaited, InstantSource clock) throws IOException {
        Refusal tooLarge = new Refusal(SC_TOO_LARGE, "too-large", "The body is larger than " + mostBytes / 1024 + " KiB. Send less at a time.").closing();
        if (getContentLengthLong() > mostBytes) {
            return Optional.of(tooLarge);
        }
        Refusal tooSlow = new Refusal(SC_TOO_SLOW, "too-slow", "The body took too long to arrive; it has " + rules.bodyTime().toSeconds() + " s.").closing();
        Instant end = clock.instant().plus(rules.bodyTime());
        InputStream in = super.getInputStream();
        byte[] buffer = new byte[(int) Math.max(CHUNK, getContentLengthLong() + 1)];
        int filled = 0;
        boolean waits = false;
        try {
            while (true) {
                if (!waits && in.available() == 0 && filled != getContentLengthLong()) {
                    if (!awaited.begin(client)) {
                        return Optional.of(TOO_MANY_WAIT);
                    }
                    waits = true;
                }
                int read = read(in, buffer, filled);
                if (read == END) {
                    break;
                }
                if (read == SILENCE) {
                    return Optional.of(tooSlow);
                }
                filled += read;
                if (filled > mostBytes) {
                    return Optional.of(tooLarge);
                }
                if (clock.instant().isAfter(end)) {
                    return Optional.of(tooSlow);
                }
                if (filled == buffer.length) {
                    buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, mostBytes + 1));
                }
            }
        } finally {
            if (waits) {
                awaited.end(client);
            }
        }
        body = filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
        return packed() ? unpack(mostBytes, tooLarge) : Optional.empty();
    }

    /** What was read, {@link #END} or {@link #SILENCE}. */
    private static int read(InputStream in, byte[] buffer, int filled) throws IOException {
        try {
            return in.read(buffer, filled, buffer.length - filled);
        } catch (IOException e) {
            // the server's own patience with a connection that says nothing at all
            if (e.getCause() instanceof TimeoutException) {
                return SILENCE;
            }
            throw e;
        }
    }

    private Optional<Refusal> unpack(int mostBytes, Refusal tooLarge) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            byte[] unpacked = in.readNBytes(mostBytes + 1);
            if (unpacked.length > mostBytes) {
                return Optional.of(tooLarge);
            }
            body = unpacked;
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(new Refusal(400, "invalid-request", "The body says that it is gzip, and cannot be unpacked."));
        }
    }

    byte[] body() {
        return body == null ? new byte[0] : body;
    }

    boolean hasType(String type) {
        String sent = getContentType();
        return sent != null && sent.split(";", 2)[0].strip().equalsIgnoreCase(type);
    }

    @Override
    public String getRemoteAddr() {
        return client;
    }

    @Override
    public String getRemoteHost() {
        return client;
    }

    @Override
    public boolean isSecure() {
        return secure;
    }

    @Override
    public String getScheme() {
        return secure ? "https" : "http";
    }

    @Override
    public Principal getUserPrincipal() {
        return caller == null ? null : new CallerPrincipal(caller.login());
    }

    @Override
    public String getRemoteUser() {
        return caller == null ? null : caller.login();
    }

    @Override
    public String getAuthType() {
        return caller == null ? null : caller.via().name();
    }

    @Override
    public boolean isUserInRole(String role) {
        return caller != null && Role.of(role).filter(caller::is).isPresent();
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            return super.getInputStream();
        }
        if (stream == null) {
            stream = new BodyStream(body);
        }
        return stream;
    }

    @Override
    public BufferedReader getReader() throws IOException {
        return body == null ? super.getReader() : new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }

    @Override
    public String getParameter(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values[0];
    }

    @Override
    public String[] getParameterValues(String name) {
        String[] values = getParameterMap().get(name);
        return values == null ? null : values.clone();
    }

    @Override
    public Enumeration<String> getParameterNames() {
        return Collections.enumeration(getParameterMap().keySet());
    }

    /** Address and form; UTF-8, whatever the container's default. */
    @Override
    public Map<String, String[]> getParameterMap() {
        if (parameters == null) {
            Map<String, List<String>> read = new LinkedHashMap<>();
            parse(getQueryString(), read);
            if (hasType("application/x-www-form-urlencoded")) {
                parse(new String(body(), StandardCharsets.UTF_8), read);
            }
            Map<String, String[]> all = new LinkedHashMap<>();
            read.forEach((name, values) -> all.put(name, values.toArray(String[]::new)));
            parameters = Collections.unmodifiableMap(all);
        }
        return parameters;
    }

    private static void parse(String text, Map<String, List<String>> into) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String pair : text.split("&", MOST_PARAMETERS + 1)) {
            int equals = pair.indexOf('=');
            try {
                String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), StandardCharsets.UTF_8);
                String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8);
                into.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
            } catch (IllegalArgumentException e) {
                // a half-written %-escape: no browser makes one, and there is no value to take
                continue;
            }
        }
    }

    @Override
    public Collection<Part> getParts() throws ServletException {
        throw new ServletException("the body was received whole: read the multipart content from the stream");
    }

    @Override
    public Part getPart(String name) throws ServletException {
        throw new ServletException("the body was received whole: read the part " + name + " from the stream");
    }

    private record CallerPrincipal(String getName) implements Principal {
        @Override
        public String getName() {
            return getName;
        }
    }

    private static final class BodyStream extends ServletInputStream {
        private final ByteArrayInputStream bytes;

        BodyStream(byte[] body) {
            this.bytes = new ByteArrayInputStream(body);
        }

        @Override
        public int read() {
            return bytes.read();
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return bytes.read(into, offset, length);
        }

        @Override
        public int available() {
            return bytes.available();
        }

        @Override
        public boolean isFinished() {
            return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            try {
                if (!isFinished()) {
                    listener.onDataAvailable();
                }
                listener.onAllDataRead();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
