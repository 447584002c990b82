package io.sandglass.trigger.time;

import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;

/**
 * One field, read.
 *
 * @param text as written, in upper case
 * @param values all that match; never changed after it was read
 * @param rules days that also match
 * @param open whether it starts with {@code *} or is {@code ?}: then it does not restrict the day by itself
 * @param sweeping whether it runs through values: {@code *}, a step, or every value there is
 */
record FieldValues(String text, BitSet values, List<DayRule> rules, boolean open, boolean sweeping) {
    FieldValues {
        rules = List.copyOf(rules);
    }

    boolean has(int value) {
        return values.get(value);
    }

    /** The smallest value at or above this one, or -1. */
    int atOrAbove(int value) {
        return values.nextSetBit(value);
    }

    int first() {
        return values.nextSetBit(0);
    }

    boolean matches(int value, LocalDate date) {
        return values.get(value) || rules.stream().anyMatch(rule -> rule.matches(date));
    }
}
