package io.plumbline.web;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The title of a case in the reader's language. Cases are filed with an English title made of an order number and the reasons; that
 * one is said again in the reader's words, and any other title is shown as it was written.
 */
public final class CaseTitle {
    private static final Pattern FILED = Pattern.compile("Order (.{1,200}): ((?:satisfaction|recommendation) \\d{1,2} of \\d{1,2} .*)");
    private static final Pattern REASON = Pattern.compile("(satisfaction|recommendation) (\\d{1,2}) of (\\d{1,2}) \\(limit (\\d{1,2})\\)");

    private CaseTitle() {
    }

    public static String in(Texts texts, String title) {
        Matcher filed = FILED.matcher(title);
        if (!filed.matches()) {
            return title;
        }
        List<String> reasons = new ArrayList<>();
        Matcher reason = REASON.matcher(filed.group(2));
        while (reason.find()) {
            reasons.add(texts.say("case.low." + reason.group(1), reason.group(2), reason.group(3)));
        }
        return reasons.isEmpty() ? title : texts.say("case.title", filed.group(1), String.join(", ", reasons));
    }

    /** One reason with its limit, such as {@code satisfaction 1 of 5 (limit 2)}. */
    public static String reason(Texts texts, String reason) {
        Matcher m = REASON.matcher(reason);
        return m.matches() ? texts.say("case.low." + m.group(1) + ".limit", m.group(2), m.group(3), m.group(4)) : reason;
    }
}
