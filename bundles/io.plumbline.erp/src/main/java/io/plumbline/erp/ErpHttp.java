package io.plumbline.erp;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;

import com.fasterxml.jackson.databind.JsonNode;

import io.plumbline.application.delivery.SourceFault;
import io.plumbline.application.delivery.SourceFault.Kind;

/**
 * HTTP to one ERP: a time limit on the whole exchange, a size limit on answers, no redirects, and faults that say in plain words
 * which host and port, and never what was sent.
 */
public final class ErpHttp {
    /** At most so many bytes of an answer are read: 16 MB. */
    public static final int MOST_BYTES = 16 * 1_048_576;
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT).build();
    private final URI base;
    private final Duration timeout;
    private final int mostBytes;

    /**
     * @param base    http or https, see {@link Options#url}
     * @param timeout of one exchange, from connecting to the answer's last byte
     */
    public ErpHttp(URI base, Duration timeout) {
        this(base, timeout, MOST_BYTES);
    }

    ErpHttp(URI base, Duration timeout, int mostBytes) {
        this.base = base;
        this.timeout = timeout;
        this.mostBytes = mostBytes;
    }

    /** An answer, whatever its status. */
    public final class Answer {
        private final HttpResponse<byte[]> response;

        private Answer(HttpResponse<byte[]> response) {
            this.response = response;
        }

        public int status() {
            return response.statusCode();
        }

        public byte[] body() {
            return response.body();
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /** The server's clock as its {@code Date} header says, to the second. */
        public Optional<Instant> date() {
            return header("Date").flatMap(ErpHttp::httpDate);
        }

        /**
         * This answer if its status is 2xx.
         *
         * @throws SourceFault otherwise: 401 LOGIN, 403 and 404 and redirects SETUP, 429 THROTTLED, 5xx UNREACHABLE, others UNEXPECTED
         */
        public Answer ok() throws SourceFault {
            int s = status();
            if (s >= 200 && s < 300) {
                return this;
            }
            String who = "the ERP at " + where();
            switch (s) {
                case 401 -> throw new SourceFault(Kind.LOGIN, who + " refuses the login (HTTP 401): check user and password");
                case 403 -> throw new SourceFault(Kind.SETUP, who + " forbids this (HTTP 403): a right is missing");
                case 404 -> throw new SourceFault(Kind.SETUP, who + " does not know the address (HTTP 404): check url and database");
                case 429 -> throw new SourceFault(Kind.THROTTLED, who + " asks for patience (HTTP 429)", retryAfter(), null);
                default -> {
                    if (s >= 300 && s < 400) {
                        throw new SourceFault(Kind.SETUP, who + " redirects to another address (HTTP " + s + "), which is not followed: set url to where it is");
                    }
                    if (s == 503 && retryAfter() != null) {
                        throw new SourceFault(Kind.THROTTLED, who + " asks for patience (HTTP 503)", retryAfter(), null);
                    }
                    if (s >= 500) {
                        throw new SourceFault(Kind.UNREACHABLE, who + " has an error of its own (HTTP " + s + ")");
                    }
                    throw new SourceFault(Kind.UNEXPECTED, who + " answers HTTP " + s);
                }
            }
        }

        /** The body as JSON, read strictly; the status does not matter. */
        public JsonNode json() throws SourceFault {
            if (looksLikeHtml()) {
                throw new SourceFault(Kind.UNEXPECTED, "the ERP at " + where() + " answers with a web page instead of data (HTTP " + status()
                        + "): url may lead to a login page, a proxy or another program");
            }
            try {
                return Json.parse(body());
            } catch (Json.Unreadable e) {
                throw new SourceFault(Kind.UNEXPECTED, "the ERP at " + where() + " answers something that is not sound JSON (HTTP " + status() + "): "
                        + e.problem().text());
            }
        }

        private boolean looksLikeHtml() {
            if (header("Content-Type").orElse("").toLowerCase(java.util.Locale.ROOT).startsWith("text/html")) {
                return true;
            }
            String start = new String(body(), 0, Math.min(200, body().length), StandardCharsets.UTF_8).stripLeading().toLowerCase(java.util.Locale.ROOT);
            return start.startsWith("<!doctype html") || start.startsWith("<html");
        }

        private Duration retryAfter() {
            String value = header("Retry-After").orElse("").strip();
            if (value.matches("\\d{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(value));
            }
            return httpDate(value).map(at -> Duration.between(date().orElseGet(Instant::now), at)).filter(d -> !d.isNegative()).orElse(null);
        }
    }

    public Answer get(String path, Map<String, String> headers) throws SourceFault {
        return send(request(path, headers).GET());
    }

    public Answer postJson(String path, JsonNode body, Map<String, String> headers) throws SourceFault {
        return send(request(path, headers).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))));
    }

    /** Host and port, for messages. */
    public String where() {
        int port = base.getPort() > 0 ? base.getPort() : "https".equalsIgnoreCase(base.getScheme()) ? 443 : 80;
        return base.getHost() + ":" + port;
    }

    /** @param path is put behind the base address; begins with a slash */
    private HttpRequest.Builder request(String path, Map<String, String> headers) {
        String start = base.toString().replaceFirst("/+$", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(start + path)).timeout(timeout).header("Accept", "application/json");
        headers.forEach(request::header);
        return request;
    }

    private Answer send(HttpRequest.Builder request) throws SourceFault {
        CompletableFuture<HttpResponse<byte[]>> exchange = client.sendAsync(request.build(), info -> new Limited(mostBytes));
        try {
            // the request's own timeout ends with the answer's head; this one covers its body, too
            return new Answer(exchange.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw tooSlow(e);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new SourceFault(Kind.UNREACHABLE, "interrupted while waiting for the ERP at " + where(), null, e);
        } catch (ExecutionException e) {
            throw fault(e.getCause());
        }
    }

    private SourceFault fault(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            if (t instanceof TooLarge) {
                return new SourceFault(Kind.UNEXPECTED, "the ERP at " + where() + " answers more than " + mostBytes + " bytes; make page smaller");
            }
            if (t instanceof UnresolvedAddressException || t instanceof UnknownHostException) {
                return new SourceFault(Kind.UNREACHABLE, "the host of " + where() + " is not known: check url", null, cause);
            }
            if (t instanceof HttpConnectTimeoutException) {
                return new SourceFault(Kind.UNREACHABLE, "no connection to " + where() + " within " + seconds(CONNECT) + ": check url, network and firewall", null, cause);
            }
            if (t instanceof HttpTimeoutException) {
                return tooSlow(cause);
            }
            if (t instanceof SSLException) {
                return new SourceFault(Kind.SETUP, "no secure connection to " + where() + ": its certificate is not trusted, or it does not speak TLS", null, cause);
            }
        }
        if (cause instanceof ConnectException) {
            return new SourceFault(Kind.UNREACHABLE, "nothing answers at " + where() + " (connection refused): is the ERP running, and is url right?", null, cause);
        }
        if (cause instanceof IOException) {
            return new SourceFault(Kind.UNREACHABLE, "the connection to " + where() + " broke: " + cause.getClass().getSimpleName(), null, cause);
        }
        throw new IllegalStateException("an exchange failed for a reason that is not of the network", cause);
    }

    private SourceFault tooSlow(Throwable cause) {
        return new SourceFault(Kind.UNREACHABLE, "the ERP at " + where() + " did not answer within " + seconds(timeout), null, cause);
    }

    private static String seconds(Duration d) {
        return d.toMillis() / 1000.0 + " s";
    }

    private static Optional<Instant> httpDate(String value) {
        try {
            return Optional.of(ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static final class TooLarge extends IOException {
        private static final long serialVersionUID = 1L;
    }

    /** Collects a body, and gives up when it grows too large. */
    private static final class Limited implements HttpResponse.BodySubscriber<byte[]> {
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final List<byte[]> parts = new ArrayList<>();
        private final int most;
        private Flow.Subscription subscription;
        private int size;

        Limited(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (size > most - buffer.remaining()) {
                    subscription.cancel();
                    parts.clear();
                    body.completeExceptionally(new TooLarge());
                    return;
                }
                byte[] part = new byte[buffer.remaining()];
                buffer.get(part);
                size += part.length;
                parts.add(part);
            }
        }

        @Override
        public void onError(Throwable error) {
            body.completeExceptionally(error);
        }

        @Override
        public void onComplete() {
            ByteBuffer whole = ByteBuffer.allocate(size);
            parts.forEach(whole::put);
            body.complete(whole.array());
        }
    }
}
