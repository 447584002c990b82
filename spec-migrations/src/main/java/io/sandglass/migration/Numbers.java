package io.sandglass.migration;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import java.math.BigDecimal;
import java.math.BigInteger;

/** Numbers of the JSON grammar as tree nodes, with every digit kept. */
final class Numbers {
    private Numbers() {}

    /** @param text a number by the grammar of JSON */
    static Scalar read(String text, int maxLength) {
        if (text.length() > maxLength) {
            return Scalar.refused(DocumentFaults.longNumber(maxLength));
        }
        return isInteger(text) ? Scalar.of(integer(new BigInteger(text))) : fraction(text);
    }

    private static boolean isInteger(String text) {
        return text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Integer.SIZE) {
            return instance.numberNode(value.intValue());
        }
        return value.bitLength() < Long.SIZE ? instance.numberNode(value.longValue()) : instance.numberNode(value);
    }

    private static Scalar fraction(String text) {
        var near = Double.parseDouble(text);
        if (Double.isInfinite(near) || near == 0 && hasDigitsOtherThanZero(text)) {
            return Scalar.refused(DocumentFaults.numberOutOfRange(text));
        }
        if (near == 0) {
            return Scalar.of(instance.numberNode(near));
        }
        var exact = new BigDecimal(text);
        var same = exact.compareTo(new BigDecimal(Double.toString(near))) == 0;
        return Scalar.of(same ? instance.numberNode(near) : DecimalNode.valueOf(exact));
    }

    private static boolean hasDigitsOtherThanZero(String text) {
        return text.split("[eE]", 2)[0].chars().anyMatch(c -> c >= '1' && c <= '9');
    }
}
