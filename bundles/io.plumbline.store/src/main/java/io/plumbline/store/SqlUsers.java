package io.plumbline.store;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.Users;
import io.plumbline.domain.survey.Language;

/** Users in the table app_user. */
@Component
public final class SqlUsers implements Users {
    private final Sql sql;

    @Activate
    public SqlUsers(@Reference Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<User> byLogin(String login) {
        return sql.one("select * from app_user where login = ?", SqlUsers::user, login);
    }

    @Override
    public Optional<User> byId(Id id) {
        return sql.one("select * from app_user where id = ?", SqlUsers::user, id);
    }

    @Override
    public List<User> all() {
        return sql.list("select * from app_user order by login", SqlUsers::user);
    }

    @Override
    public List<User> active(Site site, Role role) {
        return sql.list("select * from app_user where site = ? and state = 'Active' order by login", SqlUsers::user, site).stream()
                .filter(u -> u.facts().roles().contains(role)).toList();
    }

    @Override
    public long count() {
        return sql.number("select count(*) from app_user");
    }

    @Override
    public void add(User user) {
        User.Facts f = user.facts();
        sql.change("""
                insert into app_user (id, site, login, name, email, roles, lang, notice, password_hash, failed_logins, state, locked_until, changed_at, version)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                f.id(), f.site(), f.login(), f.name(), f.email(), codes(f.roles()), f.language(), f.notice(), f.passwordHash(), f.failedLogins(), user.state(),
                until(user), f.changedAt(), f.version());
    }

    @Override
    public void save(User user) {
        User.Facts f = user.facts();
        sql.changeVersion("user", f.id(), f.version(), """
                update app_user set site = ?, name = ?, email = ?, roles = ?, lang = ?, notice = ?, password_hash = ?, failed_logins = ?, state = ?,
                    locked_until = ?, changed_at = ?, version = ?
                where id = ? and version = ?""",
                f.site(), f.name(), f.email(), codes(f.roles()), f.language(), f.notice(), f.passwordHash(), f.failedLogins(), user.state(), until(user),
                f.changedAt(), f.version(), f.id(), f.version() - 1);
    }

    private static Instant until(User user) {
        return user instanceof User.Locked locked ? locked.until() : null;
    }

    private static String codes(Set<Role> roles) {
        return roles.stream().sorted().map(Role::code).collect(Collectors.joining(" "));
    }

    private static Set<Role> roles(String codes) {
        return Arrays.stream(codes.split(" ")).filter(c -> !c.isEmpty())
                .map(c -> Role.of(c).orElseThrow(() -> new IllegalStateException("no such role: " + c))).collect(Collectors.toSet());
    }

    private static User user(Row row) {
        User.Facts facts = new User.Facts(row.id("id"), row.site("site"), row.text("login"), row.text("name"), row.text("email"), roles(row.text("roles")),
                row.one(Language.class, "lang"), row.one(User.Notice.class, "notice"), row.text("password_hash"), row.integer("failed_logins"),
                row.moment("changed_at"), row.number("version"));
        return switch (row.text("state")) {
            case "Active" -> new User.Active(facts);
            case "Locked" -> new User.Locked(facts, row.moment("locked_until"));
            case "Ended" -> new User.Ended(facts);
            default -> throw new IllegalStateException("no such state of a user: " + row.text("state"));
        };
    }
}
