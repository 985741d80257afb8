package io.plumbline.application.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;

import org.junit.Test;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.application.operation.SettleQuarantined.Again;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.delivery.Quarantine;
import io.plumbline.domain.delivery.Streams;
import io.plumbline.domain.flow.Command;
import io.plumbline.domain.flow.WorkQueue;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.journal.Journal.Verification;
import io.plumbline.domain.survey.Language;

public class OperatorActsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final Id SUBJECT = new Id("01KB0000000000000000000001");
    private final Ids ids = new Ids();
    private final TreeMap<Id, User> people = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Set<String> paused = new TreeSet<>();
    private final List<Id> quarantined = new ArrayList<>(List.of(SUBJECT));
    private final Id operator = person("operator", Role.OPERATOR, false);
    private final Id quality = person("quality", Role.QUALITY_MANAGER, false);
    private final Id former = person("former", Role.OPERATOR, true);
    private final Transactions transactions = new Transactions() {
        @Override
        public <T> T required(Supplier<T> work) {
            return work.get();
        }
    };
    private final Journal journal = port(Journal.class, (method, args) -> switch (method) {
        case "append" -> entries.add((Entry) args[0]);
        default -> new Verification(7, 0, "abc", List.of());
    });
    private final OperatorActs acts = new OperatorActs(transactions, port(Users.class, (method, args) -> Optional.ofNullable(people.get(args[0]))), journal, ids);

    @Test
    public void anOperatorPausesResumesAndResetsAStreamAndTheJournalSaysSo() {
        SteerStream steer = steer();
        assertThat(steer.pause(operator, "erp", NOW)).isEqualTo(OperatorOutcome.DONE);
        assertThat(paused).containsExactly("erp");
        assertThat(steer.resume(operator, "erp", NOW)).isEqualTo(OperatorOutcome.DONE);
        assertThat(paused).isEmpty();
        assertThat(steer.reset(operator, "erp", NOW)).isEqualTo(OperatorOutcome.DONE);
        assertThat(entries).extracting(Entry::action).containsExactly("stream.paused", "stream.resumed", "stream.reset");
        assertThat(entries).allSatisfy(entry -> {
            assertThat(entry.actor().toString()).isEqualTo("user:operator");
            assertThat(entry.objectType()).isEqualTo("operation");
            assertThat(entry.version()).isEqualTo(1);
            assertThat(entry.facts()).containsEntry("stream", "erp");
        });
        assertThat(entries).extracting(Entry::object).doesNotHaveDuplicates();
    }

    @Test
    public void whatIsNotThereIsSaidAndLeavesNoEntry() {
        assertThat(steer().pause(operator, "unknown", NOW)).isEqualTo(OperatorOutcome.NOT_THERE);
        assertThat(new ReplayStep(acts, queue()).replay(operator, Command.Kind.SEND_INVITATION, operator, NOW)).isEqualTo(OperatorOutcome.NOT_THERE);
        assertThat(settle().giveUp(operator, operator, NOW)).isEqualTo(OperatorOutcome.NOT_THERE);
        assertThat(settle().again(operator, operator, NOW)).isEqualTo(new Again.Not(OperatorOutcome.NOT_THERE));
        assertThat(entries).isEmpty();
    }

    @Test
    public void nobodyButAnActiveOperatorMay() {
        for (Id other : List.of(quality, former, SUBJECT)) {
            assertThat(steer().pause(other, "erp", NOW)).isEqualTo(OperatorOutcome.NOT_AN_OPERATOR);
            assertThat(steer().reset(other, "erp", NOW)).isEqualTo(OperatorOutcome.NOT_AN_OPERATOR);
            assertThat(new ReplayStep(acts, queue()).replay(other, Command.Kind.SEND_INVITATION, SUBJECT, NOW)).isEqualTo(OperatorOutcome.NOT_AN_OPERATOR);
            assertThat(settle().giveUp(other, SUBJECT, NOW)).isEqualTo(OperatorOutcome.NOT_AN_OPERATOR);
            assertThat(settle().again(other, SUBJECT, NOW)).isEqualTo(new Again.Not(OperatorOutcome.NOT_AN_OPERATOR));
            assertThat(new VerifyJournal(acts, transactions, journal).verify(other, NOW)).isEmpty();
        }
        assertThat(paused).isEmpty();
        assertThat(quarantined).containsExactly(SUBJECT);
        assertThat(entries).isEmpty();
    }

    @Test
    public void aStepIsReplayedARecordGivenUpAndTheJournalVerified() {
        assertThat(new ReplayStep(acts, queue()).replay(operator, Command.Kind.SEND_INVITATION, SUBJECT, NOW)).isEqualTo(OperatorOutcome.DONE);
        assertThat(settle().giveUp(operator, SUBJECT, NOW)).isEqualTo(OperatorOutcome.DONE);
        assertThat(quarantined).isEmpty();
        assertThat(new VerifyJournal(acts, transactions, journal).verify(operator, NOW)).hasValueSatisfying(v -> assertThat(v.sound()).isTrue());
        assertThat(entries).extracting(Entry::action).containsExactly("step.replayed", "quarantine.given-up", "journal.verified");
        assertThat(entries.get(0).facts()).containsEntry("step", "invitations.send").containsEntry("subject", SUBJECT.value());
        assertThat(entries.get(1).facts()).containsEntry("identity", "shipment/1");
        assertThat(entries.get(2).facts()).containsEntry("head", "abc").containsEntry("findings", "0");
    }

    private SteerStream steer() {
        return new SteerStream(acts, port(Streams.class, (method, args) -> {
            boolean known = args[0].equals("erp");
            if (known && method.equals("pause")) {
                return (boolean) args[1] ? paused.add("erp") : paused.remove("erp");
            }
            return known;
        }));
    }

    private WorkQueue queue() {
        return port(WorkQueue.class, (method, args) -> args[1].equals(SUBJECT));
    }

    private SettleQuarantined settle() {
        Quarantine quarantine = port(Quarantine.class, (method, args) -> switch (method) {
            case "byId" -> quarantined.contains(args[0]) ? Optional.of(new Quarantine.Entry(SUBJECT, Site.MAIN, "erp", "shipment/1", "{}", "application/json",
                    List.of(new Problem("lines", "", "at least one")), NOW, NOW.plus(Duration.ofHours(1)))) : Optional.empty();
            default -> quarantined.remove(args[0]);
        });
        return new SettleQuarantined(acts, transactions, quarantine, null);
    }

    private Id person(String login, Role role, boolean ended) {
        Id id = ids.next(NOW);
        User.Facts facts = new User.Facts(id, Site.MAIN, login, login, null, Set.of(role), Language.EN, User.Notice.NONE, "", 0, NOW, 1);
        people.put(id, ended ? new User.Ended(facts) : new User.Active(facts));
        return id;
    }

    private static <T> T port(Class<T> type, BiFunction<String, Object[], Object> part) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> {
            Object result = part.apply(method.getName(), args);
            return method.getReturnType() == void.class ? null : result;
        }));
    }
}
