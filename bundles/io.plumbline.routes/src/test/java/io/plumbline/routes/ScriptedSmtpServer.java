package io.plumbline.routes;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.io.OutputStreamWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that answers as it is told, for what well-behaved ones do not do. */
final class ScriptedSmtpServer implements AutoCloseable {
    /** In place of an answer: says nothing, and keeps the connection. */
    static final String SILENCE = "";
    /** Before an answer: says it so slowly that no single byte keeps anybody waiting for long, and so for ever. */
    static final String SLOWLY = "slowly ";
    /** In place of an answer: hangs up. */
    static final String HANG_UP = "hang up";

    private final ServerSocket socket;
    private final SSLContext tls;
    private final boolean fromTheStart;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> mails = new CopyOnWriteArrayList<>();

    private ScriptedSmtpServer(SSLContext tls, boolean fromTheStart) throws IOException {
        this.tls = tls;
        this.fromTheStart = fromTheStart;
        socket = new ServerSocket(0, 20, InetAddress.getLoopbackAddress());
        Thread acceptor = new Thread(this::accept, "scripted-smtp");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static ScriptedSmtpServer plain() throws IOException {
        return new ScriptedSmtpServer(null, false);
    }

    static ScriptedSmtpServer starttls(SSLContext tls) throws IOException {
        return new ScriptedSmtpServer(tls, false);
    }

    static ScriptedSmtpServer tls(SSLContext tls) throws IOException {
        return new ScriptedSmtpServer(tls, true);
    }

    /** What to answer to the command {@code verb}; {@code .} is the end of the mail. */
    ScriptedSmtpServer on(String verb, String answer) {
        answers.put(verb, answer);
        return this;
    }

    int port() {
        return socket.getLocalPort();
    }

    List<String> mails() {
        return mails;
    }

    /** What was said, with {@code tls } before what was said in secret. */
    List<String> commands() {
        return commands;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread thread = new Thread(() -> serve(connection), "scripted-smtp-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                return; // closed: the end of the test
            }
        }
    }

    private void serve(Socket plain) {
        try {
            Socket connection = fromTheStart ? secured(plain) : plain;
            converse(connection, fromTheStart);
        } catch (IOException e) {
            commands.add("broken: " + e.getClass().getSimpleName());
        }
    }

    private Socket secured(Socket plain) throws IOException {
        SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), true);
        secure.setUseClientMode(false);
        secure.startHandshake();
        return secure;
    }

    private void converse(Socket connection, boolean secret) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        Writer out = new OutputStreamWriter(connection.getOutputStream(), StandardCharsets.ISO_8859_1);
        if (!secret || fromTheStart) {
            say(out, answers.getOrDefault("greeting", "220 test"));
        }
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            commands.add((secret ? "tls " : "") + line);
            String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
            String answer = answers.getOrDefault(verb, standard(verb, secret));
            if (answer.equals(HANG_UP)) {
                connection.close();
                return;
            }
            say(out, answer);
            if (verb.equals("STARTTLS") && answer.startsWith("220")) {
                converse(secured(connection), true);
                return;
            }
            if (verb.equals("DATA") && answer.startsWith("354")) {
                String mail = mail(in);
                String verdict = answers.getOrDefault(".", "250 2.0.0 taken");
                if (verdict.startsWith("250")) {
                    mails.add(mail);
                }
                if (verdict.equals(HANG_UP)) {
                    connection.close();
                    return;
                }
                say(out, verdict);
            }
            if (verb.equals("QUIT")) {
                connection.close();
                return;
            }
        }
    }

    private String standard(String verb, boolean secret) {
        return switch (verb) {
            case "EHLO" -> tls != null && !secret ? "250-test\r\n250 STARTTLS" : "250-test\r\n250 AUTH PLAIN";
            case "STARTTLS" -> tls != null ? "220 go ahead" : "502 no";
            case "AUTH" -> "235 welcome";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    private static String mail(BufferedReader in) throws IOException {
        StringBuilder mail = new StringBuilder();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            mail.append(line).append("\r\n");
        }
        return mail.toString();
    }

    private void say(Writer out, String answer) throws IOException {
        if (answer.startsWith(SLOWLY)) {
            CountDownLatch never = new CountDownLatch(1);
            try {
                for (int i = 0; !socket.isClosed(); i++) {
                    out.write(i < 4 ? answer.charAt(SLOWLY.length() + i) : 'x');
                    out.flush();
                    never.await(50, TimeUnit.MILLISECONDS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        } else if (!answer.equals(SILENCE)) {
            out.write(answer + "\r\n");
            out.flush();
        }
    }
}
