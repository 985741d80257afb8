package io.plumbline.domain.nonconformity;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.plumbline.domain.Site;

/**
 * The number of a nonconformity: {@code NC-MAIN-2026-0001}. Without gaps within a site and a year (of UTC).
 *
 * @param running 1 or more
 */
public record CaseNumber(Site site, int year, int running) {
    private static final Pattern SHAPE = Pattern.compile("NC-([A-Z0-9]{1,8})-(\\d{4})-(\\d{4,9})");

    public CaseNumber {
        if (running < 1) {
            throw new IllegalArgumentException("running number from 1 expected");
        }
    }

    /** Empty where the text is no case number. */
    public static Optional<CaseNumber> parse(String text) {
        Matcher m = SHAPE.matcher(text);
        return m.matches() && Integer.parseInt(m.group(3)) > 0
                ? Optional.of(new CaseNumber(new Site(m.group(1)), Integer.parseInt(m.group(2)), Integer.parseInt(m.group(3)))) : Optional.empty();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "NC-%s-%04d-%04d", site, year, running);
    }
}
