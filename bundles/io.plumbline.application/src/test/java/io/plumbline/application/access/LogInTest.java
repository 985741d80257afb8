package io.plumbline.application.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.LongStream;

import org.junit.Test;

import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;

public class LogInTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
    private static final String RIGHT = "correct horse battery";
    private final Memory memory = new Memory(Path.of("unused"));
    private final User quality = memory.user("quality", RIGHT, Role.QUALITY_MANAGER);
    private final LogIn logIn = memory.logIn();

    @Test
    public void theRightPasswordBeginsASessionThatTheCookiesSecretFinds() {
        LogIn.Welcome welcome = logIn.logIn(" Quality ", RIGHT, NOW).orElseThrow();

        assertThat(memory.sessions).doesNotContainKey(welcome.secret());
        assertThat(memory.resumeSession().resume(welcome.secret(), NOW.plusSeconds(1))).get()
                .satisfies(resumed -> assertThat(resumed.user()).isEqualTo(quality))
                .satisfies(resumed -> assertThat(resumed.session().csrfToken()).isEqualTo(welcome.session().csrfToken()).hasSizeGreaterThan(40));
        assertThat(memory.resumeSession().resume(welcome.secret() + "x", NOW)).isEmpty();
        assertThat(memory.versions(memory.now(quality))).as("a plain login changes nothing of the user").containsExactly(1L);
    }

    @Test
    public void wrongUnknownAndEndedLookAlikeAndCostTheSame() {
        User gone = memory.user("gone", RIGHT, Role.QUALITY_MANAGER);
        memory.users.put(gone.facts().id(), new User.Ended(gone.facts()));
        for (String login : new String[] {"quality", "nobody", "gone", "' or 1=1 --", ""}) {
            int before = memory.hashed;
            assertThat(logIn.logIn(login, "wrong wrong wrong", NOW)).as(login).isEmpty();
            assertThat(memory.hashed - before).as("hashes compared for " + login).isEqualTo(1);
        }
    }

    @Test
    public void theFifthFailureLocksForAQuarterOfAnHour() {
        fail(4, NOW);
        assertThat(memory.now(quality)).isInstanceOf(User.Active.class);
        fail(1, NOW);
        assertThat(memory.now(quality)).isInstanceOf(User.Locked.class);

        assertThat(logIn.logIn("quality", RIGHT, NOW.plus(Duration.ofMinutes(15)).minusSeconds(1))).as("right, but locked").isEmpty();
        assertThat(logIn.logIn("quality", RIGHT, NOW.plus(Duration.ofMinutes(15)))).isPresent();
        assertThat(memory.now(quality)).isInstanceOf(User.Active.class);
        assertThat(memory.now(quality).facts().failedLogins()).isZero();
        assertThat(memory.actions(quality)).containsExactly("user.created", "user.login-failed", "user.login-failed", "user.login-failed",
                "user.login-failed", "user.locked", "user.login-succeeded");
        assertThat(memory.versions(quality)).isEqualTo(LongStream.rangeClosed(1, 7).boxed().toList());
    }

    @Test
    public void triesWhileLockedDoNotProlongTheLock() {
        fail(50, NOW);
        assertThat(logIn.logIn("quality", RIGHT, NOW.plus(Duration.ofMinutes(15)))).isPresent();
    }

    @Test
    public void afterTheLockTheCountBeginsAnew() {
        fail(5, NOW);
        fail(4, NOW.plus(Duration.ofMinutes(16)));
        assertThat(memory.now(quality)).isInstanceOf(User.Active.class);
    }

    @Test
    public void failuresFarApartDoNotAddUp() {
        for (int i = 0; i < 10; i++) {
            fail(1, NOW.plus(Duration.ofMinutes(16L * i)));
        }
        assertThat(memory.now(quality)).isInstanceOf(User.Active.class);
    }

    @Test
    public void aSuccessForgetsTheFailures() {
        fail(4, NOW);
        assertThat(logIn.logIn("quality", RIGHT, NOW)).isPresent();
        fail(4, NOW);
        assertThat(logIn.logIn("quality", RIGHT, NOW)).isPresent();
    }

    @Test
    public void anOldHashIsReplacedAtTheNextLogin() {
        User.Facts f = quality.facts();
        memory.users.put(f.id(), new User.Active(new User.Facts(f.id(), f.site(), f.login(), f.name(), f.email(), f.roles(), f.language(), f.notice(),
                "old:" + RIGHT, 0, f.changedAt(), 1)));
        assertThat(logIn.logIn("quality", RIGHT, NOW)).isPresent();
        assertThat(memory.now(quality).facts().passwordHash()).isEqualTo("new:" + RIGHT);
        assertThat(memory.actions(quality)).last().isEqualTo("user.password-rehashed");
    }

    @Test
    public void aMachineGetsNoPagesButItsPasswordIsGood() {
        memory.user("erp", RIGHT, Role.ERP);
        assertThat(logIn.logIn("erp", RIGHT, NOW)).isEmpty();
        assertThat(memory.checkPassword().check("erp", RIGHT, NOW)).isPresent();
    }

    @Test
    public void aPasswordIsTheSameHoweverTheKeyboardComposedIt() {
        memory.user("maria", "ich m\u00f6chte hinein", Role.QUALITY_MANAGER);
        assertThat(logIn.logIn("maria", "ich mo\u0308chte hinein", NOW)).isPresent();
    }

    @Test
    public void aSessionEndsAfterAnHourWithoutUseAndAfterTwelveInAnyCase() {
        ResumeSession resume = memory.resumeSession();
        String secret = logIn.logIn("quality", RIGHT, NOW).orElseThrow().secret();
        Instant t = NOW;
        for (int i = 0; i < 14; i++) {
            t = t.plus(Duration.ofMinutes(50));
            assertThat(resume.resume(secret, t)).as("used at " + t).isPresent();
        }
        assertThat(resume.resume(secret, NOW.plus(Duration.ofHours(12)))).isEmpty();
        assertThat(memory.sessions).isEmpty();

        String idle = logIn.logIn("quality", RIGHT, NOW).orElseThrow().secret();
        assertThat(resume.resume(idle, NOW.plus(Duration.ofMinutes(60)))).isEmpty();
        assertThat(resume.resume(idle, NOW.plus(Duration.ofMinutes(1)))).as("gone for good").isEmpty();
    }

    @Test
    public void aLockOutThrowsNobodyOutButLoggingOutDoes() {
        String secret = logIn.logIn("quality", RIGHT, NOW).orElseThrow().secret();
        fail(5, NOW);
        assertThat(memory.resumeSession().resume(secret, NOW)).isPresent();
        new LogOut(memory, memory).logOut(secret);
        assertThat(memory.resumeSession().resume(secret, NOW)).isEqualTo(Optional.empty());
    }

    private void fail(int times, Instant now) {
        for (int i = 0; i < times; i++) {
            assertThat(logIn.logIn("quality", "wrong wrong wrong " + i, now)).isEmpty();
        }
    }
}
