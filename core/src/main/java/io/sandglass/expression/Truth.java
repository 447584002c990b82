package io.sandglass.expression;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSONata's notion of a truth value. */
final class Truth {
    private Truth() {}

    /** Null, false, zero, the empty, and lists of nothing true are false. */
    static boolean of(@Nullable Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        if (value instanceof Number number) {
            return number.doubleValue() != 0;
        }
        if (value instanceof String text) {
            return !text.isEmpty();
        }
        if (value instanceof Map<?, ?> map) {
            return !map.isEmpty();
        }
        return value instanceof List<?> list && list.stream().anyMatch(Truth::of);
    }
}
