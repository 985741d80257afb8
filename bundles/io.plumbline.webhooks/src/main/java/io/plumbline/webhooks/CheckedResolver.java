package io.plumbline.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

import org.apache.hc.client5.http.DnsResolver;

import io.plumbline.domain.webhook.ReceiverRule;

/**
 * Resolves a name for a connection and looks at what comes out. The client connects to exactly these addresses and asks no second time,
 * so that a name which changes between the look and the connection gains nothing. One bad address among good ones spoils them all.
 */
final class CheckedResolver implements DnsResolver {
    private final DnsResolver names;
    private final ReceiverRule rule;

    CheckedResolver(DnsResolver names, ReceiverRule rule) {
        this.names = names;
        this.rule = rule;
    }

    /** The name leads to where nothing may be called. */
    static final class Refused extends UnknownHostException {
        private static final long serialVersionUID = 1L;

        Refused(InetAddress address, String accepted) {
            super("the endpoint's name leads to " + address.getHostAddress() + ": expected " + accepted);
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = names.resolve(host);
        if (addresses == null || addresses.length == 0) {
            throw new UnknownHostException(host);
        }
        for (InetAddress address : addresses) {
            Optional<String> refusal = rule.refusal(address);
            if (refusal.isPresent()) {
                throw new Refused(address, refusal.get());
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }
}
