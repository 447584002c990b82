package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * Names the node type a node wants.
 *
 * <p>{@code type: http} is {@code (http, any, any)}; {@code type: tool, plugin: ledger-post@1} is
 * {@code (ledger-post, 1, any)}; {@code type: wasm, plugin: risk-score@^2.1} is {@code (risk-score, ^2.1, wasm)}.
 *
 * @param name the node type's name
 * @param range a version range as in {@code 1}, {@code 1.4}, {@code 1.4.2} or {@code ^1.4}; empty for any
 * @param kind {@code wasm} if only a WASM module will do; empty for any
 */
public record TypeRef(String name, Optional<String> range, Optional<String> kind) {
    public TypeRef {
        requireNonNull(name, "name");
        requireNonNull(range, "range");
        requireNonNull(kind, "kind");
    }

    public static TypeRef named(String name) {
        return new TypeRef(name, Optional.empty(), Optional.empty());
    }

    /** As written in a spec: {@code risk-score@^2.1}. */
    @Override
    public String toString() {
        return range.map(wanted -> name + "@" + wanted).orElse(name);
    }
}
