package io.plumbline.itests.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A mail server that takes everything at once, keeps nothing but the survey's address in each mail, and notes when each came. */
final class SmtpSink implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{22})");
    private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<String> tokens = new ConcurrentLinkedQueue<>();

    SmtpSink() throws IOException {
        Thread thread = new Thread(this::accept, "smtp-sink");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return listening.getLocalPort();
    }

    int count() {
        return arrivals.size();
    }

    /** Of {@link System#nanoTime}. */
    List<Long> arrivals() {
        return new ArrayList<>(arrivals);
    }

    List<String> tokens() {
        return new ArrayList<>(tokens);
    }

    void forget() {
        arrivals.clear();
        tokens.clear();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket socket = listening.accept();
                Thread thread = new Thread(() -> serve(socket), "smtp-sink-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket; BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1))) {
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            say(out, "220 sink");
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "EHLO" -> say(out, "250-sink\r\n250 8BITMIME");
                    case "DATA" -> {
                        say(out, "354 go on");
                        take(in);
                        say(out, "250 taken");
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> say(out, "250 ok");
                }
            }
        } catch (IOException e) {
            // the client went away, as clients do
        }
    }

    private void take(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            // quoted-printable: a line that ends in = goes on in the next
            text.append(line.endsWith("=") ? line.substring(0, line.length() - 1) : line + "\n");
        }
        Matcher m = LINK.matcher(text);
        if (m.find()) {
            tokens.add(m.group(1));
        }
        arrivals.add(System.nanoTime());
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
