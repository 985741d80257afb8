package io.plumbline.http.guard;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardContextSelect;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardFilterAsyncSupported;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardFilterName;
import org.osgi.service.http.whiteboard.propertytypes.HttpWhiteboardFilterPattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

import io.plumbline.application.Organisation;
import io.plumbline.application.access.ResumeSession;
import io.plumbline.application.access.ResumeSession.Resumed;
import io.plumbline.application.access.SetUpFirstOperator;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.access.User;
import io.plumbline.http.Caller;
import io.plumbline.http.Caller.Via;
import io.plumbline.http.HttpRoom;
import io.plumbline.http.PublicPaths;
import io.plumbline.http.RateLimits;
import io.plumbline.http.RateLimits.Limit;
import io.plumbline.http.SessionCookie;
import io.plumbline.http.access.BasicLogin;
import io.plumbline.http.guard.Answer.Redirect;
import io.plumbline.http.guard.Answer.Refusal;

/**
 * Stands before everything on the port. In this order: is the request well formed, who calls, how often, through which door, how much
 * does it bring, and was it meant. What fails is answered here, and no guest sees it.
 */
@Component(service = Filter.class)
@HttpWhiteboardContextSelect(HttpRoom.SELECT)
@HttpWhiteboardFilterName("plumbline guard")
@HttpWhiteboardFilterPattern("/*")
@HttpWhiteboardFilterAsyncSupported
public final class Guard implements Filter {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
    private static final Logger SECURITY = LoggerFactory.getLogger("io.plumbline.security");
    private static final Set<String> OF_PAGES = Set.of("GET", "HEAD", "POST");
    private static final Set<String> OF_SERVICES = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
    private static final Set<String> OF_API = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._-]{8,64}");
    private static final int MOST_HEADERS = 100;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final HttpRules.Current rules;
    private final RateLimits limits;
    private final Doors doors;
    private final AwaitedBodies awaited = new AwaitedBodies();
    private final InstantSource clock;

    @Activate
    public Guard(@Reference HttpRules.Current rules, @Reference RateLimits limits, @Reference Doors doors) {
        this(rules, limits, doors, InstantSource.system());
    }

    Guard(HttpRules.Current rules, RateLimits limits, Doors doors, InstantSource clock) {
        this.rules = rules;
        this.limits = limits;
        this.doors = doors;
        this.clock = clock;
    }

    @Override
    public void doFilter(ServletRequest servletRequest, ServletResponse servletResponse, FilterChain chain) throws IOException, ServletException {
        HttpServletRequest raw = (HttpServletRequest) servletRequest;
        String requestId = requestId(raw);
        GuardedRequest request = new GuardedRequest(raw, rules.get());
        GuardedResponse response = new GuardedResponse((HttpServletResponse) servletResponse,
                (status, to) -> Answers.write(failure(status), request, to, doors.errorPages(), requestId));
        MDC.put("request", requestId);
        try {
            SecurityHeaders.write(request, response);
            response.single("X-Request-Id", requestId);
            boolean foreignScript = ForeignScripts.welcome(request, rules.get().corsOrigins(), response);
            Optional<? extends Answer> answer = foreignScript && ForeignScripts.asksFirst(request) ? Optional.of(ForeignScripts.granted()) : checked(request);
            if (answer.isPresent()) {
                Answers.write(answer.get(), request, response, doors.errorPages(), requestId);
            } else {
                chain.doFilter(request, response);
            }
        } catch (RuntimeException | ServletException e) {
            LOG.error("{} failed", Paths.shown(request), e);
            if (response.isCommitted()) {
                throw e;
            }
            response.resetBuffer();
            Answers.write(failure(HttpServletResponse.SC_INTERNAL_SERVER_ERROR), request, response, doors.errorPages(), requestId);
        } finally {
            MDC.remove("request");
        }
    }

    private Optional<? extends Answer> checked(GuardedRequest request) throws IOException {
        Instant now = clock.instant();
        Optional<? extends Answer> answer = malformed(request);
        if (answer.isEmpty()) {
            answer = entered(request, now);
        }
        if (answer.isEmpty()) {
            answer = tooOften(request);
        }
        if (answer.isEmpty()) {
            answer = closedTo(request);
        }
        boolean reads = reads(request);
        if (answer.isEmpty() && !reads) {
            HttpRules r = rules.get();
            int most = request.caller().isPresent() ? r.bodyBytes() : r.publicBodyBytes();
            boolean file = request.isUserInRole(Role.QUALITY_MANAGER.code()) && Paths.takesFiles(Paths.of(request));
            answer = request.receive(file ? Math.max(most, Paths.FILE_BYTES) : most, r, awaited, clock);
        }
        if (answer.isEmpty() && !reads && !Paths.withToken(Paths.of(request))) {
            answer = ForgeryCheck.refusal(request, doors.organisation().map(Organisation::publicUrl), rules.get().corsOrigins());
        }
        return answer;
    }

    private static Optional<Refusal> malformed(GuardedRequest request) {
        String method = request.getMethod();
        String path = Paths.of(request);
        Set<String> allowed = Paths.ofApi(path) ? OF_API : Paths.ofServices(path) ? OF_SERVICES : OF_PAGES;
        if (!allowed.contains(method)) {
            return Optional.of(new Refusal(405, "method-not-allowed", "This method is not allowed here.", Map.of("Allow", String.join(", ", allowed.stream().sorted().toList()))));
        }
        if (!Paths.plain(request)) {
            return Optional.of(new Refusal(400, "invalid-request", "This address is not well formed."));
        }
        int headers = 0;
        for (var names = request.getHeaderNames(); names.hasMoreElements(); names.nextElement()) {
            headers++;
        }
        if (headers > MOST_HEADERS) {
            return Optional.of(new Refusal(431, "too-many-headers", "The request has more than " + MOST_HEADERS + " headers.").closing());
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.equalsIgnoreCase("identity") && !request.packed()) {
            return Optional.of(new Refusal(415, "unsupported-media-type", "Send the body as it is, without Content-Encoding; /api takes gzip, too.").closing());
        }
        if (reads(request) && (request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null)) {
            return Optional.of(new Refusal(400, "invalid-request", "A " + method + " has no body.").closing());
        }
        return Optional.empty();
    }

    /** Finds out who calls. Without a login, only open paths go on. */
    private Optional<? extends Answer> entered(GuardedRequest request, Instant now) {
        String path = Paths.of(request);
        boolean open = PublicPaths.cover(path, false);
        boolean services = Paths.ofServices(path);
        if (open && !services) {
            return Optional.empty();
        }
        try {
            String authorization = services ? request.getHeader("Authorization") : null;
            if (authorization != null) {
                return basic(request, authorization, now);
            }
            Optional<Resumed> session = session(request, now);
            if (session.isPresent()) {
                Resumed resumed = session.get();
                request.enter(caller(resumed.user(), resumed.session().csrfToken(), Via.SESSION));
                return Optional.empty();
            }
            if (open) {
                return Optional.empty();
            }
            if (doors.sessions().isEmpty() || doors.basic().isEmpty()) {
                return Optional.of(notReady());
            }
            return services ? Optional.of(unauthorised()) : toLogin(request, path);
        } catch (RuntimeException e) {
            LOG.error("Who calls cannot be told", e);
            return open ? Optional.empty() : Optional.of(notReady());
        }
    }

    private Optional<Resumed> session(GuardedRequest request, Instant now) {
        Optional<ResumeSession> sessions = doors.sessions();
        return sessions.isEmpty() ? Optional.empty() : SessionCookie.read(request).flatMap(secret -> sessions.get().resume(secret, now));
    }

    private Optional<Refusal> basic(GuardedRequest request, String authorization, Instant now) {
        if (doors.basic().isEmpty()) {
            return Optional.of(notReady());
        }
        BasicLogin basic = doors.basic().get();
        BasicLogin.Outcome outcome = PublicPaths.below(Paths.of(request), "/health") ? basic.believe(authorization, request.getRemoteAddr(), now)
                : basic.logIn(authorization, request.getRemoteAddr(), now);
        if (outcome instanceof BasicLogin.Welcome welcome) {
            request.enter(caller(welcome.user(), "", Via.BASIC));
            return Optional.empty();
        }
        return Optional.of(outcome instanceof BasicLogin.TooMany many ? tooMany("Too many failed logins.", many.retryIn()) : unauthorised());
    }

    private Optional<Redirect> toLogin(GuardedRequest request, String path) {
        boolean setUp = doors.setUp().filter(SetUpFirstOperator::open).isPresent();
        if (setUp) {
            return PublicPaths.cover(path, true) ? Optional.empty() : Optional.of(new Redirect("/setup"));
        }
        String query = request.getQueryString();
        String next = reads(request) && !path.equals("/setup") ? request.getRequestURI() + (query == null ? "" : "?" + query) : "/";
        return Optional.of(new Redirect("/login" + (next.equals("/") ? "" : "?next=" + URLEncoder.encode(next, StandardCharsets.UTF_8))));
    }

    private static Caller caller(User user, String csrfToken, Via via) {
        User.Facts f = user.facts();
        return new Caller(f.id(), f.login(), f.name(), f.roles(), f.site(), f.language(), csrfToken, via);
    }

    private Optional<Refusal> tooOften(GuardedRequest request) {
        String path = Paths.of(request);
        Optional<Duration> wait = Optional.empty();
        if (path.equals("/setup") && !reads(request)) {
            wait = limits.take(Limit.SETUP, request.getRemoteAddr());
        } else if ((Paths.ofApi(path) || PublicPaths.below(path, "/soap")) && request.caller().isPresent()) {
            wait = limits.take(Limit.API, request.caller().get().login());
        }
        return wait.map(retryIn -> tooMany("Too many requests.", retryIn));
    }

    private static Optional<Refusal> closedTo(GuardedRequest request) {
        Optional<Caller> caller = request.caller();
        if (caller.isEmpty() || RoleGate.opens(caller.get(), request.getMethod(), Paths.of(request))) {
            return Optional.empty();
        }
        SECURITY.warn("{} may not: {}", caller.get().login(), Paths.shown(request));
        return Optional.of(new Refusal(403, "forbidden", "Your role does not allow this."));
    }

    private static boolean reads(HttpServletRequest request) {
        return RoleGate.reads(request.getMethod());
    }

    private static Refusal unauthorised() {
        return new Refusal(401, "unauthenticated", "Log in with name and password of a Plumbline user.",
                Map.of("WWW-Authenticate", "Basic realm=\"plumbline\", charset=\"UTF-8\""));
    }

    private static Refusal notReady() {
        return new Refusal(503, "not-ready", "Plumbline is starting, or its database does not answer. Try again in a minute.", Map.of("Retry-After", "30"));
    }

    private static Refusal tooMany(String what, Duration retryIn) {
        String seconds = RateLimits.retryAfter(retryIn);
        return new Refusal(429, "too-many-requests", what + " Try again in " + seconds + " seconds.", Map.of("Retry-After", seconds));
    }

    /** What is said of an error that a guest or the container leaves to us. */
    private static Refusal failure(int status) {
        return switch (status) {
            case 400 -> new Refusal(400, "invalid-request", "This request cannot be understood.");
            case 401 -> unauthorised();
            case 403 -> new Refusal(403, "forbidden", "Your role does not allow this.");
            case 404 -> new Refusal(404, "not-found", "There is nothing here.");
            case 405 -> new Refusal(405, "method-not-allowed", "This method is not allowed here.");
            case 413 -> new Refusal(413, "too-large", "The body is too large.");
            case 415 -> new Refusal(415, "unsupported-media-type", "This kind of content is not taken here.");
            default -> status < 500 ? new Refusal(status, "invalid-request", "This request was refused.")
                    : new Refusal(status, "internal", "Something went wrong here, and was noted. Try again; if it stays, give the operator the number of this request.");
        };
    }

    /** The sender's, so that it can find its request in our log, or a new one. */
    private static String requestId(HttpServletRequest request) {
        String sent = request.getHeader("X-Request-Id");
        if (sent != null && REQUEST_ID.matcher(sent).matches()) {
            return sent;
        }
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
