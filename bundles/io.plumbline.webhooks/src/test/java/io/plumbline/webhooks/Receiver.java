package io.plumbline.webhooks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A receiver that answers byte by byte what it is told to, on a loopback port of its own. */
final class Receiver implements AutoCloseable {
    /** Writes the answer to a call, or does not. */
    interface Manner {
        void answer(Call call, OutputStream out, Socket socket) throws IOException, InterruptedException;
    }

    record Call(String line, Map<String, String> headers, String body, String serverName) {
    }

    final List<Call> calls = new CopyOnWriteArrayList<>();
    volatile int connections;
    volatile Manner manner = status(200);
    private final ServerSocket socket;

    private Receiver(ServerSocket socket) {
        this.socket = socket;
        Thread thread = new Thread(this::accept, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    static Receiver plain() throws IOException {
        return new Receiver(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    static Receiver tls(SSLContext context) throws IOException {
        return new Receiver(context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
    }

    int port() {
        return socket.getLocalPort();
    }

    static Manner status(int status, String... headers) {
        return text("HTTP/1.1 " + status + " So\r\nContent-Length: 2\r\n" + (headers.length == 0 ? "" : String.join("\r\n", headers) + "\r\n") + "\r\nok");
    }

    static Manner text(String answer) {
        return (call, out, socket) -> out.write(answer.getBytes(StandardCharsets.US_ASCII));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket one = socket.accept();
                connections++;
                Thread thread = new Thread(() -> serve(one), "receiver-call");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket one) {
        try (one) {
            Call call = read(one);
            calls.add(call);
            manner.answer(call, one.getOutputStream(), one);
            one.getOutputStream().flush();
        } catch (IOException | InterruptedException e) {
            // the other side hung up, as some tests expect
        }
    }

    private static Call read(Socket one) throws IOException {
        InputStream in = one.getInputStream();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                throw new IOException("no request");
            }
            head.write(b);
        }
        String[] lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        Map<String, String> headers = new TreeMap<>();
        for (int i = 1; i < lines.length; i++) {
            headers.put(lines[i].substring(0, lines[i].indexOf(':')).toLowerCase(Locale.ROOT), lines[i].substring(lines[i].indexOf(':') + 1).strip());
        }
        String body = new String(in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0"))), StandardCharsets.UTF_8);
        String name = one instanceof SSLSocket tls && tls.getSession() instanceof ExtendedSSLSession session && !session.getRequestedServerNames().isEmpty()
                ? new String(session.getRequestedServerNames().get(0).getEncoded(), StandardCharsets.US_ASCII) : null;
        return new Call(lines[0], headers, body, name);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
