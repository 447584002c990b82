package io.sandglass.plugin.host;

import io.sandglass.plugin.wasm.WasmPlugin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Cheap signs of a plugin file and of its sidecar: equal signs, equal content.
 *
 * @param disturbed whether there is something beside it for which it is refused
 */
record Signs(Fingerprint file, Optional<Fingerprint> sidecar, boolean disturbed) {
    /** Equal to no file's: what is known by it is read again by the next scan. */
    static final Signs UNKNOWN = new Signs(Fingerprint.UNKNOWN, Optional.empty(), false);

    /** Empty if there is no such regular file. */
    static Optional<Signs> of(Path file) throws IOException {
        Optional<Fingerprint> own = Fingerprint.of(file);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        Optional<Fingerprint> sidecar = isWasm(file) ? Fingerprint.of(sidecarOf(file)) : Optional.empty();
        return Optional.of(
                new Signs(own.get(), sidecar, Sidecars.objection(file).isPresent()));
    }

    static boolean isWasm(Path file) {
        return file.getFileName().toString().endsWith(".wasm");
    }

    static Path sidecarOf(Path file) {
        return file.resolveSibling(WasmPlugin.sidecarOf(file.getFileName().toString()));
    }

    /** Whether one of them was modified so lately that someone may still be writing. */
    boolean areFresh(Instant now, Duration quiet) {
        return file.isFresh(now, quiet)
                || sidecar.filter(beside -> beside.isFresh(now, quiet)).isPresent();
    }
}
