package io.sandglass.plugin;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Copies one value deeply into a payload. */
final class PayloadCopy {
    /** From so many values and characters on, a payload may leave memory. */
    private static final int LARGE = 1_000;

    /** What a shared map or list that is not large counts for. */
    private static final int SHARED = 100;

    /** Shared maps and lists that were looked through, and how deep down they still fit. */
    private @Nullable Map<Object, Integer> fitting;

    private int deepest;
    private long size;

    /** @throws IllegalArgumentException if some part of it is no JSON value; the message gives its path */
    Payload of(Object value) {
        try {
            Object copy = copy(value, 0);
            return new Payload(copy != null && size >= LARGE ? new LargeValue(copy) : copy, deepest);
        } catch (Misfit misfit) {
            throw new IllegalArgumentException(misfit.told(), misfit);
        }
    }

    private @Nullable Object copy(@Nullable Object value, int depth) {
        size++;
        if (value == null || value instanceof Boolean) {
            return value;
        }
        if (value instanceof String text) {
            size += text.length();
            return text;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Payload payload) {
            return share(payload, depth);
        }
        enter(depth);
        if (value instanceof Map<?, ?> map) {
            return copyMap(map, depth);
        }
        if (value instanceof Iterable<?> items) {
            return copyList(items, depth);
        }
        throw new Misfit("no JSON value at ", ": " + value.getClass().getName());
    }

    private void enter(int depth) {
        checkDepth(depth);
        deepest = Math.max(deepest, depth + 1);
    }

    private static void checkDepth(int depth) {
        if (depth == Payload.MAX_DEPTH) {
            throw new Misfit("nested deeper than " + Payload.MAX_DEPTH + ", or a cycle, at ", "");
        }
    }

    /** Nobody can change it, so it needs no copy; nor is it looked through, unless it might be too deep. */
    private @Nullable Object share(Payload payload, int depth) {
        Object value = payload.value();
        if (value instanceof String text) {
            size += text.length();
        } else if (value instanceof Map || value instanceof List) {
            size += payload.isLarge() ? LARGE : SHARED;
            if (depth + payload.depth() > Payload.MAX_DEPTH) {
                lookThrough(value, depth);
            }
            deepest = Math.max(deepest, Math.min(Payload.MAX_DEPTH, depth + payload.depth()));
        }
        return value;
    }

    private void lookThrough(Object shared, int depth) {
        fitting = fitting == null ? new IdentityHashMap<>() : fitting;
        if (fitting.getOrDefault(shared, -1) < depth) {
            checkWithin(shared, depth);
            fitting.put(shared, depth);
        }
    }

    private static void checkWithin(@Nullable Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            checkDepth(depth);
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                try {
                    checkWithin(entry.getValue(), depth + 1);
                } catch (Misfit misfit) {
                    throw misfit.in("." + entry.getKey());
                }
            }
        } else if (value instanceof List<?> list) {
            checkDepth(depth);
            for (int i = 0; i < list.size(); i++) {
                try {
                    checkWithin(list.get(i), depth + 1);
                } catch (Misfit misfit) {
                    throw misfit.in("[" + i + "]");
                }
            }
        }
    }

    private Map<String, @Nullable Object> copyMap(Map<?, ?> map, int depth) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new Misfit("keys must be strings, but one is " + entry.getKey() + " at ", "");
            }
            size += key.length();
            try {
                copy.put(key, copy(entry.getValue(), depth + 1));
            } catch (Misfit misfit) {
                throw misfit.in("." + key);
            }
        }
        return switch (copy.size()) {
            case 0 -> Collections.emptyMap();
            case 1 -> single(copy.entrySet().iterator().next());
            default -> Collections.unmodifiableMap(copy);
        };
    }

    /** A fifth of the size of other maps. */
    private static Map<String, @Nullable Object> single(Map.Entry<String, @Nullable Object> entry) {
        return Collections.singletonMap(entry.getKey(), entry.getValue());
    }

    private List<@Nullable Object> copyList(Iterable<?> items, int depth) {
        ArrayList<@Nullable Object> copy = new ArrayList<>();
        for (Object item : items) {
            try {
                copy.add(copy(item, depth + 1));
            } catch (Misfit misfit) {
                throw misfit.in("[" + copy.size() + "]");
            }
        }
        return switch (copy.size()) {
            case 0 -> Collections.emptyList();
            case 1 -> Collections.singletonList(copy.get(0));
            default -> trimmed(copy);
        };
    }

    private static List<@Nullable Object> trimmed(ArrayList<@Nullable Object> copy) {
        copy.trimToSize();
        return Collections.unmodifiableList(copy);
    }

    private Number number(Number number) {
        if (number instanceof Integer || number instanceof Long) {
            return number;
        }
        if (number instanceof BigInteger whole) {
            return whole(whole);
        }
        if (number instanceof BigDecimal decimal) {
            return new BigDecimal(whole(decimal.unscaledValue()), decimal.scale());
        }
        if (number instanceof Short || number instanceof Byte) {
            return number.intValue();
        }
        double real = number.doubleValue();
        if (!Double.isFinite(real) || !(number instanceof Double || number instanceof Float)) {
            throw new Misfit("no JSON number at ", ": " + number);
        }
        return real;
    }

    /** Copied, because it may be of a subclass. */
    private BigInteger whole(BigInteger number) {
        byte[] bytes = number.toByteArray();
        size += bytes.length;
        return new BigInteger(bytes);
    }

    /** Something that is no JSON value. Where it is, is put together on the way out only: keys may be long. */
    private static final class Misfit extends RuntimeException {
        private static final long serialVersionUID = 1;
        private static final int LONGEST_PATH = 1_000;

        private final String before;
        private final String after;
        private String path = "";

        Misfit(String before, String after) {
            super(before, null, false, false);
            this.before = before;
            this.after = after;
        }

        Misfit in(String step) {
            if (path.length() + step.length() <= LONGEST_PATH) {
                path = step + path;
            } else if (!path.startsWith("...")) {
                path = "..." + path;
            }
            return this;
        }

        String told() {
            return before + "$" + path + after;
        }
    }
}
