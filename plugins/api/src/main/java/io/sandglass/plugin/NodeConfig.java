package io.sandglass.plugin;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A node's evaluated {@code with} block, read by field. The host has checked it against the node's type, so a getter of
 * a required field of the declared type does not fail.
 *
 * @param values the whole block, an object
 */
public record NodeConfig(Payload values) {
    public NodeConfig {
        requireNonNull(values, "values");
        values.object();
    }

    public static NodeConfig of(Map<String, ?> values) {
        return new NodeConfig(Payload.of(values));
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return values.object().get(field) != null;
    }

    /** @throws IllegalArgumentException if it is missing or no string, as all getters below do in their way */
    public String string(String field) {
        return read(field, String.class);
    }

    public Optional<String> optionalString(String field) {
        return has(field) ? Optional.of(string(field)) : Optional.empty();
    }

    public long integer(String field) {
        return read(field, Number.class).longValue();
    }

    public double number(String field) {
        return read(field, Number.class).doubleValue();
    }

    public boolean bool(String field) {
        return read(field, Boolean.class);
    }

    public Duration duration(String field) {
        return Duration.parse(string(field));
    }

    @SuppressWarnings("unchecked")
    public List<@Nullable Object> list(String field) {
        return read(field, List.class);
    }

    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> object(String field) {
        return read(field, Map.class);
    }

    /** The field as it is; the payload of null if it is missing. */
    public Payload any(String field) {
        return values.field(field);
    }

    private <T> T read(String field, Class<T> type) {
        Object value = values.object().get(field);
        if (!type.isInstance(value)) {
            String found = value == null ? "missing" : "a " + value.getClass().getSimpleName();
            throw new IllegalArgumentException(
                    "with." + field + " must be a " + type.getSimpleName() + ", but is " + found);
        }
        return type.cast(value);
    }
}
