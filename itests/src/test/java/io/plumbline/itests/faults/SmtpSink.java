package io.plumbline.itests.faults;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;

/** A mail server that keeps what it is given, and lets a test step in between the end of a mail and the server's answer to it. */
final class SmtpSink implements AutoCloseable {
    private static final Pattern LINK = Pattern.compile("/s/([A-Za-z0-9_-]{22})");
    private static final Session SESSION = Session.getInstance(new java.util.Properties());

    /** What to do once with the mail that was just received in full. */
    interface Interruption {
        /** Returns whether the server still says that it took the mail. */
        boolean taken(TakenMail mail);
    }

    private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final Queue<TakenMail> mails = new ConcurrentLinkedQueue<>();
    private final BlockingQueue<TakenMail> fresh = new LinkedBlockingQueue<>();
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<Exception> unreadable = new CopyOnWriteArrayList<>();
    private final AtomicReference<Interruption> before = new AtomicReference<>();
    private final AtomicReference<Interruption> after = new AtomicReference<>();
    private volatile Instant lastTaken = Instant.EPOCH;

    SmtpSink() throws IOException {
        thread(this::accept).start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Every mail that was received in full, whether or not the sender heard so: for its recipient it makes no difference. */
    List<TakenMail> mails() {
        return List.copyOf(mails);
    }

    /** Invitations as they come, each once: whoever takes one has it. */
    BlockingQueue<TakenMail> fresh() {
        return fresh;
    }

    /** Mails that could not be read; a test has to look. */
    List<Exception> unreadable() {
        return List.copyOf(unreadable);
    }

    /** Runs once, after the next mail was received and before the server answers. */
    void beforeAnswer(Interruption once) {
        before.set(once);
    }

    /** Runs once, right after the server said that it took the next mail. */
    void afterAnswer(Interruption once) {
        after.set(once);
    }

    /** When the last mail had come in full; the beginning of time while there was none. */
    Instant lastTaken() {
        return lastTaken;
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "smtp-sink");
        thread.setDaemon(true);
        return thread;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                thread(() -> serve(connection)).start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            converse(new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1)), connection.getOutputStream());
        } catch (MessagingException e) {
            unreadable.add(e);
        } catch (IOException hungUp) {
            return; // whoever was killed hangs up
        } finally {
            connections.remove(connection);
        }
    }

    private void converse(BufferedReader in, OutputStream out) throws IOException, MessagingException {
        say(out, "220 sink");
        Instant begun = Instant.now();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            String verb = line.split("[ :]")[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "MAIL" -> {
                    begun = Instant.now();
                    say(out, "250 fine");
                }
                case "DATA" -> {
                    say(out, "354 go on");
                    String text = text(in);
                    if (text == null) {
                        return;
                    }
                    TakenMail mail = read(text, begun);
                    mails.add(mail);
                    lastTaken = Instant.now();
                    Interruption first = before.getAndSet(null);
                    if (first != null && !first.taken(mail)) {
                        return;
                    }
                    say(out, "250 taken");
                    Interruption second = after.getAndSet(null);
                    if (second != null) {
                        second.taken(mail);
                    }
                    if (mail.invitation() != null) {
                        fresh.add(mail);
                    }
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "250 fine");
            }
        }
    }

    /** Null when the sender hung up in the middle: such a mail is none. */
    private static String text(BufferedReader in) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.equals(".")) {
                return text.toString();
            }
            text.append(line.startsWith("..") ? line.substring(1) : line).append("\r\n");
        }
        return null;
    }

    private static TakenMail read(String text, Instant begun) throws IOException, MessagingException {
        MimeMessage message = new MimeMessage(SESSION, new ByteArrayInputStream(text.getBytes(StandardCharsets.ISO_8859_1)));
        Object content = message.getContent();
        String words = content instanceof Multipart parts ? parts.getBodyPart(0).getContent().toString() : content.toString();
        Matcher link = LINK.matcher(words);
        String to = ((InternetAddress) message.getRecipients(MimeMessage.RecipientType.TO)[0]).getAddress();
        return new TakenMail(message.getMessageID().replaceAll("[<>]", ""), message.getHeader("X-Plumbline-Invitation", null), link.find() ? link.group(1) : null, to,
                begun);
    }

    private static void say(OutputStream out, String answer) throws IOException {
        out.write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }
}
