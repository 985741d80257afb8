package io.plumbline.domain.webhook;

import java.net.IDN;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which addresses may be called. Whoever types in an address of their choice must not get Plumbline to call what stands behind the
 * firewall beside it. The rule is asked twice: with the address as it is typed, and with each IP address that a connection is made to.
 *
 * @param http          whether plain http is allowed
 * @param allowed       networks that are called although they are private, and so on
 */
public record ReceiverRule(boolean http, List<Network> allowed) {
    /** Nothing but https to public addresses. */
    public static final ReceiverRule STRICT = new ReceiverRule(false, List.of());
    private static final int LONGEST = 1000;
    private static final Pattern NAME = Pattern.compile("(?!-)[a-z0-9_-]{1,63}(?<!-)(\\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\\.?");
    /** 0x7f.1, 2130706433, 0177.0.0.1, 127.1: what old parsers take for an IPv4 address. A name's last label is never a number. */
    private static final Pattern NUMBERS = Pattern.compile("(.*\\.)?(0x[0-9a-f]*|[0-9]+)\\.?");
    private static final Pattern DOTTED = Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Set<String> METADATA = Set.of("metadata", "metadata.google.internal", "instance-data", "metadata.azure.internal");
    /** Never public: IANA's special-purpose registries, and what hides an IPv4 address in an IPv6 one. */
    private static final List<Network> CLOSED = networks("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
            "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            "::/96", "::ffff:0:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16",
            "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8");
    /** Where clouds hand credentials to whoever asks: not even if a network around them is allowed. */
    private static final List<Network> CREDENTIALS = networks("169.254.169.254/32", "169.254.170.2/32", "169.254.170.23/32", "100.100.100.200/32", "192.0.0.192/32",
            "fd00:ec2::254/128", "fd00:ec2::23/128", "fd20:ce::254/128");

    public ReceiverRule {
        allowed = List.copyOf(allowed);
    }

    /**
     * What an address is, once looked at.
     *
     * @param url     as it is called; null when it is refused
     * @param refusal what would be accepted, in plain words; null when it is taken
     */
    public record Looked(URI url, String refusal) {
    }

    /** Looks at an address that was typed in. A name is not resolved here: what it resolves to is looked at when it is called. */
    public Looked look(String typed) {
        String text = typed == null ? "" : typed.strip();
        if (text.isEmpty() || text.length() > LONGEST || !text.chars().allMatch(c -> c > ' ' && c < 127 && c != '\\')) {
            return refused("an address such as https://erp.example.org/hooks of at most " + LONGEST + " characters, without spaces");
        }
        URI url;
        try {
            url = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            return refused("an address such as https://erp.example.org/hooks");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(http && scheme.equals("http"))) {
            return refused(http ? "an address that begins with https:// or http://" : "an address that begins with https:// (plain http must be allowed in etc/io.plumbline.webhooks.cfg)");
        }
        if (url.getRawUserInfo() != null) {
            return refused("an address without a user name and password");
        }
        if (url.getHost() == null || url.getRawFragment() != null || url.getPort() == 0 || url.getPort() > 65535) {
            return refused("an address such as https://erp.example.org/hooks, without #");
        }
        Optional<String> why = host(url.getHost());
        return why.isPresent() ? refused(why.get()) : new Looked(url, null);
    }

    /** Why a name or literal must not be called; empty when nothing speaks against it yet. */
    private Optional<String> host(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.startsWith("[")) {
            return name.contains("%") ? Optional.of("an address without a zone") : literal(name.substring(1, name.length() - 1));
        }
        if (DOTTED.matcher(name).matches()) {
            return literal(name);
        }
        if (NUMBERS.matcher(name).matches()) {
            return Optional.of("a name, or an IPv4 address written as four decimal numbers such as 198.51.100.7");
        }
        if (!NAME.matcher(name).matches() || !ascii(name)) {
            return Optional.of("a host name of letters, digits and hyphens");
        }
        String plain = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        if (METADATA.contains(plain)) {
            return Optional.of("an address that is not a cloud's own");
        }
        boolean local = plain.equals("localhost") || plain.endsWith(".localhost") || plain.equals("localhost.localdomain") || plain.equals("ip6-localhost");
        return local && !allows("127.0.0.1") ? Optional.of("an address of another machine (this one must be allowed in etc/io.plumbline.webhooks.cfg)") : Optional.empty();
    }

    private static boolean ascii(String name) {
        try {
            return IDN.toASCII(name).equals(name);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private Optional<String> literal(String text) {
        try {
            return refusal(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.of("a name or an IP address");
        }
    }

    private boolean allows(String literal) {
        try {
            InetAddress address = InetAddress.getByName(literal);
            return allowed.stream().anyMatch(n -> n.has(address));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(literal, e);
        }
    }

    /** Why no connection may be made to this address; empty when it may. */
    public Optional<String> refusal(InetAddress address) {
        if (CREDENTIALS.stream().anyMatch(n -> n.has(address))) {
            return Optional.of("an address that is not a cloud's own");
        }
        boolean closed = CLOSED.stream().anyMatch(n -> n.has(address)) || address.isAnyLocalAddress() || address.isLoopbackAddress() || address.isLinkLocalAddress()
                || address.isSiteLocalAddress() || address.isMulticastAddress();
        return closed && allowed.stream().noneMatch(n -> n.has(address))
                ? Optional.of("a public address (others must be allowed in etc/io.plumbline.webhooks.cfg)") : Optional.empty();
    }

    private static Looked refused(String accepted) {
        return new Looked(null, accepted);
    }

    private static List<Network> networks(String... texts) {
        return Arrays.stream(texts).map(t -> Network.of(t).orElseThrow(() -> new IllegalStateException(t))).toList();
    }

    /** Networks separated by commas; empty when one of them is none. */
    public static Optional<List<Network>> networks(String text) {
        List<Network> all = new ArrayList<>();
        for (String one : text.split(",")) {
            Optional<Network> network = one.isBlank() ? Optional.empty() : Network.of(one.strip());
            if (network.isEmpty()) {
                return Optional.empty();
            }
            all.add(network.get());
        }
        return Optional.of(all);
    }

    /**
     * Addresses with the same beginning.
     *
     * @param address its bytes, in hexadecimal
     * @param bits    how many of them count
     */
    public record Network(String address, int bits) {
        private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

        /** {@code 10.1.2.0/24}, {@code 10.1.2.3}, {@code fd00::/8}; empty for anything else. */
        public static Optional<Network> of(String text) {
            int slash = text.indexOf('/');
            String literal = slash < 0 ? text : text.substring(0, slash);
            if (!LITERAL.matcher(literal).matches() || !literal.contains(":") && !DOTTED.matcher(literal).matches()) {
                return Optional.empty();
            }
            try {
                byte[] bytes = InetAddress.getByName(literal).getAddress();
                String length = slash < 0 ? String.valueOf(bytes.length * 8) : text.substring(slash + 1);
                if (!length.matches("\\d{1,3}") || Integer.parseInt(length) > bytes.length * 8) {
                    return Optional.empty();
                }
                return Optional.of(new Network(java.util.HexFormat.of().formatHex(bytes), Integer.parseInt(length)));
            } catch (UnknownHostException e) {
                return Optional.empty();
            }
        }

        /** An IPv4 address that is written as an IPv6 one (mapped) counts as what it is. */
        boolean has(InetAddress other) {
            byte[] theirs = other.getAddress();
            byte[] ours = java.util.HexFormat.of().parseHex(address);
            if (other instanceof Inet6Address && mapped(theirs)) {
                theirs = Arrays.copyOfRange(theirs, 12, 16);
            }
            if (theirs.length != ours.length) {
                return false;
            }
            for (int i = 0; i < bits; i++) {
                int mask = 0x80 >> i % 8;
                if ((theirs[i / 8] & mask) != (ours[i / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }

        private static boolean mapped(byte[] bytes) {
            for (int i = 0; i < 10; i++) {
                if (bytes[i] != 0) {
                    return false;
                }
            }
            return bytes[10] == -1 && bytes[11] == -1;
        }
    }
}
