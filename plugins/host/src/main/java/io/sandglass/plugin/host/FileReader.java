package io.sandglass.plugin.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one plugin file when it has changed and nobody is writing to it any more. Used under the registry's scan lock. */
final class FileReader {
    /** A file modified more recently than this may still be growing. */
    static final Duration QUIET = Duration.ofMillis(500);
    /** A cut-off archive younger than this is a slow copy; an older one is broken. */
    static final Duration SLOW_COPY = Duration.ofSeconds(10);

    private static final long MAX_FILE = 256L << 20;

    private final Clock clock;
    private final JarLoader jars;

    FileReader(Clock clock, JarLoader jars) {
        this.clock = clock;
        this.jars = jars;
    }

    /**
     * @param before what the last scan saw of this file, or null
     * @return {@code before} itself if nothing changed; empty if the file must be left for the next scan
     */
    Optional<Seen> read(Path file, @Nullable Seen before) {
        try {
            Optional<Fingerprint> now = Fingerprint.of(file);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            Fingerprint fingerprint = now.get();
            if (before != null && before.fingerprint().equals(fingerprint)) {
                return Optional.of(before);
            }
            return fingerprint.isFresh(clock.instant(), QUIET) ? Optional.empty() : read(file, fingerprint, before);
        } catch (IOException unreadable) {
            return Optional.of(unreadable(file, unreadable, before));
        }
    }

    private Optional<Seen> read(Path file, Fingerprint fingerprint, @Nullable Seen before) throws IOException {
        if (fingerprint.size() > MAX_FILE) {
            return Optional.of(
                    new Seen(fingerprint, refused(file, "", "it is larger than " + (MAX_FILE >> 20) + " MiB")));
        }
        byte[] bytes = Files.readAllBytes(file);
        boolean steady = Fingerprint.of(file).filter(fingerprint::equals).isPresent();
        boolean slowCopy = fingerprint.isFresh(clock.instant(), SLOW_COPY) && !JarContents.isComplete(bytes);
        if (!steady || slowCopy) {
            return Optional.empty();
        }
        String digest = Digests.sha256(bytes);
        if (before != null && before.candidate().digest().equals(digest)) {
            return Optional.of(new Seen(fingerprint, before.candidate()));
        }
        return Optional.of(new Seen(fingerprint, load(file, bytes, digest)));
    }

    private Candidate load(Path file, byte[] bytes, String digest) {
        try {
            List<LoadedType> types = jars.load(file.getFileName().toString(), bytes, digest);
            return new Candidate(file.toString(), LoadedType.JAR, digest, types, Optional.empty(), clock.instant());
        } catch (PluginRefused refused) {
            return refused(file, digest, refused.reason());
        }
    }

    private Candidate refused(Path file, String digest, String reason) {
        Instant now = clock.instant();
        return new Candidate(file.toString(), LoadedType.JAR, digest, List.of(), Optional.of(reason), now);
    }

    private Seen unreadable(Path file, IOException cause, @Nullable Seen before) {
        Candidate refused = refused(file, "", "it cannot be read: " + cause);
        if (before != null && before.candidate().refusal().equals(refused.refusal())) {
            return before;
        }
        return new Seen(Fingerprint.UNKNOWN, refused);
    }
}
