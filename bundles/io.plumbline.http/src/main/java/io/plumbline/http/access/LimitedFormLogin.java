package io.plumbline.http.access;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

import javax.servlet.http.HttpServletRequest;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.access.LogIn;
import io.plumbline.application.access.LogOut;
import io.plumbline.domain.access.User;
import io.plumbline.http.FormLogin;
import io.plumbline.http.RateLimits;
import io.plumbline.http.RateLimits.Limit;
import io.plumbline.http.SessionCookie;

/** Counts failed logins by address and by name before it asks the use case. */
@Component(service = FormLogin.class)
public final class LimitedFormLogin implements FormLogin {
    private final RateLimits limits;
    private final LogIn logIn;
    private final LogOut logOut;

    @Activate
    public LimitedFormLogin(@Reference RateLimits limits, @Reference LogIn logIn, @Reference LogOut logOut) {
        this.limits = limits;
        this.logIn = logIn;
        this.logOut = logOut;
    }

    @Override
    public Outcome logIn(HttpServletRequest request, String login, String password, Instant now) {
        String address = request.getRemoteAddr();
        Optional<Duration> wait = limits.take(Limit.LOGIN, address);
        Optional<String> account = account(login);
        if (wait.isEmpty()) {
            wait = account.flatMap(key -> limits.take(Limit.LOGIN, key));
        }
        if (wait.isPresent()) {
            return new TooMany(wait.get());
        }
        Optional<LogIn.Welcome> welcome = logIn.logIn(login, password, now);
        if (welcome.isEmpty()) {
            return new Refused();
        }
        limits.giveBack(Limit.LOGIN, address);
        account.ifPresent(key -> limits.giveBack(Limit.LOGIN, key));
        // a login that went on in this browser is over
        SessionCookie.read(request).ifPresent(logOut::logOut);
        LogIn.Welcome w = welcome.get();
        Duration lifetime = Duration.between(w.session().createdAt(), w.session().expiresAt());
        return new Welcome(SessionCookie.issue(request, w.secret(), lifetime), w.user().facts().language());
    }

    @Override
    public String logOut(HttpServletRequest request, Instant now) {
        SessionCookie.read(request).ifPresent(logOut::logOut);
        return SessionCookie.forget(request);
    }

    /** The key of an account; none for what cannot be one, or a stranger could fill the memory with names. */
    static Optional<String> account(String login) {
        String name = login == null ? "" : login.strip().toLowerCase(Locale.ROOT);
        return User.LOGIN.matcher(name).matches() ? Optional.of("account " + name) : Optional.empty();
    }
}
