package io.sandglass.plugin.host;

import io.sandglass.plugin.wasm.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The content of a plugin file.
 *
 * @param bytes what was read; not copied, not changed
 * @param digest of the bytes
 * @param sidecar the text next to a WASM module, if there is one
 */
record PluginFile(Path path, byte[] bytes, String digest, Optional<String> sidecar) {
    static PluginFile read(Path path, Signs signs) throws IOException {
        byte[] bytes = Files.readAllBytes(path);
        Optional<String> sidecar =
                signs.sidecar().isPresent() ? Optional.of(Files.readString(Signs.sidecarOf(path))) : Optional.empty();
        return new PluginFile(path, bytes, Digests.sha256(bytes), sidecar);
    }

    String name() {
        return path.getFileName().toString();
    }
}
