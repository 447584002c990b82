package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * One field of a node type's {@code with} block.
 *
 * @param type what it holds
 * @param required whether leaving it out is an error
 * @param defaultValue what holds when it is left out, if anything does
 * @param description one sentence for people; may be empty
 * @param secrets whether secrets may be put into it: only where the value leaves no trace
 */
public record ConfigField(
        ConfigType type, boolean required, Optional<Payload> defaultValue, String description, boolean secrets) {
    public ConfigField {
        requireNonNull(type, "type");
        requireNonNull(defaultValue, "defaultValue");
        requireNonNull(description, "description");
    }

    /** One that takes no secrets. */
    public ConfigField(ConfigType type, boolean required, Optional<Payload> defaultValue, String description) {
        this(type, required, defaultValue, description, false);
    }

    static ConfigField required(ConfigType type) {
        return new ConfigField(type, true, Optional.empty(), "");
    }

    static ConfigField optional(ConfigType type) {
        return new ConfigField(type, false, Optional.empty(), "");
    }

    static ConfigField orElse(ConfigType type, Object value) {
        return new ConfigField(type, false, Optional.of(Payload.of(value)), "");
    }

    /** The same field with a sentence for people. */
    public ConfigField describedAs(String description) {
        return new ConfigField(type, required, defaultValue, description, secrets);
    }

    /**
     * The same field, into which a workflow may put secrets as <code>{{ secrets.x }}</code>. Only for fields whose value is
     * neither recorded, nor shown in messages, nor visible to other users of the machine: the host takes a secret out of
     * what the node leaves behind where it finds it, but cannot look elsewhere.
     */
    public ConfigField takingSecrets() {
        return new ConfigField(type, required, defaultValue, description, true);
    }
}
