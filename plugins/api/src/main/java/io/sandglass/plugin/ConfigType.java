package io.sandglass.plugin;

/** What a config field holds. */
public enum ConfigType {
    STRING,
    /** A whole number that fits a {@code long}. */
    INTEGER,
    NUMBER,
    BOOLEAN,
    /** ISO-8601, such as {@code PT30S}. */
    DURATION,
    LIST,
    OBJECT,
    ANY;

    /** A field that must be given. */
    public ConfigField required() {
        return ConfigField.required(this);
    }

    /** A field that may be left out. */
    public ConfigField optional() {
        return ConfigField.optional(this);
    }

    /** A field that has a value when it is left out. */
    public ConfigField orElse(Object value) {
        return ConfigField.orElse(this, value);
    }
}
