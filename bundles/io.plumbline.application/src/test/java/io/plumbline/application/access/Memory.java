package io.plumbline.application.access;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

import io.plumbline.application.Ids;
import io.plumbline.application.Transactions;
import io.plumbline.domain.Actor;
import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.Stale;
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

/** The ports that logins need, in memory. Sees to it that each version of a user has its journal entry. */
final class Memory implements Transactions, Users, Sessions, Journal, PasswordHashes {
    final Map<Id, User> users = new TreeMap<>();
    final Map<String, Session> sessions = new TreeMap<>();
    final List<Entry> entries = new ArrayList<>();
    final Ids ids = new Ids();
    final AccessRules rules;
    /** How often a hash was computed or compared. */
    int hashed;

    Memory(Path codeFile) {
        rules = new AccessRules(Duration.ofHours(12), Duration.ofMinutes(60), new LockOut(5, Duration.ofMinutes(15), Duration.ofMinutes(15)), 12, codeFile);
    }

    @Override
    public synchronized <T> T required(Supplier<T> work) {
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
        return users.values().stream().sorted(Comparator.comparing(u -> u.facts().login())).toList();
    }

    @Override
    public List<User> active(Site site, Role role) {
        return all().stream().filter(User.Active.class::isInstance).filter(u -> u.facts().roles().contains(role)).toList();
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
        User before = users.get(user.facts().id());
        if (before.facts().version() != user.facts().version() - 1) {
            throw new Stale("user", user.facts().id(), user.facts().version() - 1);
        }
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
        int before = sessions.size();
        sessions.values().removeIf(s -> s.expiresAt().isBefore(now));
        return before - sessions.size();
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
        hashed++;
        return "new:" + password;
    }

    @Override
    public boolean matches(CharSequence password, String hash) {
        hashed++;
        return hash.substring(4).contentEquals(password);
    }

    @Override
    public boolean outdated(String hash) {
        return hash.startsWith("old:");
    }

    User user(String login, String password, Role... roles) {
        Id id = ids.next(Instant.EPOCH);
        User user = new User.Active(new User.Facts(id, Site.MAIN, login, "Name of " + login, null, Set.of(roles),
                Language.EN, User.Notice.NONE, "new:" + password, 0, Instant.EPOCH, 1));
        users.put(id, user);
        entries.add(UserChange.entry(user, Actor.system("test"), "user.created", "", Instant.EPOCH));
        return user;
    }

    User now(User user) {
        return users.get(user.facts().id());
    }

    List<String> actions(User user) {
        return entries.stream().filter(e -> e.object().equals(user.facts().id())).map(Entry::action).toList();
    }

    /** Versions in the journal of the user: 1, 2, 3 … without a gap up to the present one. */
    List<Long> versions(User user) {
        return entries.stream().filter(e -> e.object().equals(user.facts().id())).map(Entry::version).toList();
    }

    CheckPassword checkPassword() {
        return new CheckPassword(this, this, this, this, () -> rules);
    }

    LogIn logIn() {
        return new LogIn(this, this, checkPassword(), () -> rules);
    }

    ResumeSession resumeSession() {
        return new ResumeSession(this, this, this, () -> rules);
    }

    CreateUser createUser() {
        return new CreateUser(this, this, this, this, ids);
    }

    ChangeUser changeUser() {
        return new ChangeUser(this, this, this, this);
    }

    ChangePassword changePassword() {
        return new ChangePassword(this, this, this, this, this, checkPassword(), () -> rules);
    }

    ResetPassword resetPassword() {
        return new ResetPassword(this, this, this, this, this);
    }

    SetUpFirstOperator setUp() {
        return new SetUpFirstOperator(this, this, this, this, ids, () -> rules);
    }
}
