package io.plumbline.web;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.servlet.http.HttpServletRequest;
import javax.ws.rs.core.HttpHeaders;
import javax.ws.rs.core.Response;

import io.plumbline.application.Organisation;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;
import io.plumbline.http.CspNonce;

/** One request to one page, and what the page will show. */
public final class Visit {
    private static final int LONGEST = 200;
    private final HttpServletRequest request;
    private final Organisation organisation;
    private final Look look;
    private final Instant now;
    private final boolean mailbox;
    private final Map<String, Object> model = new HashMap<>();

    /** @param mailbox whether there is a mailbox page to lead to */
    Visit(HttpServletRequest request, Organisation organisation, Look look, Instant now, boolean mailbox) {
        this.request = request;
        this.organisation = organisation;
        this.look = look;
        this.now = now;
        this.mailbox = mailbox;
    }

    public Instant now() {
        return now;
    }

    public Look look() {
        return look;
    }

    public Language language() {
        return look.language();
    }

    public Organisation organisation() {
        return organisation;
    }

    /** Who is logged in; only for pages that need a login. */
    public Caller caller() {
        return Caller.in(request);
    }

    public String say(String key, Object... args) {
        return look.say(key, args);
    }

    /** A value of the address or the form: stripped, at most 200 characters; empty where there is none. */
    public String parameter(String name) {
        String value = request.getParameter(name);
        String stripped = value == null ? "" : value.replaceAll("\\p{Cntrl}", " ").strip();
        return stripped.length() <= LONGEST ? stripped : stripped.substring(0, LONGEST);
    }

    /** A value as it came; empty where there is none. */
    public String raw(String name) {
        String value = request.getParameter(name);
        return value == null ? "" : value;
    }

    public List<String> parameters(String name) {
        String[] values = request.getParameterValues(name);
        return values == null ? List.of() : List.of(values);
    }

    /** A value that is one of an enum's constants; empty where it is none of them. */
    public <E extends Enum<E>> Optional<E> parameter(String name, Class<E> type) {
        String value = parameter(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equals(value)) {
                return Optional.of(constant);
            }
        }
        return Optional.empty();
    }

    /** A day as date fields send it; empty where it is none. */
    public Optional<LocalDate> day(String name) {
        try {
            return Optional.of(LocalDate.parse(parameter(name))).filter(d -> d.getYear() >= 1900 && d.getYear() <= 9999);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    public Visit with(String name, Object value) {
        model.put(name, value);
        return this;
    }

    public Response show(String template) {
        return show(200, template);
    }

    public Response show(int status, String template) {
        return Response.status(status).type("text/html;charset=utf-8").header(HttpHeaders.CONTENT_LANGUAGE, language().code()).entity(html(template)).build();
    }

    /** The page as text, for those who write it themselves. */
    public String html(String template) {
        Optional<Caller> caller = Caller.of(request);
        model.put("lang", language().code());
        model.put("organisation", organisation.name());
        model.put("imprint", organisation.imprint());
        model.put("caller", caller.orElse(null));
        model.put("reads", caller.filter(c -> c.is(Role.QUALITY_MANAGER) || c.is(Role.AUDITOR)).isPresent());
        model.put("manages", caller.filter(c -> c.is(Role.QUALITY_MANAGER)).isPresent());
        model.put("operates", caller.filter(c -> c.is(Role.OPERATOR)).isPresent());
        model.put("mailbox", mailbox && caller.isPresent());
        model.put("csrf", caller.map(Caller::csrfToken).orElse(""));
        model.put("nonce", request.getAttribute(CspNonce.ATTRIBUTE) == null ? "" : CspNonce.of(request));
        model.put("style", Assets.STYLE);
        model.put("script", Assets.SCRIPT);
        model.put("here", here());
        String done = parameter("done");
        model.put("done", done.matches("[a-z-]{1,40}") && look.texts().knows("done." + done) ? done : "");
        return Templates.render(template + ".html", look, model);
    }

    /** The first word of the path, by which the navigation knows where it is. */
    private String here() {
        String[] parts = (request.getRequestURI() == null ? "/" : request.getRequestURI()).split("/");
        return parts.length < 2 ? "inbox" : parts[1];
    }

    /** Goes on to another page of this host. */
    public static Response goTo(String path) {
        return Response.status(Response.Status.SEE_OTHER).header(HttpHeaders.LOCATION, path).build();
    }
}
