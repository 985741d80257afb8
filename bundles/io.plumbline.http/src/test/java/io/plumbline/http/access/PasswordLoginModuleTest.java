package io.plumbline.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.Principal;
import java.util.Map;

import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;

import org.junit.Before;
import org.junit.Test;

import io.plumbline.application.access.AccessRules;
import io.plumbline.application.access.CheckPassword;
import io.plumbline.domain.access.Role;
import io.plumbline.http.guard.MemoryAccess;

public class PasswordLoginModuleTest {
    private final MemoryAccess memory = new MemoryAccess();
    private CheckPassword passwords;

    @Before
    public void people() {
        AccessRules rules = memory.rules(Path.of("unused"));
        passwords = new CheckPassword(memory, memory, memory, memory, () -> rules);
        memory.user("operator", "correct horse battery", Role.OPERATOR, Role.QUALITY_MANAGER);
    }

    @Test
    public void aLoginGivesTheUserAndTheRolesAndALogoutTakesThemBack() throws LoginException {
        LoginContext context = context("operator", "correct horse battery");
        context.login();
        assertThat(context.getSubject().getPrincipals()).extracting(Principal::getName).containsExactlyInAnyOrder("operator", "operator", "quality-manager");
        Subject subject = context.getSubject();
        context.logout();
        assertThat(subject.getPrincipals()).isEmpty();
    }

    @Test
    public void theLockOutHoldsHereToo() throws LoginException {
        for (int i = 0; i < 5; i++) {
            LoginContext wrong = context("operator", "wrong");
            assertThatThrownBy(wrong::login).isInstanceOf(FailedLoginException.class);
            assertThat(wrong.getSubject()).isNull();
        }
        LoginContext right = context("operator", "correct horse battery");
        assertThatThrownBy(right::login).isInstanceOf(FailedLoginException.class);
    }

    private LoginContext context(String login, String password) throws LoginException {
        CallbackHandler typed = callbacks -> {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(login);
                } else if (callback instanceof PasswordCallback secret) {
                    secret.setPassword(password.toCharArray());
                }
            }
        };
        return new LoginContext("plumbline", null, typed, new Configuration() {
            @Override
            public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
                return new AppConfigurationEntry[] {new AppConfigurationEntry(PasswordLoginModule.class.getName(), LoginModuleControlFlag.REQUIRED,
                        Map.of(PasswordLoginModule.PASSWORDS, passwords))};
            }
        });
    }
}
