package io.plumbline.erp.files;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as spreadsheets write them, with a decimal comma or point. In {@code 1.234} the point may be either; it is read only when the
 * file's other numbers, or the folder's setting, say which, because a guess would be wrong by a thousand.
 */
final class CsvNumbers {
    enum Decimal { COMMA, POINT }

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,40}");
    private static final Pattern ONE_SIGN = Pattern.compile("([+-]?\\d{1,40})([.,])(\\d{1,40})");
    private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(?:([.,' \\u202F\u2019])\\d{3})(?:\\1\\d{3}){0,12}(?:([.,])(\\d{1,40}))?");
    private final Set<Decimal> seen;

    private CsvNumbers(Set<Decimal> seen) {
        this.seen = seen;
    }

    /** @param said what the folder's setting says, or null for what the file's own numbers say */
    static CsvNumbers of(List<String> all, Decimal said) {
        Set<Decimal> seen = EnumSet.noneOf(Decimal.class);
        if (said != null) {
            seen.add(said);
        } else {
            all.forEach(text -> shownBy(text).ifPresent(seen::add));
        }
        return new CsvNumbers(seen);
    }

    /** Empty when the text is no number, or one that could be two. */
    Optional<BigDecimal> read(String text) {
        if (WHOLE.matcher(text).matches()) {
            return Optional.of(new BigDecimal(text));
        }
        Optional<Decimal> shown = shownBy(text);
        Optional<Decimal> decimal = shown.isPresent() ? shown : seen.size() == 1 ? Optional.of(seen.iterator().next()) : Optional.empty();
        Matcher one = ONE_SIGN.matcher(text);
        Matcher grouped = GROUPED.matcher(text);
        boolean isGrouped = grouped.matches();
        if (isGrouped && !one.matches() && !".,".contains(grouped.group(1))) {
            // a blank or an apostrophe can only group
            return Optional.of(new BigDecimal(plain(text, grouped.group(2))));
        }
        if (decimal.isEmpty()) {
            return Optional.empty();
        }
        String sign = decimal.get() == Decimal.COMMA ? "," : ".";
        if (one.matches() && one.group(2).equals(sign)) {
            return Optional.of(new BigDecimal(one.group(1) + "." + one.group(3)));
        }
        return isGrouped && !grouped.group(1).equals(sign) ? Optional.of(new BigDecimal(plain(text, grouped.group(2)))) : Optional.empty();
    }

    /** What is expected instead, given what the text looks like. */
    static String accepted(String text) {
        return ONE_SIGN.matcher(text).matches()
                ? "a number whose decimal sign is clear, such as 1234 or 1234.0: no other number in this file shows whether the sign in it is decimal; decimal = comma or "
                        + "decimal = point in the folder's configuration says so"
                : "a number such as 12, 12.5 or 12,5";
    }

    private static String plain(String text, String decimalSign) {
        int cut = decimalSign == null ? -1 : text.lastIndexOf(decimalSign);
        String whole = (cut < 0 ? text : text.substring(0, cut)).replaceAll("[^0-9+-]", "");
        return cut < 0 ? whole : whole + "." + text.substring(cut + 1);
    }

    /** What the text alone says about the decimal sign. */
    private static Optional<Decimal> shownBy(String text) {
        Matcher one = ONE_SIGN.matcher(text);
        if (one.matches()) {
            String whole = one.group(1).replaceAll("[+-]", "");
            boolean couldGroup = one.group(3).length() == 3 && whole.length() <= 3 && !whole.startsWith("0");
            return couldGroup ? Optional.empty() : sign(one.group(2));
        }
        Matcher grouped = GROUPED.matcher(text);
        if (!grouped.matches()) {
            return Optional.empty();
        }
        if (grouped.group(2) != null) {
            return grouped.group(2).equals(grouped.group(1)) ? Optional.empty() : sign(grouped.group(2));
        }
        return switch (grouped.group(1)) {
            case "." -> Optional.of(Decimal.COMMA);
            case "," -> Optional.of(Decimal.POINT);
            default -> Optional.empty();
        };
    }

    private static Optional<Decimal> sign(String sign) {
        return Optional.of(sign.equals(",") ? Decimal.COMMA : Decimal.POINT);
    }
}
