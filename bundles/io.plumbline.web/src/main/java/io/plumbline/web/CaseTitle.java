package io.plumbline.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The title of a case in the reader's language. Cases are filed with an English title made of an order number and the reasons; that
 * one is said again in the reader's words, and any other title is shown as it was written.
 */
public final class CaseTitle {
    private static final Pattern FILED = Pattern.compile("Order (.{1,200}): ((?:satisfaction|recommendation) \\d{1,2} of \\d{1,2} .*)");
    private static final Pattern REASON = Pattern.compile("(satisfaction|recommendation) (\\d{1,2}) of (\\d{1,2}) \\(limit (\\d{1,2})\\)");

    private static final Pattern UNUSABLE = Pattern.compile("rejected or missing ([\\d.]{1,40})(?: of ([\\d.]{1,40})( \\(half or more\\))?)?");
    private static final Map<String, String> SIGNS = Map.of("danger to people or breach of law", "case.reason.danger", "found throughout or again", "case.reason.systemic", "reached a customer",
            "case.reason.customer", "reached no customer", "case.reason.nocustomer");
    private static final Pattern RECEIPT = Pattern.compile("Receipt(?: of (.{1,120}?))?: (?:(\\S{1,40}(?: .{1,60}?)?) rejected)?(?:, )?(?:(\\S{1,40}(?: .{1,60}?)?) missing)?( \\(.{1,500}\\))?");

    private CaseTitle() {
    }

    public static String in(Texts texts, String title) {
        Matcher filed = FILED.matcher(title);
        if (!filed.matches()) {
            return receipt(texts, title);
        }
        List<String> reasons = new ArrayList<>();
        Matcher reason = REASON.matcher(filed.group(2));
        while (reason.find()) {
            reasons.add(texts.say("case.low." + reason.group(1), reason.group(2), reason.group(3)));
        }
        return reasons.isEmpty() ? title : texts.say("case.title", filed.group(1), String.join(", ", reasons));
    }

    private static String receipt(Texts texts, String title) {
        Matcher m = RECEIPT.matcher(title);
        if (!m.matches() || m.group(2) == null && m.group(3) == null) {
            return title;
        }
        List<String> what = new ArrayList<>();
        if (m.group(2) != null) {
            what.add(texts.say("case.title.receipt.rejected", quantity(texts, m.group(2))));
        }
        if (m.group(3) != null) {
            what.add(texts.say("case.title.receipt.missing", quantity(texts, m.group(3))));
        }
        String all = String.join(", ", what) + (m.group(4) == null ? "" : m.group(4));
        return m.group(1) == null ? texts.say("case.title.receipt", all) : texts.say("case.title.receipt.of", m.group(1), all);
    }

    /** Units come as codes. */
    private static String quantity(Texts texts, String quantity) {
        int space = quantity.indexOf(' ');
        String key = "unit." + quantity.substring(space + 1);
        return space > 0 && texts.knows(key) ? quantity.substring(0, space + 1) + texts.say(key) : quantity;
    }

    /** One reason with its limit, such as {@code satisfaction 1 of 5 (limit 2)}. */
    public static String reason(Texts texts, String reason) {
        Matcher m = REASON.matcher(reason);
        if (m.matches()) {
            return texts.say("case.low." + m.group(1) + ".limit", m.group(2), m.group(3), m.group(4));
        }
        if (SIGNS.containsKey(reason)) {
            return texts.say(SIGNS.get(reason));
        }
        Matcher unusable = UNUSABLE.matcher(reason);
        if (!unusable.matches()) {
            return reason;
        }
        return unusable.group(2) == null ? texts.say("case.reason.unusable", unusable.group(1))
                : texts.say("case.reason.unusable." + (unusable.group(3) == null ? "of" : "half"), unusable.group(1), unusable.group(2));
    }
}
