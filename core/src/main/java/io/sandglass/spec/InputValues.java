package io.sandglass.spec;

import io.sandglass.plugin.Limits;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.json.BoundedJson;
import io.sandglass.plugin.json.TooManyValues;
import io.sandglass.spec.InputSpec.Type;
import java.io.IOException;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Judges values against the types of inputs, reading texts as what they stand for: command lines know nothing else. All
 * texts of a run together stand for no more values than its inputs may have. For one run, and one thread.
 */
final class InputValues {
    private static final long MOST = Limits.DEFAULT.values();

    private long left = MOST;

    /** What an input of this type holds, with an article. */
    static String name(Type type) {
        return switch (type) {
            case STRING -> "a text";
            case INTEGER -> "a whole number";
            case NUMBER -> "a number";
            case BOOLEAN -> "true or false";
            case DATE -> "a date";
            case DATETIME -> "a time with an offset";
            case DURATION -> "a duration";
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case ANY -> "a value";
        };
    }

    /** How one is written; empty where there is nothing to learn from that. */
    static Optional<String> example(Type type) {
        return switch (type) {
            case STRING, BOOLEAN, ANY -> Optional.empty();
            case INTEGER -> Optional.of("42");
            case NUMBER -> Optional.of("2.5");
            case DATE -> Optional.of("2027-01-31");
            case DATETIME -> Optional.of("2027-01-31T09:00:00Z");
            case DURATION -> Optional.of("PT30S");
            case ARRAY -> Optional.of("[1, 2]");
            case OBJECT -> Optional.of("{\"key\": \"value\"}");
        };
    }

    /** What to do about a value that is none of this type. */
    static String remedy(Type type) {
        return example(type)
                .map("write it as in "::concat)
                .orElse(type == Type.STRING ? "put quotes around it" : "write one of the two words");
    }

    /** The value as this type has it, or empty if it is none. */
    Optional<Object> fit(Type type, Optional<Type> items, Object value) {
        return switch (type) {
            case STRING -> value instanceof String ? Optional.of(value) : Optional.empty();
            case INTEGER -> whole(value instanceof String text ? parse(text) : value);
            case NUMBER -> instance(value instanceof String text ? parse(text) : value, Number.class);
            case BOOLEAN -> instance(value instanceof String text ? parse(text) : value, Boolean.class);
            case DATE -> text(value, LocalDate::parse);
            case DATETIME -> text(value, OffsetDateTime::parse);
            case DURATION -> text(value, Duration::parse);
            case ARRAY ->
                instance(value instanceof String text ? parse(text) : value, List.class)
                        .flatMap(list -> list((List<?>) list, items.orElse(Type.ANY)));
            case OBJECT -> instance(value instanceof String text ? parse(text) : value, Map.class);
            case ANY -> Optional.of(value);
        };
    }

    private static Optional<Object> instance(@Nullable Object value, Class<?> type) {
        return type.isInstance(value) ? Optional.ofNullable(value) : Optional.empty();
    }

    private static Optional<Object> whole(@Nullable Object value) {
        if (value instanceof Double real && real == Math.rint(real) && Math.abs(real) < 1e15) {
            return Optional.of(real.longValue());
        }
        boolean whole = value instanceof Integer || value instanceof Long || value instanceof BigInteger;
        return whole ? Optional.ofNullable(value) : Optional.empty();
    }

    private static Optional<Object> text(Object value, Function<String, ?> parser) {
        if (!(value instanceof String text)) {
            return Optional.empty();
        }
        try {
            parser.apply(text);
            return Optional.of(text);
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private Optional<Object> list(List<?> list, Type items) {
        if (items == Type.ANY) {
            return Optional.of(list);
        }
        List<Object> fitted = new ArrayList<>();
        for (Object item : list) {
            Optional<Object> fit = item == null ? Optional.empty() : fit(items, Optional.empty(), item);
            if (fit.isEmpty()) {
                return Optional.empty();
            }
            fitted.add(fit.get());
        }
        return Optional.of(fitted);
    }

    /** @throws Misfit if there is more in it than is left of what the inputs may have */
    private @Nullable Object parse(String text) {
        try {
            Payload read = BoundedJson.LENIENT.read(text, left);
            left = read.left(left);
            return read.value();
        } catch (TooManyValues e) {
            throw new Misfit(
                    "INPUT_TOO_LARGE",
                    "the inputs have more than " + MOST + " values",
                    "put large data into files and give their names");
        } catch (IOException e) {
            return null;
        }
    }
}
