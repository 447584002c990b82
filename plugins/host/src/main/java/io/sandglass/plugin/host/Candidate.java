package io.sandglass.plugin.host;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One plugin as it was last read, before it is known whether its types clash with others.
 *
 * @param refusal why nothing of it can be used; empty if its types are good
 */
record Candidate(
        String file, String kind, String digest, List<LoadedType> types, Optional<String> refusal, Instant loadedAt) {

    Candidate {
        types = List.copyOf(types);
    }

    PluginEntry entry(PluginState state, Optional<String> reason) {
        return new PluginEntry(
                file, kind, digest, types.stream().map(LoadedType::type).toList(), state, reason, loadedAt);
    }
}
