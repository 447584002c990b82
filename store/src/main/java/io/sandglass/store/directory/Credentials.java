package io.sandglass.store.directory;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A database user and its password, both letters and digits only. */
public record Credentials(String user, String password) {
    private static final int BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("\\s*\\{\\s*\"user\"\\s*:\\s*\"(\\w+)\"\\s*,\\s*\"password\"\\s*:\\s*\"(\\w+)\"\\s*}\\s*");

    /** With a password that nobody knows. */
    public static Credentials random(String user) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new Credentials(user, HexFormat.of().formatHex(secret));
    }

    /** Reads what {@link #json()} wrote, without waking a JSON library: this is on the way of every start. */
    public static Optional<Credentials> parse(String json) {
        Matcher matcher = FORM.matcher(json);
        return matcher.matches() ? Optional.of(new Credentials(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    String json() {
        return "{\"user\": \"" + user + "\", \"password\": \"" + password + "\"}\n";
    }

    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
