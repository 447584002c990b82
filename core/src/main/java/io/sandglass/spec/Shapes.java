package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import io.sandglass.migration.Suggestion;
import io.sandglass.plugin.HostPattern;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The kinds of values that a spec is written in. */
final class Shapes {
    /** As many other programs write durations. */
    private static final Pattern SHORTHAND = Pattern.compile("\\d{1,9} ?[smhd]");

    static final Duration LONGEST = Duration.ofDays(36_500);
    static final Shape<String> TEXT = Shapes::text;
    static final Shape<Boolean> TRUTH = Shapes::truth;
    static final Shape<Duration> DURATION = Shapes::duration;
    static final Shape<Duration> SOME_TIME = Shapes::someTime;
    static final Shape<ZoneId> ZONE = Shapes::zone;
    static final Shape<String> HOST = Shapes::host;
    static final Shape<String> PROGRAM = Shapes::program;

    private Shapes() {}

    /** A whole number within bounds. */
    static Shape<Integer> whole(int least, int most) {
        return value -> {
            if (!value.isIntegralNumber()) {
                throw wrongType(value, "a whole number");
            }
            if (!value.canConvertToInt() || value.intValue() < least || value.intValue() > most) {
                throw badValue("it must be from " + least + " to " + most, "write a number in this range");
            }
            return value.intValue();
        };
    }

    /** A number of at least so much. */
    static Shape<Double> number(double least) {
        return value -> {
            if (!value.isNumber()) {
                throw wrongType(value, "a number");
            }
            if (!(value.doubleValue() >= least)) {
                throw badValue("it must be at least " + least, "write a greater number");
            }
            return value.doubleValue();
        };
    }

    /** One of an enum's words, in lower case. */
    static <E extends Enum<E>> Shape<E> word(Class<E> type) {
        return word(type, Set.of());
    }

    /** @param unavailable words of the format that this version does not have */
    static <E extends Enum<E>> Shape<E> word(Class<E> type, Set<String> unavailable) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(type.getEnumConstants())
                .forEach(constant -> words.put(constant.name().toLowerCase(Locale.ROOT), constant));
        return word(words, unavailable);
    }

    /** One of these words. */
    static <E> Shape<E> word(Map<String, E> words, Set<String> unavailable) {
        return value -> {
            String word = text(value);
            E found = words.get(word);
            if (found != null) {
                return found;
            }
            String known = String.join(", ", words.keySet());
            if (unavailable.contains(word)) {
                String reason = "this version does not have '" + word + "' yet";
                throw new Misfit("UNAVAILABLE", reason, Unavailable.insteadOf(word, "use one of " + known));
            }
            throw badValue(
                    "'" + word + "' is not one of " + known,
                    Suggestion.orElse(word, words.keySet(), "use one of these"));
        };
    }

    static Misfit wrongType(JsonNode value, String wanted) {
        return new Misfit("WRONG_TYPE", "it must be " + wanted + ", but is " + name(value), "write " + wanted);
    }

    static Misfit badValue(String reason, String remedy) {
        return new Misfit("BAD_VALUE", reason, remedy);
    }

    /** What a value is, with its article. */
    static String name(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return switch (type) {
            case ARRAY -> "a list";
            case OBJECT -> "an object";
            case STRING -> "a text";
            case BOOLEAN -> "true or false";
            case NUMBER -> "a number";
            default -> "empty";
        };
    }

    /** An id by itself. */
    static String id(JsonNode value) {
        String id = text(value);
        Ids.judge(id).ifPresent(misfit -> {
            throw misfit;
        });
        return id;
    }

    private static String text(JsonNode value) {
        if (!value.isTextual()) {
            throw new Misfit(
                    "WRONG_TYPE",
                    "it must be a text, but is " + name(value),
                    value.isValueNode() && !value.isNull() ? "put quotes around it" : "write a text");
        }
        return value.textValue();
    }

    private static boolean truth(JsonNode value) {
        if (!value.isBoolean()) {
            throw wrongType(value, "true or false");
        }
        return value.booleanValue();
    }

    private static Duration duration(JsonNode value) {
        if (!value.isTextual()) {
            throw wrongType(value, "a duration such as PT30S");
        }
        try {
            Duration duration = Duration.parse(value.textValue());
            if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
                throw badValue(
                        "a duration must be from PT0S to " + LONGEST.toDays() + " days", "write one in this range");
            }
            return duration;
        } catch (DateTimeParseException e) {
            throw badValue(
                    "'" + Section.shown(value.textValue()) + "' is not a duration",
                    SHORTHAND.matcher(value.textValue()).matches()
                            ? "write " + longhand(value.textValue())
                            : "write it as in PT30S, PT10M, PT2H or P7D; months and years have no fixed length");
        }
    }

    /** Of {@code 5m} it is {@code PT5M}. */
    private static String longhand(String text) {
        String upper = text.replace(" ", "").toUpperCase(Locale.ROOT);
        return (upper.endsWith("D") ? "P" : "PT") + upper;
    }

    private static Duration someTime(JsonNode value) {
        Duration duration = duration(value);
        if (duration.toMillis() == 0 || duration.getNano() % 1_000_000 != 0) {
            throw badValue(
                    "a duration here must be a positive number of milliseconds", "write it as in PT0.1S or PT30S");
        }
        return duration;
    }

    private static ZoneId zone(JsonNode value) {
        String name = text(value);
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw badValue(
                    "there is no time zone '" + Section.shown(name) + "'",
                    Suggestion.orElse(name, ZoneId.getAvailableZoneIds(), "use a name such as Europe/Amsterdam"));
        }
    }

    private static String host(JsonNode value) {
        String name = text(value);
        if (HostPattern.parse(name).filter(host -> !host.isAll()).isEmpty()) {
            throw badValue("'" + Section.shown(name) + "' is not a host name", HostPattern.HOW_TO_WRITE);
        }
        return name;
    }

    private static String program(JsonNode value) {
        String name = text(value);
        if (name.isBlank() || name.chars().anyMatch(Character::isISOControl)) {
            throw badValue("a program's name must not be empty", "write a name such as gzip");
        }
        return name;
    }
}
