package io.plumbline.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

import org.junit.Test;

import io.plumbline.application.access.UserOutcome.Invalid;
import io.plumbline.application.access.UserOutcome.Reason;
import io.plumbline.application.access.UserOutcome.Refused;
import io.plumbline.application.access.UserOutcome.Saved;
import io.plumbline.application.access.UserOutcome.SavedWithPassword;
import io.plumbline.domain.Id;
import io.plumbline.domain.Problem;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.domain.access.User.Notice;
import io.plumbline.domain.survey.Language;

public class ManageUsersTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String RIGHT = "correct horse battery";
    private final Memory memory = new Memory(Path.of("unused"));
    private final User operator = memory.user("operator", RIGHT, Role.OPERATOR);
    private final User quality = memory.user("quality", RIGHT, Role.QUALITY_MANAGER);
    private final Id by = operator.facts().id();

    @Test
    public void aNewUserLogsInWithThePasswordThatIsShownOnce() {
        SavedWithPassword saved = (SavedWithPassword) memory.createUser().create(by, "maria.k", details(Role.QUALITY_MANAGER), NOW);

        assertThat(saved.password()).matches("([a-z2-9]{4}-){4}[a-z2-9]{4}");
        assertThat(saved.toString()).doesNotContain(saved.password());
        assertThat(memory.logIn().logIn("maria.k", saved.password(), NOW)).isPresent();
        assertThat(memory.actions(saved.user())).containsExactly("user.created");
        assertThat(memory.entries.get(memory.entries.size() - 1)).satisfies(entry -> {
            assertThat(entry.actor().toString()).isEqualTo("user:operator");
            assertThat(entry.facts().toString()).doesNotContain(saved.password()).doesNotContain("Maria");
            assertThat(entry.personal().get("name").value()).isEqualTo("Maria Kern");
        });
    }

    @Test
    public void whatIsWrongWithANewUserIsNamedFieldByField() {
        UserDetails wrong = new UserDetails("two\nlines", "a@b\r\nBcc: c@d", Set.of(Role.AUDITOR, Role.OPERATOR), Language.EN, Notice.NONE);
        assertThat(memory.createUser().create(by, "Not A Login", wrong, NOW)).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.problems()).extracting(Problem::field).containsExactly("login", "name", "email", "roles"));
        assertThat(memory.createUser().create(by, "quality", details(Role.OPERATOR), NOW)).isInstanceOfSatisfying(Invalid.class,
                invalid -> assertThat(invalid.problems()).extracting(Problem::text).containsExactly("login is \"quality\": expected a name that is not taken"));
        assertThat(memory.users).hasSize(2);
    }

    @Test
    public void onlyAnActiveOperatorManagesUsers() {
        Id other = quality.facts().id();
        Refused refused = new Refused(Reason.NOT_AN_OPERATOR);
        assertThat(memory.createUser().create(other, "x1", details(Role.OPERATOR), NOW)).isEqualTo(refused);
        assertThat(memory.changeUser().change(other, other, 1, details(Role.OPERATOR), NOW)).isEqualTo(refused);
        assertThat(memory.changeUser().lock(other, by, 1, NOW)).isEqualTo(refused);
        assertThat(memory.resetPassword().reset(other, by, NOW)).isEqualTo(refused);
        assertThat(new ListUsers(memory, memory).all(other)).isEmpty();
        assertThat(new ListUsers(memory, memory).one(other, by)).isEmpty();
        assertThat(new ListUsers(memory, memory).one(other, other)).isPresent();
        assertThat(new ListUsers(memory, memory).all(by)).hasSize(2);
    }

    @Test
    public void theLastActiveOperatorStays() {
        Refused last = new Refused(Reason.LAST_OPERATOR);
        assertThat(memory.changeUser().change(by, by, 1, details(Role.QUALITY_MANAGER), NOW)).isEqualTo(last);
        assertThat(memory.changeUser().lock(by, by, 1, NOW)).isEqualTo(last);
        assertThat(memory.changeUser().end(by, by, 1, NOW)).isEqualTo(last);

        assertThat(memory.changeUser().change(by, quality.facts().id(), 1, details(Role.OPERATOR), NOW)).isInstanceOf(Saved.class);
        assertThat(memory.changeUser().end(by, by, 1, NOW)).isInstanceOf(Saved.class);
        assertThat(memory.changeUser().lock(quality.facts().id(), quality.facts().id(), 2, NOW)).isEqualTo(last);
    }

    @Test
    public void aLockByAnOperatorThrowsOutAndHoldsUntilOpened() {
        Id id = quality.facts().id();
        String secret = memory.logIn().logIn("quality", RIGHT, NOW).orElseThrow().secret();
        assertThat(memory.changeUser().lock(by, id, 1, NOW)).isInstanceOf(Saved.class);
        assertThat(memory.resumeSession().resume(secret, NOW)).isEmpty();
        assertThat(memory.logIn().logIn("quality", RIGHT, NOW.plus(Duration.ofDays(3650)))).isEmpty();
        assertThat(memory.changeUser().unlock(by, id, 1, NOW)).isEqualTo(new Refused(Reason.CHANGED_MEANWHILE));
        assertThat(memory.changeUser().unlock(by, id, 2, NOW)).isInstanceOf(Saved.class);
        assertThat(memory.logIn().logIn("quality", RIGHT, NOW)).isPresent();
    }

    @Test
    public void whoHasEndedComesBackInNoWay() {
        Id id = quality.facts().id();
        memory.changeUser().end(by, id, 1, NOW);
        assertThat(memory.logIn().logIn("quality", RIGHT, NOW)).isEmpty();
        assertThat(memory.changeUser().unlock(by, id, 2, NOW)).isEqualTo(new Refused(Reason.ENDED));
        assertThat(memory.resetPassword().reset(by, id, NOW)).isEqualTo(new Refused(Reason.ENDED));
        assertThat(memory.createUser().create(by, "quality", details(Role.QUALITY_MANAGER), NOW)).as("the name stays taken").isInstanceOf(Invalid.class);
    }

    @Test
    public void aNewPasswordNeedsThePresentOneAndMustBeGood() {
        Id id = quality.facts().id();
        ChangePassword change = memory.changePassword();
        String secret = memory.logIn().logIn("quality", RIGHT, NOW).orElseThrow().secret();
        for (String weak : new String[] {"short", "elevenchars", "aaaaaaaaaaaaaaaa", "my-Quality-word", "x".repeat(201), "", null}) {
            assertThat(change.change(id, RIGHT, weak, NOW)).as(weak).isInstanceOfSatisfying(Invalid.class, invalid -> {
                assertThat(invalid.problems()).hasSize(1);
                if (weak != null && !weak.isEmpty()) {
                    assertThat(invalid.problems().get(0).text()).doesNotContain(weak);
                }
            });
        }
        assertThat(change.change(id, "wrong wrong wrong", "another good one", NOW)).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
        assertThat(change.change(id, RIGHT, "another good one", NOW)).isInstanceOf(Saved.class);
        assertThat(memory.resumeSession().resume(secret, NOW)).as("all logins end").isEmpty();
        assertThat(memory.logIn().logIn("quality", RIGHT, NOW)).isEmpty();
        assertThat(memory.logIn().logIn("quality", "another good one", NOW)).isPresent();
    }

    @Test
    public void guessingThePresentPasswordLocksTheAccount() {
        Id id = quality.facts().id();
        for (int i = 0; i < 5; i++) {
            memory.changePassword().change(id, "wrong wrong wrong", "another good one", NOW);
        }
        assertThat(memory.changePassword().change(id, RIGHT, "another good one", NOW)).isEqualTo(new Refused(Reason.WRONG_PASSWORD));
    }

    @Test
    public void aResetOpensALockedAccount() {
        for (int i = 0; i < 5; i++) {
            memory.logIn().logIn("quality", "wrong wrong wrong", NOW);
        }
        SavedWithPassword reset = (SavedWithPassword) memory.resetPassword().reset(by, quality.facts().id(), NOW);
        assertThat(memory.logIn().logIn("quality", RIGHT, NOW)).isEmpty();
        assertThat(memory.logIn().logIn("quality", reset.password(), NOW)).isPresent();
    }

    @Test
    public void everybodyChoosesTheOwnLanguage() {
        User auditor = memory.user("auditor", RIGHT, Role.AUDITOR);
        ChooseOwnSettings choose = new ChooseOwnSettings(memory, memory, memory);
        assertThat(choose.choose(auditor.facts().id(), Language.DE, Notice.NONE, NOW)).isInstanceOf(Saved.class);
        assertThat(memory.now(auditor).facts().language()).isEqualTo(Language.DE);
        assertThat(memory.now(auditor).facts().roles()).containsExactly(Role.AUDITOR);
        choose.choose(auditor.facts().id(), Language.DE, Notice.NONE, NOW);
        assertThat(memory.versions(auditor)).as("the same choice is no change").containsExactly(1L, 2L);
    }

    private static UserDetails details(Role role) {
        return new UserDetails("Maria Kern", "maria@example.org", Set.of(role), Language.DE, Notice.DIGEST);
    }
}
