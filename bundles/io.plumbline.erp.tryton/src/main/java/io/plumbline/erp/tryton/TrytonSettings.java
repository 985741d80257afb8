package io.plumbline.erp.tryton;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import io.plumbline.erp.Options;
import io.plumbline.erp.Secret;

/**
 * Where a Tryton is and who reads it.
 *
 * @param url      without the database: {@code https://erp.example.org:8000}; null while the option cannot be used
 * @param database the first part of the path below {@code url}
 * @param user     login name
 * @param password null while the option cannot be used
 * @param timeout  of one call
 */
record TrytonSettings(URI url, String database, String user, Secret password, Duration timeout) {
    private static final Pattern DATABASE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,62}");

    /** Reads the settings; what is wrong with them is in {@link Options#problems()} afterwards. */
    static TrytonSettings of(Options options) {
        String database = options.text("database");
        if (!database.isEmpty() && !DATABASE.matcher(database).matches()) {
            options.refuse("database", database, "the name of a database: letters, digits, _, . and -, at most 63");
        }
        return new TrytonSettings(options.url("url"), database, options.text("user"), options.secret("password"),
                options.duration("timeout", Duration.ofSeconds(60), Duration.ofSeconds(1), Duration.ofMinutes(10)));
    }
}
