package io.sandglass.store.directory;

import java.util.Locale;
import java.util.Set;

/** Tells a full disk from other failures: there is nothing wrong with the files then, and space helps. */
public final class DiskFull {
    /** As Linux and macOS, and Windows say it; Java and H2 pass it on as text only. */
    private static final Set<String> WORDS =
            Set.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

    private DiskFull() {}

    /** Whether this failure, or one that caused it, says so. */
    public static boolean in(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (WORDS.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }
}
