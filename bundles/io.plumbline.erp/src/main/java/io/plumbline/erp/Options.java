package io.plumbline.erp;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.plumbline.domain.Problem;

/**
 * The options of one component, as they stand in its {@code .cfg} file. Every option arrives as text; what cannot be read is noted
 * as a problem, its default is used, and the component starts anyhow, so that one wrong value hides no other and breaks nothing else.
 * Not safe for use by several threads.
 */
public final class Options {
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");
    /** What Configuration Admin, Declarative Services and Felix File Install add. */
    private static final Set<String> NOT_OURS = Set.of("service.pid", "service.factoryPid", "service.bundleLocation", "component.name", "component.id",
            "felix.fileinstall.filename", "service.ranking", "service.vendor", "service.description", "osgi.ds.satisfying.condition.target");

    private final Map<String, ?> properties;
    private final String file;
    private final String name;
    private final Set<String> asked = new TreeSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private Options(Map<String, ?> properties) {
        this.properties = properties;
        this.file = file(properties);
        this.name = name();
    }

    /** @param properties the component's properties, with what Configuration Admin and File Install add to them */
    public static Options of(Map<String, ?> properties) {
        return new Options(properties);
    }

    /**
     * The source's name: option {@code name}, or the part of the file name after the first dash
     * ({@code io.plumbline.erp.tryton-main.cfg} is {@code main}).
     */
    public String name() {
        if (name != null) {
            return name;
        }
        Optional<String> given = find("name");
        String found = given.orElseGet(this::suffix);
        if (NAME.matcher(found).matches()) {
            return found;
        }
        refuse(given.isPresent() ? "name" : "the name in the file name", found, "1 to 40 characters of a-z, 0-9 and -, beginning with a letter or a digit");
        String repaired = found.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
        return repaired.isEmpty() ? "unnamed" : repaired.substring(0, Math.min(40, repaired.length()));
    }

    /** The file that the options stand in, as an operator finds it. */
    public String file() {
        return file;
    }

    /** The option as text, or {@code fallback} where it is missing or blank. */
    public String text(String key, String fallback) {
        return find(key).orElse(fallback);
    }

    /** An option that must be there. */
    public String text(String key) {
        return find(key).orElseGet(() -> {
            refuse(key, null, "a value");
            return "";
        });
    }

    /** One of several words; letter case does not matter. */
    public String choice(String key, String fallback, List<String> words) {
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            return fallback;
        }
        return words.stream().filter(given.get()::equalsIgnoreCase).findFirst().orElseGet(() -> {
            refuse(key, given.get(), "one of " + String.join(", ", words));
            return fallback;
        });
    }

    /** A number and its unit ({@code 30s}, {@code 5m}, {@code 2h}, {@code 14d}), or ISO 8601 ({@code PT30S}). */
    public Duration duration(String key, Duration fallback, Duration least, Duration most) {
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            return fallback;
        }
        Optional<Duration> read = duration(given.get());
        if (read.isEmpty() || read.get().compareTo(least) < 0 || read.get().compareTo(most) > 0) {
            refuse(key, given.get(), "a duration from " + shown(least) + " to " + shown(most) + ", such as 30s, 5m, 2h or 1d");
            return fallback;
        }
        return read.get();
    }

    public int number(String key, int fallback, int least, int most) {
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            return fallback;
        }
        if (given.get().matches("\\d{1,9}")) {
            int read = Integer.parseInt(given.get());
            if (read >= least && read <= most) {
                return read;
            }
        }
        refuse(key, given.get(), "a whole number from " + least + " to " + most);
        return fallback;
    }

    /** A moment ({@code 2026-11-01T00:00:00Z}) or the beginning of a day in UTC ({@code 2026-11-01}); null where the option is missing. */
    public Instant instant(String key) {
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            return null;
        }
        try {
            return given.get().length() == 10 ? LocalDate.parse(given.get()).atStartOfDay(ZoneOffset.UTC).toInstant() : Instant.parse(given.get());
        } catch (DateTimeException e) {
            refuse(key, given.get(), "a day such as 2026-11-01, or a moment such as 2026-11-01T08:00:00Z");
            return null;
        }
    }

    /** A time zone; {@code fallback} where the option is missing. */
    public ZoneId zone(String key, ZoneId fallback) {
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            return fallback;
        }
        try {
            return ZoneId.of(given.get());
        } catch (DateTimeException e) {
            refuse(key, given.get(), "a time zone such as Europe/Berlin");
            return fallback;
        }
    }

    /** Where an ERP is: {@code http} or {@code https}, without a login in it. Null where it cannot be used. */
    public URI url(String key) {
        String accepted = "an address such as https://erp.example.org:8000, without user name, password, ? and #";
        Optional<String> given = find(key);
        if (given.isEmpty()) {
            refuse(key, null, accepted);
            return null;
        }
        try {
            URI uri = new URI(given.get());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null
                    && uri.getPort() <= 65_535 && uri.getPort() != 0) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, as for any other address that is of no use
        }
        refuse(key, given.get().replaceFirst("//[^/]*@", "//…@"), accepted);
        return null;
    }

    /** A file or folder. Null where the option is missing, which is then a problem. */
    public Path path(String key) {
        Optional<String> given = find(key);
        try {
            if (given.isPresent()) {
                return Path.of(given.get());
            }
            refuse(key, null, "a path");
        } catch (InvalidPathException e) {
            refuse(key, given.get(), "a path");
        }
        return null;
    }

    /**
     * A secret, given as {@code key} (as {@code ${env:NAME}}, which Karaf replaces) or as {@code key.file}, the path of a file that
     * holds nothing else. Null where there is none, which is then a problem.
     */
    public Secret secret(String key) {
        String inFile = key + ".file";
        Optional<String> given = find(key);
        Optional<String> path = find(inFile);
        String accepted = key + " = ${env:NAME} with that variable set, or " + inFile + " = the path of a file that holds only the secret";
        if (given.isPresent() && path.isPresent()) {
            refuse(inFile, path.get(), "only one of " + key + " and " + inFile);
            return null;
        }
        if (given.isPresent() && given.get().contains("${")) {
            refuse(key, "an unresolved ${…}", accepted);
            return null;
        }
        if (given.isPresent()) {
            return Secret.of(given.get());
        }
        if (path.isPresent()) {
            return Secret.in(path(inFile), file + ": " + inFile);
        }
        refuse(key, null, accepted);
        return null;
    }

    /** Notes that the option cannot be used as it is. */
    public void refuse(String key, String value, String accepted) {
        problems.add(new Problem(key, value, accepted));
    }

    /**
     * Notes each option that nobody asked for: a key that is misspelt would otherwise go unnoticed. Call it last. Properties that the
     * framework or a component of ours adds to those of the file are passed over.
     */
    public void refuseUnknown() {
        Set<String> known = new TreeSet<>(asked);
        properties.keySet().stream().filter(k -> !known.contains(k) && !NOT_OURS.contains(k) && !k.startsWith(".") && !k.startsWith("osgi.") && !k.startsWith("io.plumbline.")
                && !k.endsWith(".target")).sorted().forEach(k -> refuse(k, "an unknown key", "one of these keys: " + String.join(", ", known)));
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** All that is wrong, as one sentence for the operator that names the file; empty when all is well. */
    public Optional<String> fault() {
        return problems.isEmpty() ? Optional.empty()
                : Optional.of("cannot start with " + file + ": " + problems.stream().map(Problem::text).collect(Collectors.joining("; ")));
    }

    private Optional<String> find(String key) {
        asked.add(key);
        Object value = properties.get(key);
        return value == null || value.toString().isBlank() ? Optional.empty() : Optional.of(value.toString().strip());
    }

    private String suffix() {
        String plain = file.substring(file.lastIndexOf('/') + 1).replaceFirst("\\.(cfg|config|json)$", "");
        int cut = plain.indexOf('~') >= 0 ? plain.indexOf('~') : plain.indexOf('-');
        return cut < 0 ? "" : plain.substring(cut + 1);
    }

    private static String file(Map<String, ?> properties) {
        Object installed = properties.get("felix.fileinstall.filename");
        if (installed != null) {
            return "etc/" + installed.toString().substring(installed.toString().lastIndexOf('/') + 1);
        }
        Object pid = properties.get("service.pid");
        return pid == null ? "its configuration" : "etc/" + pid.toString().replaceFirst("~", "-") + ".cfg";
    }

    private static Optional<Duration> duration(String text) {
        Matcher m = DURATION.matcher(text);
        if (m.matches()) {
            long n = Long.parseLong(m.group(1));
            return Optional.of(switch (m.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static String shown(Duration d) {
        if (!d.isZero() && d.toMillis() % 86_400_000 == 0) {
            return d.toDays() + "d";
        }
        if (!d.isZero() && d.toMillis() % 3_600_000 == 0) {
            return d.toHours() + "h";
        }
        if (!d.isZero() && d.toMillis() % 60_000 == 0) {
            return d.toMinutes() + "m";
        }
        return d.toMillis() % 1000 == 0 ? d.toSeconds() + "s" : d.toMillis() + "ms";
    }
}
