package io.plumbline.http.guard;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import io.plumbline.domain.access.Role;
import io.plumbline.http.Caller;
import io.plumbline.http.PublicPaths;

/**
 * Which role may come through which door. Use cases decide the rest; this is the coarse rule that holds even where a guest forgets its
 * own. Prefixes hold under {@code /api/v1} too.
 */
final class RoleGate {
    private static final String API = "/api/v1";
    private static final String DELIVERIES = API + "/deliveries";
    private static final String SOAP = "/soap";
    /** The SOAP service in which an auditor reads; it lets them into no operation that changes anything. */
    private static final String READING = "/Quality";
    /** Only for operators. */
    private static final List<String> OPERATORS = List.of("/operation", "/operations", "/users", "/roles", "/streams", "/queues", "/steps", "/mails", "/quarantine",
            "/journal");
    /** What a machine may do besides reporting deliveries: ask for the survey of an order. */
    private static final Pattern ASKING = Pattern.compile(Pattern.quote(API + "/orders/") + "[^/]+/invitation");
    /** What an auditor changes: nothing but the own account. */
    private static final List<String> OWN = List.of("/logout", "/account");
    private static final Set<Role> MACHINE = Set.of(Role.ERP);

    private RoleGate() {
    }

    /** Whether the caller may try. */
    static boolean opens(Caller caller, String method, String path) {
        boolean reads = reads(method);
        if (caller.roles().isEmpty()) {
            return false;
        }
        if (PublicPaths.below(path, DELIVERIES) && !reads && !caller.is(Role.ERP)) {
            return false;
        }
        if (caller.roles().equals(MACHINE)) {
            return machine(reads, path);
        }
        if (PublicPaths.below(path, SOAP)) {
            // every operation says which roles may call it, and all of them are POSTs
            return !caller.is(Role.AUDITOR) || reads || path.endsWith(READING);
        }
        if (within(inPages(path), OPERATORS) && !caller.is(Role.OPERATOR)) {
            return false;
        }
        return reads || !caller.is(Role.AUDITOR) || within(inPages(path), OWN);
    }

    /** Whether a method changes nothing. */
    static boolean reads(String method) {
        return method.equals("GET") || method.equals("HEAD") || method.equals("OPTIONS");
    }

    private static boolean machine(boolean reads, String path) {
        if (PublicPaths.below(path, SOAP) || PublicPaths.below(path, "/health")) {
            return true;
        }
        return reads ? PublicPaths.below(path, API) && !within(inPages(path), OPERATORS) : path.equals(DELIVERIES) || ASKING.matcher(path).matches();
    }

    private static String inPages(String path) {
        return PublicPaths.below(path, API) ? path.substring(API.length()) : path;
    }

    private static boolean within(String path, List<String> prefixes) {
        return prefixes.stream().anyMatch(prefix -> PublicPaths.below(path, prefix));
    }
}
