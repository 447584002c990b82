package io.sandglass.migration.steps;

import static com.fasterxml.jackson.databind.node.JsonNodeFactory.instance;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Optional;

/** Durations: a number of seconds in the older forms, ISO-8601 since v3. */
final class Seconds {
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000);
    private static final int DIGITS_OF_NANOS = 9;

    private Seconds() {}

    /** {@code 1.5} as {@code PT1.5S}; what is no sensible number of seconds stays, to be refused where it is read. */
    static JsonNode up(JsonNode value) {
        if (!value.isNumber()) {
            return value;
        }
        var seconds = value.decimalValue();
        if (seconds.signum() <= 0 || seconds.compareTo(MOST) > 0 || seconds.scale() > DIGITS_OF_NANOS) {
            return value;
        }
        return instance.textNode("PT" + seconds.stripTrailingZeros().toPlainString() + "S");
    }

    /** Empty if the value is no duration. */
    static Optional<JsonNode> down(JsonNode value) {
        try {
            var duration = Duration.parse(value.asText());
            var seconds = BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), 9));
            return Optional.of(number(seconds));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static JsonNode number(BigDecimal seconds) {
        var whole = seconds.stripTrailingZeros();
        if (whole.scale() > 0) {
            return instance.numberNode(whole.doubleValue());
        }
        return whole.compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) > 0
                ? instance.numberNode(whole.longValue())
                : instance.numberNode(whole.intValue());
    }
}
