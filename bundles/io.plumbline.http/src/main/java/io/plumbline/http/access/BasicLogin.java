package io.plumbline.http.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.plumbline.application.access.CheckPassword;
import io.plumbline.domain.access.User;
import io.plumbline.http.RateLimits;
import io.plumbline.http.RateLimits.Limit;

/**
 * Name and password in the {@code Authorization} header of a service. A password that was right is remembered for some minutes as a
 * keyed digest, because a slow hash for each call would cost more than the call; account, lock and password are still looked up each
 * time.
 */
@Component(service = BasicLogin.class)
public final class BasicLogin {
    private static final Duration REMEMBERED = Duration.ofMinutes(5);
    private static final int MOST = 1000;
    private static final Logger LOG = LoggerFactory.getLogger(BasicLogin.class);
    private static final String SCHEME = "Basic ";

    private final RateLimits limits;
    private final CheckPassword passwords;
    private final byte[] key = new byte[32];
    private final Object[] turns = Stream.generate(Object::new).limit(32).toArray();
    private final Map<String, Proven> proven = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Proven> eldest) {
            return size() > MOST;
        }
    };

    @Activate
    public BasicLogin(@Reference RateLimits limits, @Reference CheckPassword passwords) {
        this.limits = limits;
        this.passwords = passwords;
        new SecureRandom().nextBytes(key);
    }

    /** How it went. */
    public sealed interface Outcome {
    }

    public record Welcome(User user) implements Outcome {
    }

    /** Wrong, or no such header as can be understood. */
    public record Refused() implements Outcome {
    }

    public record TooMany(Duration retryIn) implements Outcome {
    }

    private record Proven(User user, Instant until) {
    }

    /** @param header the value of {@code Authorization} */
    public Outcome logIn(String header, String address, Instant now) {
        Optional<String> pair = pair(header);
        int colon = pair.map(text -> text.indexOf(':')).orElse(-1);
        if (colon < 0) {
            return new Refused();
        }
        String digest = digest(pair.get());
        Optional<User> known = remembered(digest, now);
        if (known.isPresent()) {
            return new Welcome(known.get());
        }
        // twenty calls of one machine at once are one login, not twenty tries
        synchronized (turns[Math.floorMod(digest.hashCode(), turns.length)]) {
            return remembered(digest, now).<Outcome>map(Welcome::new).orElseGet(() -> proved(pair.get(), colon, digest, address, now));
        }
    }

    /**
     * The same for health, which has most to say when the database does not answer: whoever was let in within the last minutes is believed
     * without a look at the account, and so for as long as the database cannot be asked. Nothing else may trust this.
     */
    public Outcome believe(String header, String address, Instant now) {
        String digest = pair(header).map(this::digest).orElse("");
        Proven found = proven(digest);
        if (found != null && now.isBefore(found.until())) {
            return new Welcome(found.user());
        }
        try {
            return logIn(header, address, now);
        } catch (RuntimeException e) {
            if (found == null) {
                throw e;
            }
            LOG.debug("The account of a caller of health cannot be looked up", e);
            remember(digest, found.user(), now);
            return new Welcome(found.user());
        }
    }

    private Outcome proved(String pair, int colon, String digest, String address, Instant now) {
        String login = pair.substring(0, colon);
        Optional<String> account = LimitedFormLogin.account(login);
        Optional<Duration> wait = limits.take(Limit.LOGIN, address);
        if (wait.isEmpty()) {
            wait = account.flatMap(name -> limits.take(Limit.LOGIN, name));
        }
        if (wait.isPresent()) {
            return new TooMany(wait.get());
        }
        Optional<User> user = passwords.check(login, pair.substring(colon + 1), now);
        if (user.isEmpty()) {
            forget(digest);
            return new Refused();
        }
        limits.giveBack(Limit.LOGIN, address);
        account.ifPresent(name -> limits.giveBack(Limit.LOGIN, name));
        remember(digest, user.get(), now);
        return new Welcome(user.get());
    }

    private Optional<User> remembered(String digest, Instant now) {
        Proven found = proven(digest);
        if (found == null || !now.isBefore(found.until())) {
            return Optional.empty();
        }
        Optional<User> user = passwords.stillGood(found.user(), now);
        if (user.isEmpty()) {
            forget(digest);
        }
        return user;
    }

    private Proven proven(String digest) {
        synchronized (proven) {
            return proven.get(digest);
        }
    }

    private void remember(String digest, User user, Instant now) {
        synchronized (proven) {
            proven.put(digest, new Proven(user, now.plus(REMEMBERED)));
        }
    }

    private void forget(String digest) {
        synchronized (proven) {
            proven.remove(digest);
        }
    }

    private static Optional<String> pair(String header) {
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return Optional.empty();
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(header.substring(SCHEME.length()).strip());
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private String digest(String pair) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(pair.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
