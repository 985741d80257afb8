package io.plumbline.http.guard;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** An IP address as bytes, four or sixteen. Nothing is ever looked up by name. */
record Address(byte[] bytes) {
    private static final Pattern V4 = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}|[0-9a-fA-F:]{2,30}:[0-9.]{7,15}");
    private static final int V6_NETWORK = 8;

    /** Empty for what is not an address. Brackets, ports of the form {@code [v6]:port} and {@code v4:port}, and zones are taken off. */
    static Optional<Address> of(String text) {
        String plain = text == null ? "" : text.strip();
        if (plain.startsWith("[") && plain.indexOf(']') > 0) {
            plain = plain.substring(1, plain.indexOf(']'));
        } else if (plain.indexOf(':') > 0 && plain.indexOf(':') == plain.lastIndexOf(':')) {
            plain = plain.substring(0, plain.indexOf(':'));
        }
        int zone = plain.indexOf('%');
        plain = zone > 0 ? plain.substring(0, zone) : plain;
        if (!V4.matcher(plain).matches() && !(plain.indexOf(':') >= 0 && V6.matcher(plain).matches())) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Address(InetAddress.getByName(plain).getAddress()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** What tries are counted by: the address, or the /64 network of an IPv6 address, which one machine has for itself. */
    String key() {
        return text(bytes.length == 4 ? bytes : Arrays.copyOf(Arrays.copyOf(bytes, V6_NETWORK), bytes.length));
    }

    String text() {
        return text(bytes);
    }

    private static String text(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes).getHostAddress();
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has four or sixteen bytes", e);
        }
    }
}
