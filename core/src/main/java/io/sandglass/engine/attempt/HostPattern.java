package io.sandglass.engine.attempt;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hosts that may be called.
 *
 * @param name in lower case; {@code *.example.test} for all below, {@code *} for all
 * @param port the only one; empty for any
 */
record HostPattern(String name, String port) {
    private static final String ALL = "*";
    private static final Pattern WITH_PORT = Pattern.compile("([^:]*|\\[.*]):(\\d{1,5})");

    static HostPattern parse(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        Matcher withPort = WITH_PORT.matcher(lowerCase);
        return withPort.matches()
                ? new HostPattern(withPort.group(1), withPort.group(2))
                : new HostPattern(lowerCase, "");
    }

    /** What both cover, if there is anything. */
    Optional<HostPattern> and(HostPattern other) {
        boolean samePort = port.isEmpty() || other.port.isEmpty() || port.equals(other.port);
        String both = port.isEmpty() ? other.port : port;
        return samePort ? narrower(other).map(narrow -> new HostPattern(narrow, both)) : Optional.empty();
    }

    private Optional<String> narrower(HostPattern other) {
        return covers(name, other.name)
                ? Optional.of(other.name)
                : Optional.of(name).filter(narrow -> covers(other.name, narrow));
    }

    private static boolean covers(String wide, String narrow) {
        boolean below = wide.startsWith("*.") && narrow.endsWith(wide.substring(1));
        return wide.equals(ALL) || wide.equals(narrow) || below;
    }

    @Override
    public String toString() {
        return port.isEmpty() ? name : name + ":" + port;
    }
}
