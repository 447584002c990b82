package io.sandglass.expression;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a function is called with. JSONata has checked the types; what was left out, or is undefined, is null. */
record Arguments(List<?> values) {
    @Nullable
    Object get(int index) {
        return index < values.size() ? values.get(index) : null;
    }

    boolean has(int index) {
        return get(index) != null;
    }

    String text(int index) {
        return String.valueOf(get(index));
    }

    /** A whole number, or the fallback where there is none. */
    long integer(int index, long fallback) {
        return get(index) instanceof Number number ? number.longValue() : fallback;
    }
}
