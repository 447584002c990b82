package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes such as {@code 64MiB} and counts such as {@code 50M}, as longs. */
public final class Quantities {
    /** Bytes. */
    static final Shape<Long> SIZE = value -> read(
            value,
            Map.of(
                    "B",
                    1L,
                    "KiB",
                    1L << 10,
                    "MiB",
                    1L << 20,
                    "GiB",
                    1L << 30,
                    "kB",
                    1_000L,
                    "MB",
                    1_000_000L,
                    "GB",
                    1_000_000_000L),
            "a size such as 64MiB");

    /** Units of fuel and the like. */
    static final Shape<Long> COUNT = value ->
            read(value, Map.of("k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L), "a count such as 50M or 2G");

    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000_000L);
    private static final Pattern QUANTITY = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?) ?([A-Za-z]{0,3})");

    private Quantities() {}

    /**
     * Bytes, as in {@code 64MiB}.
     *
     * @throws IllegalArgumentException if it is no size; the message says how to write one
     */
    public static long bytes(String text) {
        return parse(SIZE, text);
    }

    /**
     * A count, as in {@code 50M}.
     *
     * @throws IllegalArgumentException if it is no count; the message says how to write one
     */
    public static long count(String text) {
        return parse(COUNT, text);
    }

    private static long parse(Shape<Long> shape, String text) {
        try {
            return shape.read(TextNode.valueOf(text));
        } catch (Misfit e) {
            throw new IllegalArgumentException(e.reason() + "; " + e.remedy(), e);
        }
    }

    private static long read(JsonNode value, Map<String, Long> units, String wanted) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw Shapes.wrongType(value, wanted);
        }
        Matcher matcher = QUANTITY.matcher(value.asText());
        boolean known = matcher.matches() && (matcher.group(2).isEmpty() || units.containsKey(matcher.group(2)));
        if (!known) {
            throw Shapes.badValue(
                    "'" + Section.shown(value.asText()) + "' is not " + wanted, "write it as in " + wanted);
        }
        BigDecimal total =
                new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(units.getOrDefault(matcher.group(2), 1L)));
        boolean whole = total.signum() > 0 && total.stripTrailingZeros().scale() <= 0;
        if (!whole || total.compareTo(MOST) > 0) {
            throw Shapes.badValue("it must be a positive whole amount, at most 10^18", "write " + wanted);
        }
        return total.longValueExact();
    }
}
