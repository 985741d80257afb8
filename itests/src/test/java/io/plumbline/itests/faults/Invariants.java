package io.plumbline.itests.faults;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import javax.sql.DataSource;

import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.SurveyToken;
import io.plumbline.store.Store;

/**
 * What has to hold after any fault, read from the database as it stands, the clients' log and the mails that a mail server had. All work
 * that was due is supposed to be done: a step that is still missing its effect counts as lost.
 * <ul>
 * <li>I1 what was acknowledged is present
 * <li>I2 exactly one line of the ledger for each delivery and programme, at most one invitation for each order and programme
 * <li>I3 at most one accepted answer for each invitation
 * <li>I4 exactly one case for each invitation with a low answer
 * <li>I5 no more extra mails than crashes while sending, all with the same Message-ID and token; what is noted as sent was sent
 * <li>I6 no mail after an acknowledged objection or cancellation
 * <li>I7 the journal verifies, and every entry has its number
 * <li>I8 nothing stays leased for longer than a lease and a poll, and nothing was set aside
 * </ul>
 */
final class Invariants {
    /** The longest time for which a step or a stream is taken. */
    static final Duration LONGEST_LEASE = Duration.ofMinutes(10);
    private static final int LOW_SATISFACTION = 2;
    private static final int LOW_RECOMMENDATION = 3;

    private final DataSource database;
    private final Store store;
    private final List<Violation> found = new ArrayList<>();

    /** @param invariant {@code I1} to {@code I8} */
    record Violation(String invariant, String what) {
    }

    private Invariants(DataSource database, Store store) {
        this.database = database;
        this.store = store;
    }

    /**
     * @param store    on the same database; its journal is numbered to the end before it is verified
     * @param poll     how often queues are looked at
     * @param inFlight how long a mail may be on its way from Plumbline's last look at the policy to the mail server
     * @param at       when Plumbline was last running
     */
    static List<Violation> violations(DataSource database, Store store, ClientLog log, Collection<TakenMail> mails, Duration poll, Duration inFlight, Instant at)
            throws SQLException {
        Invariants checks = new Invariants(database, store);
        checks.acknowledged(log);
        checks.ledger();
        checks.accepted();
        checks.cases();
        checks.mails(log, mails);
        checks.silence(log, mails, inFlight);
        checks.journal(at);
        checks.leases(poll, at);
        return List.copyOf(checks.found);
    }

    /** I1 over HTTP: what the interface lists, against what it acknowledged. */
    static List<Violation> missingFrom(Collection<String> listed, ClientLog log) {
        return log.delivered().stream().filter(document -> !listed.contains(document))
                .map(document -> new Violation("I1", "the acknowledged delivery " + document + " is not listed over HTTP")).toList();
    }

    private void acknowledged(ClientLog log) throws SQLException {
        Map<String, String> states = new TreeMap<>();
        rows("select doc_id, state from delivery").forEach(row -> states.put(row.get(0), row.get(1)));
        log.delivered().stream().filter(document -> !states.containsKey(document))
                .forEach(document -> violated("I1", "the acknowledged delivery " + document + " is missing"));
        log.cancelled().keySet().stream().filter(document -> !"Cancelled".equals(states.get(document)))
                .forEach(document -> violated("I1", "the acknowledged cancellation of " + document + " is missing: it is " + states.get(document)));
        Set<String> answered = rows("select distinct i.token_hash from invitation i join response r on r.invitation_id = i.id").stream()
                .map(row -> row.get(0)).collect(Collectors.toSet());
        log.answered().stream().map(token -> hash(token)).filter(hash -> !answered.contains(hash))
                .forEach(hash -> violated("I1", "an acknowledged answer is missing: token hash " + hash));
        Set<String> objected = rows("select c.email from contact c join opt_out o on o.email_hash = c.email_hash").stream().map(row -> row.get(0))
                .collect(Collectors.toSet());
        log.objected().keySet().stream().filter(address -> !objected.contains(address))
                .forEach(address -> violated("I1", "the acknowledged objection of " + address + " is missing"));
    }

    private void ledger() throws SQLException {
        rows("select connector, company, doc_type, doc_id, count(*) from delivery group by connector, company, doc_type, doc_id having count(*) > 1")
                .forEach(row -> violated("I2", "a delivery is there " + row.get(4) + " times: " + row.subList(0, 4)));
        rows("select connector, company, order_id, count(*) from customer_order group by connector, company, order_id having count(*) > 1")
                .forEach(row -> violated("I2", "an order is there " + row.get(3) + " times: " + row.subList(0, 3)));
        rows("select d.doc_id, p.programme from delivery d cross join (select distinct programme from ledger) p where not exists"
                + " (select 1 from ledger l where l.delivery_id = d.id and l.programme = p.programme)")
                .forEach(row -> violated("I2", "the delivery " + row.get(0) + " has no line in the ledger of " + row.get(1)));
        rows("select delivery_id, programme, count(*) from ledger group by delivery_id, programme having count(*) > 1")
                .forEach(row -> violated("I2", "the delivery " + row.get(0) + " has " + row.get(2) + " lines in the ledger of " + row.get(1)));
        rows("select l.delivery_id from ledger l where not exists (select 1 from delivery d where d.id = l.delivery_id)")
                .forEach(row -> violated("I2", "a line of the ledger is of no delivery: " + row.get(0)));
        rows("select order_id, programme, count(*) from invitation group by order_id, programme having count(*) > 1")
                .forEach(row -> violated("I2", "the order " + row.get(0) + " has " + row.get(2) + " invitations of " + row.get(1)));
        rows("select i.state, l.line, count(*) from invitation i join ledger l on l.delivery_id = i.carrier_id and l.invitation_id = i.id group by i.state, l.line")
                .stream().filter(row -> !fits(row.get(0), row.get(1)))
                .forEach(row -> violated("I2", row.get(2) + " deliveries stand on " + row.get(1) + ", though their invitations are " + row.get(0)));
    }

    private static boolean fits(String invitation, String line) {
        return switch (invitation) {
            case "Held", "Scheduled" -> line.equals("WAITING");
            case "Sent" -> line.equals("ASKED") || line.equals("SUSPECT");
            case "Answered" -> line.equals("ANSWERED");
            case "Expired" -> line.equals("SILENT") || line.equals("SUSPECT");
            case "Bounced" -> line.equals("BOUNCED");
            case "Withdrawn" -> line.equals("WITHDRAWN");
            case "Suppressed" -> line.equals("NOT_ASKED");
            default -> false;
        };
    }

    private void accepted() throws SQLException {
        rows("select invitation_id, count(*) from response where state = 'Accepted' group by invitation_id having count(*) > 1")
                .forEach(row -> violated("I3", "the invitation " + row.get(0) + " has " + row.get(1) + " accepted answers"));
    }

    private void cases() throws SQLException {
        String low = "state <> 'Suspect' and (satisfaction <= " + LOW_SATISFACTION + " or recommendation <= " + LOW_RECOMMENDATION + ")";
        Set<String> lowInvitations = rows("select distinct invitation_id from response where " + low).stream().map(row -> row.get(0)).collect(Collectors.toSet());
        Map<String, Integer> filed = new TreeMap<>();
        rows("select r.invitation_id from nonconformity n join response r on r.id = n.trigger_id where n.trigger_type = 'RESPONSE'")
                .forEach(row -> filed.merge(row.get(0), 1, Integer::sum));
        lowInvitations.stream().filter(invitation -> filed.getOrDefault(invitation, 0) != 1)
                .forEach(invitation -> violated("I4", "the low answer to " + invitation + " has " + filed.getOrDefault(invitation, 0) + " cases"));
        filed.keySet().stream().filter(invitation -> !lowInvitations.contains(invitation))
                .forEach(invitation -> violated("I4", "there is a case without a low answer: invitation " + invitation));
        rows("select n.id from nonconformity n where n.trigger_type = 'RESPONSE' and not exists (select 1 from response r where r.id = n.trigger_id)")
                .forEach(row -> violated("I4", "the case " + row.get(0) + " was made by no answer"));
        rows("select site, case_year, count(*), count(distinct running_no), min(running_no), max(running_no) from nonconformity group by site, case_year").stream()
                .filter(row -> !row.get(4).equals("1") || !row.get(5).equals(row.get(2)) || !row.get(3).equals(row.get(2)))
                .forEach(row -> violated("I4", "the numbers of " + row.get(0) + " " + row.get(1) + " have gaps or doubles: " + row.subList(2, 6)));
    }

    private void mails(ClientLog log, Collection<TakenMail> mails) throws SQLException {
        Map<String, List<TakenMail>> copies = mails.stream().collect(Collectors.groupingBy(TakenMail::messageId, TreeMap::new, Collectors.toList()));
        int extra = mails.size() - copies.size();
        if (extra > log.crashesWhileSending()) {
            violated("I5", extra + " extra mails were taken, with " + log.crashesWhileSending() + " crashes while sending: "
                    + copies.values().stream().filter(c -> c.size() > 1).map(c -> c.get(0).messageId() + " " + c.size() + " times").limit(10).toList());
        }
        Map<String, Set<String>> identities = new TreeMap<>();
        mails.stream().filter(mail -> mail.invitation() != null)
                .forEach(mail -> identities.computeIfAbsent(mail.invitation(), i -> new HashSet<>()).add(mail.messageId() + " " + mail.token()));
        identities.forEach((invitation, different) -> {
            if (different.size() > 1) {
                violated("I5", "the mails of the invitation " + invitation + " differ in Message-ID or token");
            }
        });
        Set<String> known = copies.keySet();
        rows("select message_id from mail where state = 'SENT'").stream().map(row -> row.get(0)).filter(id -> !known.contains(id))
                .forEach(id -> violated("I5", "the mail " + id + " is noted as sent, but no server had it"));
        Set<String> noted = rows("select message_id from mail").stream().map(row -> row.get(0)).collect(Collectors.toSet());
        known.stream().filter(id -> !noted.contains(id)).forEach(id -> violated("I5", "the mail " + id + " was sent, but nothing is noted of it"));
        rows("select purpose, subject_id, recipient_id, count(*) from mail group by purpose, subject_id, recipient_id having count(*) > 1")
                .forEach(row -> violated("I5", "a mail was written " + row.get(3) + " times: " + row.subList(0, 3)));
    }

    private void silence(ClientLog log, Collection<TakenMail> mails, Duration inFlight) throws SQLException {
        Map<String, List<String>> documents = new TreeMap<>();
        rows("select i.id, d.doc_id from invitation i join delivery_order o on o.order_id = i.order_id join delivery d on d.id = o.delivery_id")
                .forEach(row -> documents.computeIfAbsent(row.get(0), id -> new ArrayList<>()).add(row.get(1)));
        Map<String, Instant> cancelled = log.cancelled();
        Map<String, Instant> objected = log.objected();
        for (TakenMail mail : mails) {
            if (mail.invitation() == null) {
                continue;
            }
            Instant objection = objected.get(mail.to());
            if (objection != null && mail.begun().isAfter(objection.plus(inFlight))) {
                violated("I6", mail.to() + " was mailed at " + mail.begun() + ", after the objection that was acknowledged at " + objection);
            }
            List<String> served = documents.getOrDefault(mail.invitation(), List.of());
            boolean allCancelled = !served.isEmpty()
                    && served.stream().allMatch(d -> cancelled.containsKey(d) && mail.begun().isAfter(cancelled.get(d).plus(inFlight)));
            if (allCancelled) {
                violated("I6", "a mail about " + served + " was sent at " + mail.begun() + ", after the cancellation that was acknowledged");
            }
        }
    }

    private void journal(Instant now) {
        Journal journal = store.journal();
        int numbered;
        do {
            numbered = journal.sequence(1000, now);
        } while (numbered > 0);
        Journal.Verification verification = journal.verify();
        verification.findings().forEach(finding -> violated("I7", finding.kind() + " at " + finding.number() + ": " + finding.text()));
        if (verification.unnumbered() > 0) {
            violated("I7", verification.unnumbered() + " entries cannot be numbered");
        }
    }

    private void leases(Duration poll, Instant at) throws SQLException {
        long now = micros(at);
        long late = micros(at.minus(poll));
        long tooLong = micros(at.plus(LONGEST_LEASE));
        rows("select kind, subject_id, lease_until from step where lease_until is not null and (lease_until < " + late + " or lease_until > " + tooLong + ")")
                .forEach(row -> violated("I8", "the step " + row.get(0) + " " + row.get(1) + " is still leased: until " + row.get(2) + ", and it is " + now));
        rows("select name, lease_until from stream where lease_until is not null and (lease_until < " + late + " or lease_until > " + tooLong + ")")
                .forEach(row -> violated("I8", "the stream " + row.get(0) + " is still leased: until " + row.get(1) + ", and it is " + now));
        rows("select kind, subject_id, last_error from step where parked_at is not null")
                .forEach(row -> violated("I8", "the step " + row.get(0) + " " + row.get(1) + " was set aside: " + row.get(2)));
        rows("select kind, count(*) from step where lease_until is null and parked_at is null and ready_at < " + late + " group by kind")
                .forEach(row -> violated("I8", row.get(1) + " steps are due and nobody makes them: " + row.get(0)));
    }

    private void violated(String invariant, String what) {
        found.add(new Violation(invariant, what));
    }

    private static long micros(Instant moment) {
        return Math.addExact(Math.multiplyExact(moment.getEpochSecond(), 1_000_000L), moment.getNano() / 1000);
    }

    private static String hash(String token) {
        return HexFormat.of().formatHex(SurveyToken.from(token).orElseThrow().hash());
    }

    private List<List<String>> rows(String query) throws SQLException {
        try (Connection connection = database.getConnection(); PreparedStatement statement = connection.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            List<List<String>> all = new ArrayList<>();
            int columns = rows.getMetaData().getColumnCount();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns; i++) {
                    row.add(String.valueOf(rows.getString(i)));
                }
                all.add(row);
            }
            return all;
        }
    }
}
