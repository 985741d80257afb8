package io.plumbline.webhooks;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.routing.RoutingSupport;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.webhook.WebhookRules;
import io.plumbline.application.webhook.WebhookTransport;

/**
 * Posts over Apache HttpClient: one connection for each call, no redirect, no cookie, no proxy, no retry. A timer ends a call that takes
 * too long, however busily the other side keeps it alive.
 */
@Component(service = WebhookTransport.class)
public final class HttpWebhookTransport implements WebhookTransport {
    private static final Logger LOG = LoggerFactory.getLogger(HttpWebhookTransport.class);
    /** Of an answer's body, so that an endpoint which says a little more than its status is not cut off. */
    private static final int MOST_BODY = 16 * 1024;
    private static final int MOST_REASON = 200;

    private final DnsResolver names;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "plumbline-webhook-timer");
        thread.setDaemon(true);
        return thread;
    });
    private Clients clients;

    /** The client for some rules. */
    private record Clients(WebhookRules rules, CloseableHttpClient client) {
    }

    @Activate
    public HttpWebhookTransport() {
        this(SystemDefaultDnsResolver.INSTANCE);
    }

    HttpWebhookTransport(DnsResolver names) {
        this.names = names;
    }

    @Deactivate
    synchronized void stop() {
        timer.shutdownNow();
        if (clients != null) {
            clients.client().close(CloseMode.IMMEDIATE);
            clients = null;
        }
    }

    @Override
    public Result post(URI url, Map<String, String> headers, String body, WebhookRules rules) {
        long start = System.nanoTime();
        HttpPost request = new HttpPost(url);
        headers.forEach(request::setHeader);
        request.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON.withCharset((String) null)));
        AtomicBoolean late = new AtomicBoolean();
        Future<?> end = null;
        try {
            CloseableHttpClient client = client(rules);
            end = timer.schedule(() -> {
                late.set(true);
                request.abort();
            }, rules.timeout().toMillis(), TimeUnit.MILLISECONDS);
            return answered(client, request, start);
        } catch (IOException | HttpException e) {
            return new Failed(late.get() ? "no answer within " + rules.timeout().toMillis() + " ms" : reason(e, rules), since(start));
        } finally {
            if (end != null) {
                end.cancel(false);
            }
        }
    }

    private static Answered answered(CloseableHttpClient client, HttpPost request, long start) throws IOException, HttpException {
        HttpHost host = RoutingSupport.determineHost(request);
        ClassicHttpResponse response = client.executeOpen(host, request, null);
        try {
            Duration retryAfter = retryAfter(response.getFirstHeader("Retry-After"), Instant.now());
            glance(response);
            return new Answered(response.getCode(), retryAfter, since(start));
        } finally {
            request.abort(); // closing alone would read the body to its end, and it may have none
            closed(response);
        }
    }

    private static void closed(ClassicHttpResponse response) {
        try {
            response.close();
        } catch (IOException e) {
            LOG.debug("An answer did not end well: {}", e.getClass().getName());
        }
    }

    /** The answer is its status: what goes wrong behind it changes nothing. */
    private static void glance(ClassicHttpResponse response) {
        if (response.getEntity() == null) {
            return;
        }
        try {
            InputStream in = response.getEntity().getContent();
            if (in != null) {
                in.readNBytes(MOST_BODY);
            }
        } catch (IOException e) {
            LOG.debug("An answer broke off behind its status: {}", e.getClass().getName());
        }
    }

    static Duration retryAfter(Header header, Instant now) {
        String value = header == null || header.getValue() == null ? "" : header.getValue().strip();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        Instant at = value.isEmpty() ? null : DateUtils.parseStandardDate(value);
        return at == null ? null : at.isBefore(now) ? Duration.ZERO : Duration.between(now, at);
    }

    private static String reason(Exception e, WebhookRules rules) {
        if (e instanceof CheckedResolver.Refused) {
            return e.getMessage();
        }
        if (e instanceof UnknownHostException) {
            return "the endpoint's name cannot be resolved";
        }
        if (e instanceof ConnectTimeoutException) {
            return "no connection within " + rules.connectTimeout().toMillis() + " ms";
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "no connection: the endpoint's machine refuses it, or cannot be reached";
        }
        if (e instanceof SSLException) {
            return "TLS failed: " + shown(e.getMessage());
        }
        if (e instanceof NoHttpResponseException) {
            return "the connection was closed without an answer";
        }
        if (e instanceof InterruptedIOException) {
            return "no answer in time";
        }
        if (e instanceof HttpException || e instanceof MessageConstraintException) {
            return "the answer is not HTTP that can be read: " + shown(e.getMessage());
        }
        return "the connection broke (" + e.getClass().getSimpleName() + ")";
    }

    private static String shown(String text) {
        String plain = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= MOST_REASON ? plain : plain.substring(0, MOST_REASON) + "…";
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private synchronized CloseableHttpClient client(WebhookRules rules) throws SSLException {
        if (clients == null || !clients.rules().equals(rules)) {
            CloseableHttpClient next = WebhookClient.of(rules, names);
            if (clients != null) {
                clients.client().close(CloseMode.GRACEFUL);
            }
            clients = new Clients(rules, next);
        }
        return clients.client();
    }
}
