package io.plumbline.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;

/** Customers who were asked by mail. */
final class Invited {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Pattern LINK = Pattern.compile("http://\\S+/s/[A-Za-z0-9_-]{22}");

    private Invited() {
    }

    /** Reports a delivery, waits for the mail, and returns the survey's address in it. */
    static String link(Distribution plumbline, String order, String email, String language) throws Exception {
        assertThat(Api.as(plumbline, "erp").report(delivery(order, email, language)).statusCode()).isEqualTo(200);
        return linkIn(plumbline, email, "");
    }

    /** Waits for the mail by which somebody is asked once more, and returns the survey's address in it. */
    static String onceMore(Distribution plumbline, String email, String subject) throws Exception {
        return linkIn(plumbline, email, subject);
    }

    private static String linkIn(Distribution plumbline, String email, String subject) throws Exception {
        await().atMost(SOON).until(() -> mail(plumbline, email, subject) != null);
        Matcher m = LINK.matcher(((MimeMultipart) mail(plumbline, email, subject).getContent()).getBodyPart(0).getContent().toString());
        assertThat(m.find()).isTrue();
        return m.group();
    }

    static String delivery(String order, String email, String language) {
        return """
                {"schema":"delivered-order/1","source":{"company":"1","docType":"shipment","docId":"%1$s"},"kind":"DELIVERY","status":"DELIVERED",
                 "orders":[{"id":"%1$s","no":"SO-%1$s","state":"COMPLETE"}],"customer":{"id":"77","no":"C77","name":"Harbour Joinery Ltd"},
                 "contacts":[{"role":"BUYER","name":"Emma Clarke","email":"%2$s","language":"%3$s"}],
                 "lines":[{"id":"1","name":"Oak panel 1200 × 600","delivered":3}]}
                """.formatted(order, email, language);
    }

    private static MimeMessage mail(Distribution plumbline, String address, String subject) throws Exception {
        for (MimeMessage mail : plumbline.post().getReceivedMessages()) {
            if (mail.getAllRecipients()[0].toString().contains(address) && mail.getSubject().startsWith(subject)) {
                return mail;
            }
        }
        return null;
    }
}
