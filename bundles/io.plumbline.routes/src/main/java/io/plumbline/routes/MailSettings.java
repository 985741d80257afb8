package io.plumbline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import io.plumbline.application.Options;
import io.plumbline.application.mail.MailTransport.MailFault;
import io.plumbline.domain.Problem;

/**
 * How to reach the mail server.
 *
 * @param host         empty while there is none
 * @param security     of the connection
 * @param user         empty where the server asks for no login
 * @param password     empty where it stands in a file
 * @param passwordFile read at each mail, so that a changed password needs no restart; null where there is none
 * @param trust        certificates in PEM form to trust in place of Java's own; null for Java's own
 */
record MailSettings(String host, int port, Security security, String user, String password, Path passwordFile, Path trust, Duration connectTimeout,
        Duration readTimeout, Duration writeTimeout) {
    private static final int MOST_PASSWORD = 4096;
    /** Less than the lease of a step, so that nobody else takes up what is still being sent. */
    private static final Duration LONGEST = Duration.ofMinutes(4);
    /** A mail takes half a dozen answers; a server that lets us wait to the last for more than three of them is as good as down. */
    private static final int ANSWERS = 3;

    enum Security {
        NONE(25), STARTTLS(587), TLS(465);

        private final int port;

        Security(int port) {
            this.port = port;
        }
    }

    /** Reads the options; what cannot be used is noted there. */
    static MailSettings of(MailOptions raw, Options options) {
        String host = options.parsed("host", raw.host(), "", "a host name or an address such as mail.example.org, or nothing",
                text -> text.matches("[A-Za-z0-9.:_-]{1,253}") ? text : null);
        String user = options.parsed("user", raw.user(), "", "at most 200 characters without line breaks",
                text -> text.length() > 200 || text.chars().anyMatch(Character::isISOControl) ? null : text);
        Security security = options.parsed("security", raw.security(), Security.STARTTLS, "none, starttls or tls", MailSettings::security);
        if (security == Security.NONE && !user.isEmpty() && !onThisMachine(host)) {
            security = options.parsed("security", raw.security(), Security.STARTTLS,
                    "starttls or tls, because a password would go over the network for all to read", text -> null);
        }
        Duration most = Duration.ofMinutes(2);
        String password = raw.password() == null ? "" : raw.password();
        MailSettings settings = new MailSettings(host, options.number("port", raw.port(), security.port, 1, 65535), security, user, password,
                file("password.file", raw.password_file(), options), file("trust", raw.trust(), options),
                options.duration("connectTimeout", raw.connectTimeout(), Duration.ofSeconds(10), Duration.ofMillis(100), most),
                options.duration("readTimeout", raw.readTimeout(), Duration.ofSeconds(20), Duration.ofMillis(100), most),
                options.duration("writeTimeout", raw.writeTimeout(), Duration.ofSeconds(20), Duration.ofMillis(100), most));
        return settings;
    }

    /** What is missing between the options, each of which is right by itself. */
    Optional<Problem> gap(String file) {
        if (!user.isEmpty() && password.isEmpty() && passwordFile == null) {
            return Optional.of(new Problem(file + ": password", "", "password or password.file, because there is a user"));
        }
        return Optional.empty();
    }

    boolean configured() {
        return !host.isEmpty();
    }

    String protocol() {
        return security == Security.TLS ? "smtps" : "smtp";
    }

    /** How long sending a mail may take from the connection to its end, however busily the server talks. */
    Duration whole() {
        Duration whole = connectTimeout.plus(readTimeout.multipliedBy(ANSWERS)).plus(writeTimeout);
        return whole.compareTo(LONGEST) < 0 ? whole : LONGEST;
    }

    /** The password at this moment. */
    String secret() throws MailFault {
        if (!password.isEmpty() || passwordFile == null) {
            return password;
        }
        try (InputStream in = Files.newInputStream(passwordFile)) {
            String text = new String(in.readNBytes(MOST_PASSWORD), StandardCharsets.UTF_8).replaceFirst("\\R[\\s\\S]*$", "");
            if (!text.isEmpty()) {
                return text;
            }
        } catch (IOException e) {
            throw new MailFault(MailFault.Kind.SETUP, "password.file names " + passwordFile + ", which cannot be read: " + e.getClass().getSimpleName(), e);
        }
        throw new MailFault(MailFault.Kind.SETUP, "password.file names " + passwordFile + ", which is empty", null);
    }

    private static Security security(String text) {
        return text.equals(text.toLowerCase(Locale.ROOT)) ? Security.valueOf(text.toUpperCase(Locale.ROOT)) : null;
    }

    private static Path file(String key, String value, Options options) {
        return options.parsed(key, value, null, "the path of a file that can be read", text -> {
            try {
                Path path = Path.of(text);
                return Files.isReadable(path) && Files.isRegularFile(path) ? path : null;
            } catch (InvalidPathException e) {
                return null;
            }
        });
    }

    private static boolean onThisMachine(String host) {
        try {
            return host.isEmpty() || host.equals("localhost") || host.matches("[0-9.]+|.*:.*") && InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "MailSettings[" + host + ":" + port + " " + security + "]";
    }
}
