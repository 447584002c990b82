package io.sandglass.plugin.wasm;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts as workflows write them: {@code 50M} and {@code 2G} are counts, {@code 64MiB} is a size. */
final class Quantity {
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})(k|M|G|KiB|MiB|GiB|B)?");
    private static final Map<String, Long> UNITS = Map.of(
            "",
            1L,
            "B",
            1L,
            "k",
            1_000L,
            "M",
            1_000_000L,
            "G",
            1_000_000_000L,
            "KiB",
            1L << 10,
            "MiB",
            1L << 20,
            "GiB",
            1L << 30);

    private Quantity() {}

    /** Empty if the text is no positive amount that fits a long. */
    static Optional<Long> parse(String text) {
        Matcher amount = AMOUNT.matcher(text.strip());
        if (!amount.matches()) {
            return Optional.empty();
        }
        String unit = amount.group(2) == null ? "" : amount.group(2);
        long number = Long.parseLong(amount.group(1));
        long factor = UNITS.getOrDefault(unit, 1L);
        boolean fits = number > 0 && number <= Long.MAX_VALUE / factor;
        return fits ? Optional.of(number * factor) : Optional.empty();
    }
}
