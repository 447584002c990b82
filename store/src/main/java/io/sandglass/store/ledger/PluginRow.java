package io.sandglass.store.ledger;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * A plugin file as history shows it.
 *
 * @param file its name inside {@code plugins/}
 * @param kind {@code jar} or {@code wasm}
 * @param digest {@code jar:sha256:...} or {@code wasm:sha256:...} of its bytes
 * @param types the node types it provides, {@code name@version}
 * @param state a word, such as {@code LOADED}, {@code REFUSED}, {@code QUARANTINED}
 * @param reason why it is not in use; may be empty
 */
public record PluginRow(
        String file, String kind, String digest, List<String> types, String state, String reason, Instant seenAt) {
    public PluginRow {
        requireNonNull(file, "file");
        requireNonNull(kind, "kind");
        requireNonNull(digest, "digest");
        types = List.copyOf(types);
        requireNonNull(state, "state");
        requireNonNull(reason, "reason");
        requireNonNull(seenAt, "seenAt");
    }
}
