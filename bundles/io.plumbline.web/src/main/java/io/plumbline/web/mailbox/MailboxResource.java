package io.plumbline.web.mailbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.annotation.security.RolesAllowed;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.GET;
import javax.ws.rs.NotFoundException;
import javax.ws.rs.Path;
import javax.ws.rs.PathParam;
import javax.ws.rs.core.Context;
import javax.ws.rs.core.Response;

import io.plumbline.application.mail.CaughtMails;
import io.plumbline.application.mail.CaughtMails.Caught;
import io.plumbline.web.Allowed;
import io.plumbline.web.Pages;
import io.plumbline.web.Visit;

/** What Plumbline sent while the demo's mail server catches it. */
@Path("/")
@RolesAllowed({Allowed.QUALITY_MANAGER, Allowed.AUDITOR, Allowed.OPERATOR})
public final class MailboxResource {
    private static final int MOST = 100;
    private static final Pattern URL = Pattern.compile("https?://[^\\s<>\"]+");

    private final Pages pages;
    private final Optional<CaughtMails> mails;

    MailboxResource(Pages pages, Optional<CaughtMails> mails) {
        this.pages = pages;
        this.mails = mails;
    }

    /** A piece of a mail's text; {@code link} is a path of this Plumbline, or empty. */
    public record Piece(String text, String link) {
    }

    @GET
    public Response all(@Context HttpServletRequest request) {
        Visit visit = pages.visit(request);
        return visit.with("mails", caught().newest(MOST)).with("most", MOST).show("mailbox/mails");
    }

    @GET
    @Path("{number: \\d{1,9}}")
    public Response one(@Context HttpServletRequest request, @PathParam("number") long number) {
        Visit visit = pages.visit(request);
        Caught mail = caught().one(number).orElseThrow(NotFoundException::new);
        return visit.with("mail", mail).with("pieces", pieces(mail.text(), visit.organisation().publicUrl().toString())).show("mailbox/mail");
    }

    private CaughtMails caught() {
        return mails.orElseThrow(NotFoundException::new);
    }

    /** Links lead only to this Plumbline: whatever else stands in a mail is text. */
    static List<Piece> pieces(String text, String publicUrl) {
        List<Piece> pieces = new ArrayList<>();
        Matcher m = URL.matcher(text);
        int from = 0;
        while (m.find()) {
            if (m.group().startsWith(publicUrl + "/")) {
                pieces.add(new Piece(text.substring(from, m.start()), ""));
                pieces.add(new Piece(m.group(), m.group().substring(publicUrl.length())));
                from = m.end();
            }
        }
        pieces.add(new Piece(text.substring(from), ""));
        return pieces;
    }
}
