package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that may be called, as permissions and grants write them: {@code api.example.test}, {@code *.example.test} for all
 * below, {@code [2606:4700::1111]}, each with {@code :8443} for that port only. An administrator may write {@code *} for all
 * hosts, too. Immutable; looks nothing up.
 *
 * @param name in lower case, without brackets; addresses in one form, however they were written
 * @param port the only one; 0 for any
 */
public record HostPattern(String name, int port) {
    /** For who wrote what is no host. */
    public static final String HOW_TO_WRITE =
            "write a name such as api.example.test or *.example.test, or an address such as 192.0.2.1 or [2001:db8::1],"
                    + " without scheme and path";

    private static final String ALL = "*";
    private static final int MOST_PORT = 65_535;

    /** {@code *.}, a name as long as the DNS has them, and a port; a longer text would take the stack of the expression. */
    private static final int LONGEST = 2 + 253 + 6;

    private static final Pattern SHAPE = Pattern.compile(
            "(?<host>\\*|(?:\\*\\.)?[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*|\\[(?<address>[0-9a-f:.]+)])(?::(?<port>[1-9]\\d{0,4}))?");

    public HostPattern {
        requireNonNull(name, "name");
        if (port < 0 || port > MOST_PORT) {
            throw new IllegalArgumentException("a port is from 0 to " + MOST_PORT + ", but this is " + port);
        }
    }

    /** What a text says, or nothing if it is no host. */
    public static Optional<HostPattern> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher shape = SHAPE.matcher(text.toLowerCase(Locale.ROOT));
        if (!shape.matches()) {
            return Optional.empty();
        }
        int port = shape.group("port") == null ? 0 : Integer.parseInt(shape.group("port"));
        Optional<String> name =
                shape.group("address") == null ? Optional.of(shape.group("host")) : address(shape.group("address"));
        return port > MOST_PORT ? Optional.empty() : name.map(host -> new HostPattern(host, port));
    }

    /** Nothing but this host, at any port; as one that permissions would have to name. */
    public static HostPattern of(String host) {
        return new HostPattern(plain(host), 0);
    }

    /** Whether it covers all hosts, which no workflow may ask for. */
    public boolean isAll() {
        return name.equals(ALL);
    }

    /**
     * Whether a request may go there.
     *
     * @param host in any case, without brackets; a final dot means nothing
     */
    public boolean covers(String host, int asked) {
        return (port == 0 || port == asked) && covers(plain(host));
    }

    /** Whether it names this host, and no other beside it. */
    public boolean isExactly(String host) {
        return name.equals(plain(host));
    }

    /** What both cover, if there is anything. */
    public Optional<HostPattern> and(HostPattern other) {
        if (port != 0 && other.port != 0 && port != other.port) {
            return Optional.empty();
        }
        int both = Math.max(port, other.port);
        if (covers(other.name)) {
            return Optional.of(new HostPattern(other.name, both));
        }
        return other.covers(name) ? Optional.of(new HostPattern(name, both)) : Optional.empty();
    }

    private boolean covers(String narrow) {
        boolean below = name.startsWith("*.") && narrow.endsWith(name.substring(1)) && narrow.length() >= name.length();
        return isAll() || name.equals(narrow) || below;
    }

    private static String plain(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        if (lowerCase.indexOf(':') >= 0) {
            return address(lowerCase).orElse(lowerCase);
        }
        return lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    }

    /** The one form of an IPv6 address; that of IPv4 if it is only a longer way to write one. */
    private static Optional<String> address(String literal) {
        try {
            return Optional.of(
                    InetAddress.getByName("[" + literal + "]").getHostAddress()); // in brackets: never looked up
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }

    /** As permissions write it. */
    @Override
    public String toString() {
        String host = name.indexOf(':') >= 0 ? "[" + name + "]" : name;
        return port == 0 ? host : host + ":" + port;
    }
}
