package io.plumbline.soap;

import io.plumbline.domain.delivery.LedgerLine.Line;
import io.plumbline.domain.survey.NotAsked;

/** Lines, states and reasons in plain words, for those who read a reply without the schema. */
final class Words {
    private Words() {
    }

    static String line(Line line, NotAsked why) {
        if (line == null) {
            return "It has just been reported.";
        }
        return switch (line) {
            case WAITING -> "The order is not whole yet, or the mail has not left.";
            case PART_OF_ORDER -> "Another delivery of the same order carries the question.";
            case NOT_ASKED -> "The customer is not asked. " + why(why);
            case ASKED -> "The customer was asked, and has not answered so far.";
            case SILENT -> "The customer was asked, and the time to answer is over.";
            case BOUNCED -> "The mail to the customer could not be delivered.";
            case WITHDRAWN -> "The question was taken back. " + why(why);
            case ANSWERED -> "The customer answered.";
            case SUSPECT -> "All answers so far look like those of a machine.";
        };
    }

    static String invitation(String state, NotAsked why) {
        return switch (state) {
            case "Held" -> "It waits for the rest of the order.";
            case "Scheduled" -> "The mail is to be sent.";
            case "Sent" -> "The customer was asked, and has not answered so far.";
            case "Answered" -> "The customer answered.";
            case "Expired" -> "The customer was asked, and the time to answer is over.";
            case "Bounced" -> "The mail to the customer could not be delivered.";
            case "Withdrawn" -> "The question was taken back. " + why(why);
            default -> "The customer is not asked. " + why(why);
        };
    }

    static String why(NotAsked why) {
        if (why == null) {
            return "No reason is kept.";
        }
        return switch (why) {
            case TOO_OLD -> "It was delivered too long ago when it was first reported.";
            case NO_ADDRESS -> "Nobody at the customer has a mail address.";
            case OPTED_OUT -> "The customer does not want to be asked.";
            case NO_PERMISSION -> "There is no permission to ask.";
            case FATIGUE -> "The same person was asked a short time ago.";
            case NOT_SAMPLED -> "Only a share of the orders is asked about, and this one was not drawn.";
            case CANCELLED -> "It was cancelled.";
            case RETURNED -> "The goods came back.";
            case OPEN_CASE -> "A complaint about the order is being worked on.";
            case NO_PROGRAMME -> "No programme covers it.";
        };
    }

    /** A customer may have typed what XML cannot hold. */
    static String ofXml(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(c == '\n' || c == '\t' || c == '\r' || c >= ' ' && c < 0xD800 || c > 0xDFFF && c != 0xFFFE && c != 0xFFFF
                ? c : 0xFFFD));
        return out.toString();
    }
}
