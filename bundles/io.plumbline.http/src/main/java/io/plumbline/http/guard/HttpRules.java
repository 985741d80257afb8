package io.plumbline.http.guard;

import java.time.Duration;
import java.util.Set;

/**
 * What the port takes.
 *
 * @param behindHttps      people reach the port by HTTPS, although it speaks HTTP to a proxy
 * @param bodyBytes        the largest body, of services and staff
 * @param publicBodyBytes  the largest body of somebody who is not logged in
 * @param bodyTime         how long a body may take to arrive
 * @param loginTries       failed logins in 15 minutes, for an address and for an account
 * @param tokenMisses      unknown tokens in a minute, for an address
 * @param apiCalls         calls of services in a minute, for an account
 * @param corsOrigins      other sites whose scripts may call the API, as browsers write them
 */
public record HttpRules(TrustedProxies trustedProxies, boolean behindHttps, int bodyBytes, int publicBodyBytes, Duration bodyTime, int loginTries,
        int tokenMisses, int apiCalls, Set<String> corsOrigins) {
    public HttpRules {
        corsOrigins = Set.copyOf(corsOrigins);
    }


    /** The rules as configured at this moment. */
    public interface Current {
        HttpRules get();
    }
}
