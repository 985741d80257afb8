package io.plumbline.web;

import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import javax.servlet.http.HttpServletRequest;

import io.plumbline.domain.Id;
import io.plumbline.domain.Site;
import io.plumbline.domain.access.Role;
import io.plumbline.domain.survey.Language;
import io.plumbline.http.Caller;
import io.plumbline.http.CspNonce;

/** A request as the guard hands it to a page. */
public final class FakeRequest {
    public static final String CSRF = "csrf-token-of-the-session";
    public static final Id USER = new Id("01KB00000000000000000000ME");
    private final Map<String, String[]> parameters = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Object> attributes = new LinkedHashMap<>();
    private final String path;

    private FakeRequest(String path) {
        this.path = path;
        attributes.put(CspNonce.ATTRIBUTE, "nonce-of-this-answer");
        headers.put("accept-language", "en");
    }

    public static FakeRequest to(String path) {
        return new FakeRequest(path);
    }

    public FakeRequest by(Language language, Role... roles) {
        attributes.put(Caller.ATTRIBUTE, new Caller(USER, "quirin", "Quirin <b>Quality</b> & Söhne", Set.of(roles), Site.MAIN, language, CSRF, Caller.Via.SESSION));
        return this;
    }

    /** A quality manager with another login. */
    public FakeRequest by(String login) {
        attributes.put(Caller.ATTRIBUTE, new Caller(new Id("01KB0000000000000000" + "0".repeat(6)), login, login, Set.of(Role.QUALITY_MANAGER), Site.MAIN, Language.EN, CSRF, Caller.Via.SESSION));
        return this;
    }

    public FakeRequest with(String name, String... values) {
        parameters.put(name, values);
        return this;
    }

    public FakeRequest header(String name, String value) {
        if (value == null) {
            headers.remove(name.toLowerCase(java.util.Locale.ROOT));
        } else {
            headers.put(name.toLowerCase(java.util.Locale.ROOT), value);
        }
        return this;
    }

    public HttpServletRequest get() {
        return (HttpServletRequest) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {HttpServletRequest.class}, (proxy, method, args) -> switch (method.getName()) {
            case "getParameter" -> parameters.containsKey(args[0]) && parameters.get(args[0]).length > 0 ? parameters.get(args[0])[0] : null;
            case "getParameterValues" -> parameters.get(args[0]);
            case "getParameterMap" -> parameters;
            case "getParameterNames" -> Collections.enumeration(parameters.keySet());
            case "getHeader" -> headers.get(((String) args[0]).toLowerCase(java.util.Locale.ROOT));
            case "getContentType" -> headers.get("content-type");
            case "getAttribute" -> attributes.get(args[0]);
            case "getRequestURI" -> path;
            case "getRemoteAddr" -> "192.0.2.7";
            default -> throw new UnsupportedOperationException(method.getName());
        });
    }
}
