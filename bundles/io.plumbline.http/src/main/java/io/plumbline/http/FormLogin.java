package io.plumbline.http;

import java.time.Duration;
import java.time.Instant;

import javax.servlet.http.HttpServletRequest;

import io.plumbline.domain.survey.Language;

/** What the login page does: limits, the use case, and the cookie. */
public interface FormLogin {
    Outcome logIn(HttpServletRequest request, String login, String password, Instant now);

    /** Ends the login of the request, if there is one. Returns the value of the {@code Set-Cookie} header. */
    String logOut(HttpServletRequest request, Instant now);

    /** How it went. */
    sealed interface Outcome {
    }

    /** @param setCookie the value of the {@code Set-Cookie} header */
    record Welcome(String setCookie, Language language) implements Outcome {
    }

    /** Name or password are wrong, or the account is locked: which of them is not told. */
    record Refused() implements Outcome {
    }

    /** Too many tries: answer 429. */
    record TooMany(Duration retryIn) implements Outcome {
    }
}
