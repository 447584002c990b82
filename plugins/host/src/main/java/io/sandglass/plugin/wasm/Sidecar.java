package io.sandglass.plugin.wasm;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.Limits;
import java.util.Map;
import java.util.Optional;

/**
 * What a {@code name.plugin.yaml} says of the module next to it.
 *
 * @param abi how the module is talked to
 * @param files whether {@code with.files} holds the files under {@code /in}
 * @param config the fields of the {@code with} block; any are taken if empty
 */
record Sidecar(
        Optional<String> name,
        Optional<String> version,
        String description,
        GuestAbi abi,
        boolean files,
        Optional<Map<String, ConfigField>> config,
        Optional<Limits> defaultLimits,
        Optional<Limits> maxLimits) {
    static final Sidecar NONE = new Sidecar(
            Optional.empty(),
            Optional.empty(),
            "",
            new GuestAbi(Optional.empty()),
            true,
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
}
