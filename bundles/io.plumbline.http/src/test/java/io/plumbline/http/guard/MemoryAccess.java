package io.plumbline.http.guard;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.application.access.AccessRules;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.LockOut;
import io.plumbline.domain.access.PasswordHashes;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.Session;
import io.plumbline.domain.access.Sessions;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.journal.Entry;
import io.plumbline.domain.journal.Journal;
import io.plumbline.domain.survey.Language;

/** Users and sessions in memory, with hashes that cost nothing. */
public final class MemoryAccess implements Transactions, Users, Sessions, Journal, PasswordHashes {
    private final Map<Id, User> users = new TreeMap<>();
    private final Map<String, Session> sessions = new TreeMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Ids ids = new Ids();
    /** Throws on each transaction, as when the database has gone. */
    boolean broken;
    /** How often a password was compared. */
    int compared;

    public AccessRules rules(Path codeFile) {
        return new AccessRules(Duration.ofHours(12), Duration.ofMinutes(60), new LockOut(5, Duration.ofMinutes(15), Duration.ofMinutes(15)), 12, codeFile);
    }

    public User user(String login, String password, Role... roles) {
        User user = new User.Active(new User.Facts(ids.next(Instant.EPOCH), Site.MAIN, login, "Name of " + login, null, Set.of(roles), Language.DE,
                User.Notice.NONE, password, 0, Instant.EPOCH, 1));
        users.put(user.facts().id(), user);
        return user;
    }

    void end(User user) {
        users.put(user.facts().id(), new User.Ended(user.facts()));
    }

    @Override
    public synchronized <T> T required(Supplier<T> work) {
        if (broken) {
            throw new IllegalStateException("connection to db.internal:5432 refused");
        }
        return work.get();
    }

    @Override
    public Optional<User> byLogin(String login) {
        return users.values().stream().filter(u -> u.facts().login().equals(login)).findFirst();
    }

    @Override
    public Optional<User> byId(Id id) {
        return Optional.ofNullable(users.get(id));
    }

    @Override
    public List<User> all() {
        return List.copyOf(users.values());
    }

    @Override
    public List<User> active(Site site, Role role) {
        return users.values().stream().filter(u -> u.facts().roles().contains(role)).toList();
    }

    @Override
    public long count() {
        return users.size();
    }

    @Override
    public void add(User user) {
        users.put(user.facts().id(), user);
    }

    @Override
    public void save(User user) {
        users.put(user.facts().id(), user);
    }

    @Override
    public Optional<Session> byKey(String key) {
        return Optional.ofNullable(sessions.get(key));
    }

    @Override
    public void add(Session session) {
        sessions.put(session.key(), session);
    }

    @Override
    public void seen(String key, Instant now) {
        sessions.computeIfPresent(key, (k, s) -> new Session(k, s.user(), s.csrfToken(), s.createdAt(), now, s.expiresAt()));
    }

    @Override
    public void end(String key) {
        sessions.remove(key);
    }

    @Override
    public void endAll(Id user) {
        sessions.values().removeIf(s -> s.user().equals(user));
    }

    @Override
    public int forgetExpired(Instant now) {
        return 0;
    }

    @Override
    public void append(Entry entry) {
        entries.add(entry);
    }

    @Override
    public int sequence(int most, Instant now) {
        return 0;
    }

    @Override
    public Verification verify() {
        return new Verification(0, entries.size(), "", List.of());
    }

    @Override
    public String hash(CharSequence password) {
        return password.toString();
    }

    @Override
    public synchronized boolean matches(CharSequence password, String hash) {
        compared++;
        return hash.contentEquals(password);
    }
}
