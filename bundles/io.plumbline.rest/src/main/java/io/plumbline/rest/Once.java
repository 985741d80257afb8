package io.plumbline.rest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import io.plumbline.application.Transactions;
import io.plumbline.domain.Id;
import io.plumbline.domain.Sha256;
import io.plumbline.domain.access.Calls;
import io.plumbline.http.Caller;

/**
 * Carries a call with an {@code Idempotency-Key} out once: the same call with the same key gets the answer of the first. What is kept is
 * sealed with the caller's key, of which only a hash is kept, because an answer may hold a password or say something about people: the
 * database alone reads none of them.
 */
@Component(service = Once.class)
public final class Once {
    static final String HEADER = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";
    /** A call that has no answer after this long was cut off, by a crash or by its caller, and may be made again. */
    static final Duration LOST = Duration.ofMinutes(5);
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final int TAG_BITS = 128;
    private static final int NONCE_BYTES = 12;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERVER_ERROR = 500;
    private final Calls calls;
    private final Transactions transactions;
    private final InstantSource clock;

    @Activate
    public Once(@Reference Calls calls, @Reference Transactions transactions) {
        this(calls, transactions, InstantSource.system());
    }

    Once(Calls calls, Transactions transactions, InstantSource clock) {
        this.calls = calls;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** For a call whose whole effect is one transaction: effect and answer are kept together, or neither. */
    public Response together(HttpServletRequest http, byte[] body, Supplier<Response> call) {
        return made(http, body, (user, key, begun, secret) -> transactions.required(() -> kept(user, key, begun, secret, call.get())), call);
    }

    /**
     * For a call with more than one transaction, or that asks somebody outside. Where a crash comes between effect and answer, the same call
     * is made again: it must bear that.
     */
    public Response afterwards(HttpServletRequest http, byte[] body, Supplier<Response> call) {
        return made(http, body, (user, key, begun, secret) -> {
            Response answer = call.get();
            return transactions.required(() -> kept(user, key, begun, secret, answer));
        }, call);
    }

    private interface Making {
        Response with(Id user, String key, Instant begun, String secret);
    }

    private Response made(HttpServletRequest http, byte[] body, Making making, Supplier<Response> call) {
        String secret = http.getHeader(HEADER);
        if (secret == null) {
            return call.get();
        }
        if (!KEY.matcher(secret).matches()) {
            throw Refusal.invalid("header " + HEADER, secret, "16 to 128 letters, digits, hyphens and underscores");
        }
        Id user = Caller.in(http).user();
        String key = hash("key", user.value(), secret);
        String request = request(secret, http, body);
        // to the microsecond, as the database keeps it: it is looked for again
        Instant begun = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Optional<Calls.Call> earlier = calls.begin(user, key, request, begun.minus(LOST), begun);
        if (earlier.isPresent()) {
            return again(earlier.get(), request, secret);
        }
        boolean done = false;
        try {
            Response answer = making.with(user, key, begun, secret);
            done = answer.getStatus() < SERVER_ERROR;
            return answer;
        } finally {
            if (!done) {
                transactions.run(() -> calls.failed(user, key, begun));
            }
        }
    }

    private Response kept(Id user, String key, Instant begun, String secret, Response answer) {
        if (answer.getStatus() < SERVER_ERROR) {
            calls.answered(user, key, begun, seal(secret, Kept.of(answer)));
        }
        return answer;
    }

    private static Response again(Calls.Call earlier, String request, String secret) {
        if (!earlier.request().equals(request)) {
            throw new Refusal(ProblemKind.KEY_REUSED, "This Idempotency-Key was sent with another method, address or body. Choose a new key for a new call.");
        }
        String answer = earlier.answer().orElseThrow(() -> new Refusal(ProblemKind.IN_PROGRESS, "The first call with this Idempotency-Key has not ended yet."));
        return Kept.read(open(secret, answer)).header(REPLAYED, "true").build();
    }

    /** With the secret in it, because a body may hold a password that could be guessed from its hash. */
    private static String request(String secret, HttpServletRequest http, byte[] body) {
        return hash("request", secret, http.getMethod(), http.getRequestURI(), String.valueOf(http.getQueryString()), String.valueOf(http.getContentType()),
                String.valueOf(http.getHeader(HttpHeaders.IF_MATCH)), Sha256.hex(body));
    }

    private static String hash(String... parts) {
        return Sha256.hex(String.join("\n", parts));
    }

    private static Cipher cipher(int mode, String secret, byte[] nonce) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(Sha256.of(("seal\n" + secret).getBytes(StandardCharsets.UTF_8)), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        return cipher;
    }

    private static String seal(String secret, byte[] answer) {
        try {
            byte[] nonce = new byte[NONCE_BYTES];
            RANDOM.nextBytes(nonce);
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, secret, nonce).doFinal(answer);
            return Base64.getEncoder().encodeToString(ByteBuffer.allocate(NONCE_BYTES + sealed.length).put(nonce).put(sealed).array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] open(String secret, String kept) {
        try {
            byte[] sealed = Base64.getDecoder().decode(kept);
            byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
            return cipher(Cipher.DECRYPT_MODE, secret, nonce).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a kept answer was altered", e);
        }
    }

    /** An answer as bytes: its head as one line of JSON, then its body. */
    private record Kept(int status, String type, String location, String tag) {
        static byte[] of(Response answer) {
            byte[] head = Json.bytes(new Kept(answer.getStatus(), answer.getMediaType() == null ? null : answer.getMediaType().toString(),
                    answer.getHeaderString(HttpHeaders.LOCATION), answer.getHeaderString(HttpHeaders.ETAG)));
            byte[] body = answer.getEntity() == null ? new byte[0] : answer.getEntity() instanceof byte[] bytes ? bytes : Json.bytes(answer.getEntity());
            return ByteBuffer.allocate(Integer.BYTES + head.length + body.length).putInt(head.length).put(head).put(body).array();
        }

        static Response.ResponseBuilder read(byte[] bytes) {
            ByteBuffer all = ByteBuffer.wrap(bytes);
            byte[] head = new byte[all.getInt()];
            all.get(head);
            byte[] body = new byte[all.remaining()];
            all.get(body);
            Kept kept = Json.read(head, Kept.class);
            Response.ResponseBuilder answer = Response.status(kept.status());
            if (body.length > 0) {
                answer.entity(body).type(kept.type() == null ? "application/json" : kept.type());
            }
            if (kept.location() != null) {
                answer.header(HttpHeaders.LOCATION, kept.location());
            }
            return kept.tag() == null ? answer : answer.header(HttpHeaders.ETAG, kept.tag());
        }
    }
}
