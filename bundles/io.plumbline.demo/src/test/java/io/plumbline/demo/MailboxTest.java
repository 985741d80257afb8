package io.plumbline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;

import org.junit.After;
import org.junit.Test;

import io.plumbline.application.mail.CaughtMails.Caught;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

public class MailboxTest {
    private final Mailbox mailbox = new Mailbox(0);

    @After
    public void close() {
        mailbox.close();
    }

    private void send(String to, String subject, String text) throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", Integer.toString(mailbox.port()));
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom(new InternetAddress("quality@hafenwerk.example"));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(to));
        message.setSubject(subject, "UTF-8");
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(text, "UTF-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setText("<p>" + text + "</p>", "UTF-8", "html");
        message.setContent(new MimeMultipart("alternative", plain, html));
        Transport.send(message);
    }

    @Test
    public void whatIsSentIsThereNewestFirstWithBothItsParts() throws MessagingException {
        send("jana@nordlicht.example", "Wie war’s? Auftrag A-20001", "Grüße: http://localhost:8181/s/AAAAAAAAAAAAAAAAAAAAAA");
        send("emma@harbour.example", "How was it?", "second");
        assertThat(mailbox.newest(10)).extracting(Caught::subject).containsExactly("How was it?", "Wie war’s? Auftrag A-20001");
        Caught first = mailbox.one(1).orElseThrow();
        assertThat(first.to()).isEqualTo("jana@nordlicht.example");
        assertThat(first.text()).startsWith("Grüße");
        assertThat(first.html()).contains("<p>Grüße");
        assertThat(Mailbox.token(first)).contains("AAAAAAAAAAAAAAAAAAAAAA");
        assertThat(mailbox.after(1)).extracting(Caught::number).containsExactly(2L);
        assertThat(Mailbox.token(mailbox.one(2).orElseThrow())).isEmpty();
    }

    @Test
    public void onlyTheNewestAreKept() throws MessagingException {
        for (int i = 1; i <= 503; i++) {
            send("a@b.example", "mail " + i, "text");
        }
        assertThat(mailbox.newest(1000)).hasSize(500).first().extracting(Caught::subject).isEqualTo("mail 503");
        assertThat(mailbox.one(3)).isEmpty();
    }
}
