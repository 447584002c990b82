package io.sandglass.plugin.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A host that may be called, as permissions write it: {@code api.example.test}, {@code *.example.test:8443}.
 *
 * @param name in lower case, without brackets and without a final dot
 * @param port the only one; -1 for any
 */
record HostGrant(String name, int port) {
    private static final Pattern WITH_PORT = Pattern.compile("([^:]*|\\[.*]):(\\d{1,5})");

    static HostGrant parse(String text) {
        Matcher withPort = WITH_PORT.matcher(text);
        return withPort.matches()
                ? new HostGrant(plain(withPort.group(1)), Integer.parseInt(withPort.group(2)))
                : new HostGrant(plain(text), -1);
    }

    boolean covers(String host, int asked) {
        return (port < 0 || port == asked) && coversName(plain(host));
    }

    private boolean coversName(String host) {
        boolean below = name.startsWith("*.") && host.endsWith(name.substring(1)) && host.length() >= name.length();
        return name.equals("*") || name.equals(host) || below;
    }

    private static String plain(String host) {
        String lowerCase = host.toLowerCase(Locale.ROOT);
        if (lowerCase.startsWith("[") && lowerCase.endsWith("]")) {
            return lowerCase.substring(1, lowerCase.length() - 1);
        }
        return lowerCase.endsWith(".") ? lowerCase.substring(0, lowerCase.length() - 1) : lowerCase;
    }
}
