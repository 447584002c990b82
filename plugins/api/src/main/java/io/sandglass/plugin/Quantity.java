package io.sandglass.plugin;

import java.math.BigDecimal;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as workflows write them: sizes such as {@code 64MiB}, and counts such as {@code 50M}. Thread-safe. */
public final class Quantity {
    private static final Map<String, Long> SIZES = Map.of(
            "",
            1L,
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
            1_000_000_000L);
    private static final Map<String, Long> COUNTS = Map.of("", 1L, "k", 1_000L, "M", 1_000_000L, "G", 1_000_000_000L);
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000_000_000_000_000_000L);
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,6})?) ?([A-Za-z]{0,3})");

    private Quantity() {}

    /** Bytes; empty if it is no positive size of at most 10^18. */
    public static OptionalLong size(String text) {
        return parse(text, SIZES);
    }

    /** Empty if it is no positive count of at most 10^18. */
    public static OptionalLong count(String text) {
        return parse(text, COUNTS);
    }

    private static OptionalLong parse(String text, Map<String, Long> units) {
        Matcher amount = AMOUNT.matcher(text);
        Long unit = amount.matches() ? units.get(amount.group(2)) : null;
        if (unit == null) {
            return OptionalLong.empty();
        }
        BigDecimal total = new BigDecimal(amount.group(1)).multiply(BigDecimal.valueOf(unit));
        return isWhole(total) ? OptionalLong.of(total.longValueExact()) : OptionalLong.empty();
    }

    private static boolean isWhole(BigDecimal total) {
        return total.signum() > 0 && total.stripTrailingZeros().scale() <= 0 && total.compareTo(MOST) <= 0;
    }
}
