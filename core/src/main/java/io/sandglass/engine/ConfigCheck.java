package io.sandglass.engine;

import io.sandglass.plugin.ConfigField;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the defaults of a node's config. */
final class ConfigCheck {
    private ConfigCheck() {}

    /** @throws IllegalArgumentException if a required field is missing */
    static NodeConfig complete(NodeType type, Payload values) {
        Map<String, @Nullable Object> complete = new LinkedHashMap<>(values.object());
        type.config().forEach((name, field) -> complete(complete, name, field));
        return new NodeConfig(Payload.of(complete));
    }

    private static void complete(Map<String, @Nullable Object> values, String name, ConfigField field) {
        if (values.get(name) != null) {
            return;
        }
        if (field.required()) {
            throw new IllegalArgumentException("with." + name + " is missing");
        }
        field.defaultValue().ifPresent(value -> values.put(name, value.value()));
    }
}
