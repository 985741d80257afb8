package io.plumbline.http.access;

import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

import org.apache.karaf.jaas.boot.principal.RolePrincipal;
import org.apache.karaf.jaas.boot.principal.UserPrincipal;

import io.plumbline.application.access.CheckPassword;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;

/** Asks for name and password, and lets {@link CheckPassword} decide: the lock-out is the same as on the login page. */
public final class PasswordLoginModule implements LoginModule {
    static final String PASSWORDS = "io.plumbline.passwords";
    private final Set<Principal> principals = new HashSet<>();
    private Subject subject;
    private CallbackHandler handler;
    private CheckPassword passwords;

    @Override
    public void initialize(Subject who, CallbackHandler asks, Map<String, ?> sharedState, Map<String, ?> options) {
        this.subject = who;
        this.handler = asks;
        this.passwords = (CheckPassword) options.get(PASSWORDS);
    }

    @Override
    public boolean login() throws LoginException {
        NameCallback name = new NameCallback("Login: ");
        PasswordCallback password = new PasswordCallback("Password: ", false);
        try {
            handler.handle(new Callback[] {name, password});
        } catch (IOException | UnsupportedCallbackException e) {
            LoginException failed = new LoginException("name and password could not be asked for");
            failed.initCause(e);
            throw failed;
        }
        String typed = password.getPassword() == null ? "" : new String(password.getPassword());
        password.clearPassword();
        User user = passwords.check(name.getName(), typed, Clock.systemUTC().instant())
                .orElseThrow(() -> new FailedLoginException("name or password is wrong, or the account is locked"));
        principals.clear();
        principals.add(new UserPrincipal(user.facts().login()));
        user.facts().roles().stream().map(Role::code).map(RolePrincipal::new).forEach(principals::add);
        return true;
    }

    @Override
    public boolean commit() {
        subject.getPrincipals().addAll(principals);
        return !principals.isEmpty();
    }

    @Override
    public boolean abort() {
        principals.clear();
        return true;
    }

    @Override
    public boolean logout() {
        subject.getPrincipals().removeAll(principals);
        principals.clear();
        return true;
    }
}
