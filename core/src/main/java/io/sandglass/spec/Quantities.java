package io.sandglass.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.sandglass.plugin.Quantity;
import java.util.OptionalLong;
import java.util.function.Function;

/** Sizes such as {@code 64MiB} and counts such as {@code 50M}, as longs. */
public final class Quantities {
    /** Bytes. */
    static final Shape<Long> SIZE =
            value -> read(value, Quantity::size, "a size such as 64MiB", "KiB, MiB, GiB, kB, MB, GB or none for bytes");

    /** Units of fuel and the like. */
    static final Shape<Long> COUNT =
            value -> read(value, Quantity::count, "a count such as 50M or 2G", "k, M, G or none");

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

    private static long read(JsonNode value, Function<String, OptionalLong> reading, String wanted, String units) {
        if (!value.isTextual() && !value.isIntegralNumber()) {
            throw Shapes.wrongType(value, wanted);
        }
        return reading.apply(value.asText())
                .orElseThrow(() -> Shapes.badValue(
                        "'" + Section.shown(value.asText()) + "' is not " + wanted,
                        "write a positive whole amount with the unit " + units + ", at most 10^18"));
    }
}
