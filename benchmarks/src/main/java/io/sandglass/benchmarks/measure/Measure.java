package io.sandglass.benchmarks.measure;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What a number says.
 *
 * @param name in the table: {@code time}, {@code CPU per task}
 * @param unit in the table: {@code ms}, {@code tasks/s}; empty for a ratio
 */
public record Measure(String name, String unit) {
    public Measure {
        requireNonNull(name, "name");
        requireNonNull(unit, "unit");
    }

    public static Measure millis(String name) {
        return new Measure(name, "ms");
    }

    public static Measure rate(String name, String things) {
        return new Measure(name, things + "/s");
    }

    /** A value with its unit, in as many digits as a reader can use. */
    public String text(double value) {
        int digits = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 3;
        String number = String.format(Locale.ROOT, "%,." + digits + "f", value);
        return unit.isEmpty() ? number : number + " " + unit;
    }
}
