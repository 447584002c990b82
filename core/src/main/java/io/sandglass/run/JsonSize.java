package io.sandglass.run;

import io.sandglass.plugin.Payload;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Measures a payload as JSON in UTF-8 without writing it, counts its values, and stops when it is too large. */
public final class JsonSize {
    private static final double DECIMAL_DIGITS_PER_BIT = Math.log10(2);

    private final long most;
    private final long mostValues;
    private long bytes;
    private long values;

    private JsonSize(long most, long mostValues) {
        this.most = most;
        this.mostValues = mostValues;
    }

    /**
     * What there is too much of for an input or an output; empty if it is within its bounds.
     *
     * @param values as in {@link Payload#holdsMoreThan}
     */
    public static Optional<Excess> excess(Payload payload, long bytes, long values) {
        JsonSize size = new JsonSize(bytes, values);
        size.add(payload.value());
        if (size.values > values) {
            return Optional.of(Excess.ofValues(values));
        }
        return size.tooLarge() ? Optional.of(Excess.ofBytes(bytes)) : Optional.empty();
    }

    /** Whether the payload takes more bytes than this. */
    public static boolean exceeds(Payload payload, long most) {
        JsonSize size = new JsonSize(most, Long.MAX_VALUE);
        size.add(payload.value());
        return size.tooLarge();
    }

    /** How many bytes the payload takes, if it is no more than this; else some number above it. */
    public static long upTo(Payload payload, long most) {
        JsonSize size = new JsonSize(most, Long.MAX_VALUE);
        size.add(payload.value());
        return size.bytes;
    }

    private boolean tooLarge() {
        return bytes > most || values > mostValues;
    }

    private void add(@Nullable Object value) {
        values++;
        if (value instanceof String text) {
            addText(text);
        } else if (value instanceof Map<?, ?> map) {
            addMap(map);
        } else if (value instanceof List<?> list) {
            addList(list);
        } else if (value instanceof BigInteger large) {
            bytes += 1 + (long) (large.bitLength() * DECIMAL_DIGITS_PER_BIT);
        } else {
            bytes += String.valueOf(value).length();
        }
    }

    private void addMap(Map<?, ?> map) {
        bytes += map.isEmpty() ? 2 : 1 + map.size() * 2L;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (tooLarge()) {
                return;
            }
            addText((String) entry.getKey());
            add(entry.getValue());
        }
    }

    private void addList(List<?> list) {
        bytes += list.isEmpty() ? 2 : 1 + list.size();
        for (Object item : list) {
            if (tooLarge()) {
                return;
            }
            add(item);
        }
    }

    private void addText(String text) {
        bytes += 2;
        for (int i = 0; i < text.length() && !tooLarge(); i++) {
            bytes += size(text.charAt(i));
        }
    }

    /** A surrogate pair is four bytes, two for each half. */
    private static int size(char c) {
        if (c < 0x20) {
            return c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f' ? 2 : 6;
        }
        if (c < 0x80) {
            return c == '"' || c == '\\' ? 2 : 1;
        }
        return c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
}
