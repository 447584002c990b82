package io.sandglass.store.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Tells a full disk from other failures: there is nothing wrong with the files then, and space helps. */
public final class DiskFull {
    /** As Linux and macOS, and Windows say it in English; Java and H2 pass on the system's text only. */
    private static final Set<String> ENGLISH =
            Set.of("no space left on device", "disk quota exceeded", "not enough space on the disk");

    /** Linux has a device that is always full, and tells of it in the language of this process. */
    private static final Path ALWAYS_FULL = Path.of("/dev/full");

    private static final Set<String> WORDS = words();

    /** With so few bytes left nothing can be written that is worth it: the journal reserves as many at a time. */
    private static final long NO_ROOM = 1 << 20;

    private DiskFull() {}

    /** Whether this failure, or one that caused it, says so. */
    public static boolean in(Throwable failure) {
        return says(failure, WORDS);
    }

    /** The same for a failure on this file, or with this directory; also if it does not say so, and there is no room. */
    public static boolean in(Throwable failure, Path file) {
        return in(failure) || usable(file) < NO_ROOM;
    }

    static boolean says(Throwable failure, Set<String> words) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (words.stream().anyMatch(message::contains)) {
                return true;
            }
        }
        return false;
    }

    private static long usable(Path file) {
        try {
            Path place = Files.exists(file) ? file : file.toAbsolutePath().getParent();
            return place == null ? Long.MAX_VALUE : Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            return Long.MAX_VALUE; // a disk that does not even tell has other troubles
        }
    }

    private static Set<String> words() {
        Set<String> words = new LinkedHashSet<>(ENGLISH);
        String local = failureOn(ALWAYS_FULL);
        if (!local.isBlank()) {
            words.add(local.toLowerCase(Locale.ROOT));
        }
        return Set.copyOf(words);
    }

    /** What the system says; empty if there is no such device. */
    static String failureOn(Path device) {
        if (!Files.isWritable(device) || Files.isRegularFile(device)) {
            return "";
        }
        try (OutputStream out = Files.newOutputStream(device)) {
            out.write(0);
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
