package io.plumbline.itests.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Flow;

/**
 * Calls over HTTP by the oldest client that Java has: each thread waits for its own answer, on connections that are kept. The newer one has its
 * selector read an idle connection while another thread takes it out of the pool; on a busy machine it then takes the answer for bytes that
 * nobody asked for, closes the connection, and the call has failed ("header parser received no bytes", "connection closed locally").
 */
final class Calls {
    static {
        // a call that failed is to be seen, and not to be made twice
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private Calls() {
    }

    /** What came back. */
    record Answer(HttpRequest request, int status, String body) {
    }

    static Answer send(HttpRequest request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) request.uri().toURL().openConnection();
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(request.method());
        request.headers().map().forEach((name, values) -> values.forEach(value -> connection.addRequestProperty(name, value)));
        if (request.bodyPublisher().isPresent()) {
            byte[] body = bytes(request.bodyPublisher().get());
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(body.length);
            connection.getOutputStream().write(body);
        }
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new Answer(request, status, in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Publishers of texts have all they publish at hand. */
    private static byte[] bytes(HttpRequest.BodyPublisher publisher) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        publisher.subscribe(new Flow.Subscriber<>() {
            @Override
            public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
            }

            @Override
            public void onNext(ByteBuffer item) {
                byte[] some = new byte[item.remaining()];
                item.get(some);
                bytes.writeBytes(some);
            }

            @Override
            public void onError(Throwable failure) {
                throw new IllegalStateException(failure);
            }

            @Override
            public void onComplete() {
                // all is there
            }
        });
        return bytes.toByteArray();
    }
}
