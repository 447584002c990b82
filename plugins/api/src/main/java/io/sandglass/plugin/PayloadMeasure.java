package io.sandglass.plugin;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How much there is in a value. */
final class PayloadMeasure {
    static final long OBJECT = 40;

    private static final long LINK = 40;
    private static final char LAST_LATIN = 0xff;

    private PayloadMeasure() {}

    /** How many are left of so many values; less than none if there are more in it. Looks no further than it must. */
    static long left(@Nullable Object value, long most) {
        long left = most - 1;
        if (left >= 0 && (value instanceof List || value instanceof Map)) {
            for (Iterator<?> rest = items(value).iterator(); left >= 0 && rest.hasNext(); ) {
                left = left(rest.next(), left);
            }
        }
        return left;
    }

    /** What stands directly in a map or a list. */
    static Iterable<?> items(Object container) {
        return container instanceof Map<?, ?> map ? map.values() : (List<?>) container;
    }

    /** Of memory, roughly. */
    static long bytes(@Nullable Object value) {
        if (value instanceof String text) {
            return bytes(text);
        }
        if (value instanceof Map<?, ?> map) {
            long bytes = OBJECT;
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += LINK + bytes(entry.getKey()) + bytes(entry.getValue());
            }
            return bytes;
        }
        if (value instanceof List<?> list) {
            long bytes = OBJECT;
            for (Object item : list) {
                bytes += Long.BYTES + bytes(item);
            }
            return bytes;
        }
        return OBJECT;
    }

    /** The virtual machine keeps one byte for each character, unless one of them needs two. */
    private static long bytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > LAST_LATIN) {
                return OBJECT + 2L * text.length();
            }
        }
        return OBJECT + text.length();
    }
}
