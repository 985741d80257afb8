package io.plumbline.http.guard;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import javax.servlet.http.HttpServletRequest;

/** The proxies whose word on the client is taken. From anybody else, {@code X-Forwarded-…} is ignored. */
public final class TrustedProxies {
    static final TrustedProxies NONE = new TrustedProxies(List.of());
    private static final int MOST_HOPS = 20;
    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** Reads a comma-separated list; null for one that cannot be used. */
    static TrustedProxies of(String text) {
        List<Network> networks = new ArrayList<>();
        for (String part : text.split(",")) {
            Optional<Network> network = Network.of(part.strip());
            if (network.isEmpty()) {
                return null;
            }
            networks.add(network.get());
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    /** The client's address: the last hop that is not a trusted proxy. */
    String client(HttpServletRequest request) {
        String peer = request.getRemoteAddr();
        String client = peer;
        if (trusted(peer)) {
            List<String> hops = hops(request);
            for (int i = hops.size() - 1; i >= 0 && trusted(client); i--) {
                Optional<Address> hop = Address.of(hops.get(i));
                if (hop.isEmpty()) {
                    break;
                }
                client = hop.get().text();
            }
        }
        return client;
    }

    /** What a trusted proxy says in the header, the first word of it. */
    Optional<String> said(HttpServletRequest request, String header) {
        String value = trusted(request.getRemoteAddr()) ? request.getHeader(header) : null;
        return Optional.ofNullable(value).map(text -> text.split(",", 2)[0].strip()).filter(text -> !text.isEmpty());
    }

    private boolean trusted(String text) {
        Optional<Address> address = Address.of(text);
        return address.isPresent() && networks.stream().anyMatch(network -> network.contains(address.get()));
    }

    private static List<String> hops(HttpServletRequest request) {
        List<String> hops = new ArrayList<>();
        Collections.list(request.getHeaders("X-Forwarded-For")).forEach(line -> hops.addAll(List.of(line.split(","))));
        return hops.size() <= MOST_HOPS ? hops : hops.subList(hops.size() - MOST_HOPS, hops.size());
    }

    @Override
    public String toString() {
        return networks.isEmpty() ? "none" : networks.toString();
    }

    /** A network such as {@code 10.0.0.0/8}; a plain address is a network of one. */
    private record Network(Address base, int bits) {
        static Optional<Network> of(String text) {
            int slash = text.indexOf('/');
            Optional<Address> base = Address.of(slash < 0 ? text : text.substring(0, slash));
            return base.flatMap(address -> {
                int all = address.bytes().length * Byte.SIZE;
                if (slash < 0) {
                    return Optional.of(new Network(address, all));
                }
                String length = text.substring(slash + 1);
                if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > all) {
                    return Optional.empty();
                }
                return Optional.of(new Network(address, Integer.parseInt(length)));
            });
        }

        boolean contains(Address address) {
            byte[] one = base.bytes();
            byte[] other = address.bytes();
            if (one.length != other.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> bit % Byte.SIZE;
                if ((one[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public String toString() {
            return base.text() + "/" + bits;
        }
    }
}
