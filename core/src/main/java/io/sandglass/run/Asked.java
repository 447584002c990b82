package io.sandglass.run;

import static java.util.Objects.requireNonNull;

/**
 * Who asked for something, and why.
 *
 * @param by a name for people, such as that of a user; never empty
 * @param why one clause; may be empty
 */
public record Asked(String by, String why) {
    /** Where the asker gave no name. */
    public static final String SOMEBODY = "somebody";

    public Asked {
        requireNonNull(by, "by");
        requireNonNull(why, "why");
        by = by.isBlank() ? SOMEBODY : by;
    }

    /** What follows after a passive verb: {@code " by alice: why"}, without the parts that are not known. */
    public String clause() {
        String who = by.equals(SOMEBODY) ? "" : " by " + by;
        return why.isEmpty() ? who : who + ": " + why;
    }

    /** {@code by alice: why}, without the colon if there is no why. */
    @Override
    public String toString() {
        return why.isEmpty() ? "by " + by : "by " + by + ": " + why;
    }
}
