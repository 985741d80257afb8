package io.plumbline.application;

import java.net.URI;
import java.time.ZoneId;

import io.plumbline.domain.Site;

/**
 * Who runs this Plumbline.
 *
 * @param name      as customers know it
 * @param publicUrl the address under which people reach these pages; mailed links use nothing else
 * @param mailFrom  sender of every mail, optionally as {@code Name <address>}
 * @param replyTo   an address that a person reads, or empty
 * @param imprint   postal address and such, one line, shown in mails and on the survey page
 * @param zone      in which days begin and times are shown
 */
public record Organisation(String name, URI publicUrl, String mailFrom, String replyTo, String imprint, ZoneId zone, Site site) {

    /** The organisation as configured at this moment. */
    public interface Current {
        Organisation get();
    }

    /** An address below the public one; {@code path} begins with a slash. */
    public String link(String path) {
        return publicUrl + path;
    }
}
