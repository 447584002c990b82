package io.sandglass.plugin;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

    /** Beyond this a {@code double} may stand for another whole number than the one that was written. */
    private static final double LARGEST_WHOLE = 1e15;

    /**
     * A value of a {@link Payload} as a field of this type holds it: where a whole number is wanted, one that was computed
     * as a fraction, such as 4.0, becomes one.
     *
     * @return empty if it does not fit
     */
    public Optional<Object> fit(Object value) {
        boolean fits = switch (this) {
            case STRING -> value instanceof String;
            case INTEGER -> value instanceof Integer || value instanceof Long;
            case NUMBER -> value instanceof Number;
            case BOOLEAN -> value instanceof Boolean;
            case DURATION -> value instanceof String text && isDuration(text);
            case LIST -> value instanceof List;
            case OBJECT -> value instanceof Map;
            case ANY -> true;
        };
        return fits
                ? Optional.of(value)
                : Optional.of(value).filter(this::isWhole).map(real -> ((Double) real).longValue());
    }

    private boolean isWhole(Object value) {
        return this == INTEGER
                && value instanceof Double real
                && real == Math.rint(real)
                && Math.abs(real) < LARGEST_WHOLE;
    }

    private static boolean isDuration(String text) {
        try {
            return !Duration.parse(text).isNegative();
        } catch (DateTimeException e) {
            return false;
        }
    }

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
