package io.plumbline.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;

import io.plumbline.application.mail.CaughtMails;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;

/** A mail server on loopback that keeps the newest mails in memory and passes nothing on. */
final class Mailbox implements CaughtMails, AutoCloseable {
    private static final int MOST = 500;
    private static final Pattern LINK = Pattern.compile("https?://\\S+/s/([A-Za-z0-9_-]{22})");

    private final GreenMail server;
    private final GreenMailUser everybody;
    private final Deque<Caught> arrived = new ArrayDeque<>();
    private long count;

    Mailbox(int port) {
        Thread current = Thread.currentThread();
        ClassLoader before = current.getContextClassLoader();
        // Jakarta Mail looks its parts up through the context class loader, and GreenMail's threads inherit this one
        current.setContextClassLoader(Mailbox.class.getClassLoader());
        try {
            server = new GreenMail(new ServerSetup(port, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
            server.start();
            everybody = server.getUserManager().createUser("everybody@plumbline.example", "everybody", "");
        } catch (UserException e) {
            throw new IllegalStateException("an empty mail server takes its first user", e);
        } finally {
            current.setContextClassLoader(before);
        }
        server.getUserManager().setMessageDeliveryHandler((moving, address) -> {
            keep(moving.getMessage(), address.getEmail());
            return everybody;
        });
    }

    /** The secret in the customer's link; empty where there is none. */
    static Optional<String> token(Caught mail) {
        Matcher m = LINK.matcher(mail.text());
        return m.find() ? Optional.of(m.group(1)) : Optional.empty();
    }

    int port() {
        return server.getSmtp().getPort();
    }

    @Override
    public synchronized List<Caught> newest(int most) {
        return arrived.stream().limit(most).toList();
    }

    /** Those after the number, oldest first. */
    synchronized List<Caught> after(long number) {
        List<Caught> found = new ArrayList<>(arrived.stream().takeWhile(a -> a.number() > number).toList());
        Collections.reverse(found);
        return found;
    }

    @Override
    public synchronized Optional<Caught> one(long number) {
        return arrived.stream().filter(a -> a.number() == number).findFirst();
    }

    private synchronized void keep(MimeMessage message, String to) throws MessagingException {
        try {
            StringBuilder text = new StringBuilder();
            StringBuilder html = new StringBuilder();
            read(message, text, html);
            ByteArrayOutputStream source = new ByteArrayOutputStream();
            message.writeTo(source);
            Instant date = message.getSentDate() == null ? Instant.now() : message.getSentDate().toInstant();
            String sender = message.getFrom() == null ? "" : MimeUtility.decodeText(message.getHeader("From", ", "));
            String[] named = message.getRecipients(Message.RecipientType.TO) == null ? new String[0] : message.getHeader("To");
            arrived.addFirst(new Caught(++count, date, sender, named == null || named.length == 0 ? to : MimeUtility.decodeText(named[0]), message.getSubject(),
                    text.toString(), html.toString(), source.toString(StandardCharsets.UTF_8)));
            while (arrived.size() > MOST) {
                arrived.removeLast();
            }
            server.getManagers().getImapHostManager().getInbox(everybody).deleteAllMessages();
        } catch (IOException e) {
            throw new MessagingException("a mail could not be read", e);
        } catch (FolderException e) {
            throw new MessagingException("the inbox is not there", e);
        }
    }

    private static void read(Part part, StringBuilder text, StringBuilder html) throws MessagingException, IOException {
        if (part.isMimeType("text/plain")) {
            text.append(part.getContent());
        } else if (part.isMimeType("text/html")) {
            html.append(part.getContent());
        } else if (part.getContent() instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                read(parts.getBodyPart(i), text, html);
            }
        }
    }

    @Override
    public void close() {
        server.stop();
    }
}
