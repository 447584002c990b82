package io.sandglass.plugin.host;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one plugin file when it has changed and nobody is writing to it any more. Used under the registry's scan lock. */
final class FileReader {
    /** A file modified more recently than this may still be growing. */
    static final Duration QUIET = Duration.ofMillis(500);
    /** A cut-off archive younger than this is a slow copy; an older one is broken. */
    static final Duration SLOW_COPY = Duration.ofSeconds(10);

    private static final long MAX_FILE = 256L << 20;
    private static final long MAX_SIDECAR = 64L << 10;
    private static final String TOO_LARGE =
            "it is larger than " + (MAX_FILE >> 20) + " MiB, or its sidecar than " + (MAX_SIDECAR >> 10) + " KiB";

    private static final Logger log = LoggerFactory.getLogger(FileReader.class);

    private final Clock clock;
    private final Predicate<String> allowed;
    private final Set<String> reserved;
    private final JarLoader jars;
    private final WasmLoader modules;

    FileReader(PluginSources sources, JarLoader jars, WasmLoader modules) {
        this.clock = sources.clock();
        this.allowed = sources.allowed();
        this.reserved = sources.reserved();
        this.jars = jars;
        this.modules = modules;
    }

    /**
     * @param before what the last scan saw of this file, or null
     * @return {@code before} itself if nothing changed; empty if the file must be left for the next scan
     */
    Optional<Seen> read(Path path, @Nullable Seen before) {
        try {
            Optional<Signs> now = Signs.of(path);
            if (now.isEmpty()) {
                return Optional.empty();
            }
            Signs signs = now.get();
            if (before != null && before.signs().equals(signs)) {
                return Optional.of(before);
            }
            return signs.areFresh(clock.instant(), QUIET) ? Optional.empty() : read(path, signs, before);
        } catch (IOException unreadable) {
            return Optional.of(unreadable(path, unreadable, before));
        } catch (OutOfMemoryError tooLarge) {
            return Optional.of(unreadable(path, new IOException(tooLarge), before));
        }
    }

    private Optional<Seen> read(Path path, Signs signs, @Nullable Seen before) throws IOException {
        Optional<String> stray = Sidecars.objection(path);
        if (stray.isPresent()) {
            boolean early = Sidecars.isSidecar(path) && signs.areFresh(clock.instant(), SLOW_COPY);
            return early ? Optional.empty() : unread(path, signs, stray.get()); // its module may be on its way
        }
        if (isTooLarge(signs)) {
            return unread(path, signs, TOO_LARGE);
        }
        PluginFile file;
        try {
            file = PluginFile.read(path, signs);
        } catch (CharacterCodingException binary) {
            return unread(path, signs, "its sidecar is no UTF-8 text");
        }
        boolean steady = Signs.of(path).filter(signs::equals).isPresent();
        if (!steady || isSlowCopy(file, signs)) {
            return Optional.empty();
        }
        Candidate candidate = before != null && before.has(file) ? before.candidate() : load(file);
        return Optional.of(new Seen(signs, file.sidecar(), candidate));
    }

    private Optional<Seen> unread(Path path, Signs signs, String reason) {
        return Optional.of(new Seen(signs, Optional.empty(), refused(path, "", reason)));
    }

    private static boolean isTooLarge(Signs signs) {
        return signs.file().size() > MAX_FILE
                || signs.sidecar().filter(beside -> beside.size() > MAX_SIDECAR).isPresent();
    }

    private boolean isSlowCopy(PluginFile file, Signs signs) {
        return !Signs.isWasm(file.path())
                && !JarContents.isComplete(file.bytes())
                && signs.areFresh(clock.instant(), SLOW_COPY);
    }

    private Candidate load(PluginFile file) {
        try {
            if (!allowed.test(file.digest())) {
                throw new PluginRefused("its digest " + file.digest()
                        + " is not on the allow-list (plugins.allow in sandglass.yaml); add it if you trust the file");
            }
            List<LoadedType> types = Signs.isWasm(file.path())
                    ? modules.load(file)
                    : jars.load(file.name(), file.bytes(), file.digest());
            refuseReserved(types);
            return new Candidate(
                    file.path().toString(), kind(file.path()), file.digest(), types, Optional.empty(), clock.instant());
        } catch (PluginRefused refused) {
            return refused(file.path(), file.digest(), refused.reason());
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError broken) { // one bad file harms no other
            return refused(file.path(), file.digest(), "it cannot be loaded: " + Reasons.of(broken));
        }
    }

    private void refuseReserved(List<LoadedType> types) throws PluginRefused {
        for (LoadedType loaded : types) {
            if (reserved.contains(loaded.type().name())) {
                throw new PluginRefused("its type '" + loaded.type().name()
                        + "' is a word of the workflow format that means something else; give yours another name");
            }
        }
    }

    private Candidate refused(Path path, String digest, String reason) {
        Instant now = clock.instant();
        return new Candidate(path.toString(), kind(path), digest, List.of(), Optional.of(reason), now);
    }

    /** A disk that fails for a moment takes nothing away: what was read before stays, and the next scan reads again. */
    private Seen unreadable(Path path, IOException cause, @Nullable Seen before) {
        if (before == null) {
            return new Seen(Signs.UNKNOWN, Optional.empty(), refused(path, "", "it cannot be read: " + cause));
        }
        if (before.signs().equals(Signs.UNKNOWN)) {
            return before;
        }
        log.warn("plugin file {} cannot be read, what was read of it before stays: {}", path, cause.toString());
        return new Seen(Signs.UNKNOWN, before.sidecar(), before.candidate());
    }

    private static String kind(Path path) {
        return path.toString().endsWith(".jar") ? LoadedType.JAR : LoadedType.WASM;
    }
}
