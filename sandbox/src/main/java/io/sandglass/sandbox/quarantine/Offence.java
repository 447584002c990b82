package io.sandglass.sandbox.quarantine;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a module did to its host.
 *
 * @param strikes how often
 * @param last when it last did
 * @param what it did then, for people
 */
record Offence(int strikes, Instant last, String what) {
    /** This many, and the module is in quarantine. */
    static final int OUT = 2;

    private static final int FIELDS = 3;

    Offence {
        requireNonNull(last, "last");
        requireNonNull(what, "what");
    }

    boolean isOut() {
        return strikes >= OUT;
    }

    byte[] text() {
        return (strikes + "\n" + last + "\n" + what).getBytes(StandardCharsets.UTF_8);
    }

    static Optional<Offence> parse(byte[] text) {
        List<String> fields = List.of(new String(text, StandardCharsets.UTF_8).split("\n", FIELDS));
        try {
            return fields.size() < FIELDS
                    ? Optional.empty()
                    : Optional.of(
                            new Offence(Integer.parseInt(fields.get(0)), Instant.parse(fields.get(1)), fields.get(2)));
        } catch (NumberFormatException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
