package io.sandglass.sandbox.capability;

/** Takes the lines that a guest logs. */
@FunctionalInterface
public interface GuestLog {
    /** Refuses every line. */
    GuestLog DENIED = (level, line) -> {
        throw HostCallDenied.missing("logging", "log: true");
    };

    /** @param line any text, line breaks and control characters included; at most 16 KiB of UTF-8 */
    void log(Level level, String line);

    /** How much a line matters. */
    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR;

        /** As guests count them: 0 and all below is debug, 3 and all above are errors. */
        public static Level of(long number) {
            return values()[(int) Math.max(0, Math.min(number, ERROR.ordinal()))];
        }
    }
}
