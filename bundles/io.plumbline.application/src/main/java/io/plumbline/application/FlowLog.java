package io.plumbline.application;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.mail.Mail;

/**
 * One line at INFO for each business event, by the logger {@code io.plumbline.flow}: what happened, to which noun, its id, and the name
 * by which others know it (the ERP's document, the number of a case). The order stands in the line's field {@code order}, see
 * {@link OrderTrace}. The lines are made from journal entries, never from their personal part nor from their reasons, which quote mail
 * servers and people; whoever keeps the journal writes them after the commit.
 */
public final class FlowLog {
    private static final Logger LOG = LoggerFactory.getLogger("io.plumbline.flow");

    /** Nouns whose changes are steps of the flow, and the fact that says more about each. */
    private static final Map<String, String> TELLING = Map.of("delivery", "document", "goods_return", "document", "invitation", "why", "response", "why",
            "nonconformity", "number", "mail", "purpose", "order_note", "place");
    /** An answer is told by the response, a written mail by its being sent. */
    private static final Set<String> TOLD_OTHERWISE = Set.of("invitation.answered", "mail.written");

    /** As many as there are names of actions in the code, which is some dozens. */
    private static final Map<String, LongAdder> COUNTS = new ConcurrentHashMap<>();

    private final String action;
    private final String orders;
    private final String message;

    private FlowLog(String action, String orders, String message) {
        this.action = action;
        this.orders = orders;
        this.message = message;
    }

    /** How many lines of each action were written since the process began. */
    public static Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        COUNTS.forEach((action, count) -> counts.put(action, count.sum()));
        return counts;
    }

    /** The line of an entry; empty when it is no event of the flow, or another entry tells of the same. */
    public static Optional<FlowLog> of(Entry entry) {
        String fact = TELLING.get(entry.objectType());
        boolean invitationMail = entry.objectType().equals("mail") && Mail.Purpose.INVITATION.name().equals(entry.facts().get(fact));
        if (fact == null || invitationMail || TOLD_OTHERWISE.contains(entry.action())) {
            return Optional.empty();
        }
        String more = entry.facts().get(fact);
        String message = entry.action() + " " + entry.objectType() + " " + entry.object() + (more == null ? "" : " " + fact + " " + more);
        String known = entry.facts().getOrDefault("order", entry.facts().getOrDefault("orders", OrderTrace.current()));
        return Optional.of(new FlowLog(entry.action(), known == null || known.isEmpty() ? null : known, message));
    }

    /** Action, noun, id and what more there is to say, with blanks between. */
    public String message() {
        return message;
    }

    /** The correlation id: one order, several with blanks between, or empty where none is known. */
    public Optional<String> orders() {
        return Optional.ofNullable(orders);
    }

    public void write() {
        COUNTS.computeIfAbsent(action, a -> new LongAdder()).increment();
        OrderTrace.during(orders, () -> LOG.info("{}", message));
    }
}
