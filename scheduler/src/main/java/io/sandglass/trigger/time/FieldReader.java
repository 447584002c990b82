package io.sandglass.trigger.time;

import io.sandglass.migration.Suggestion;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Reads one field: lists, ranges that may wrap around, steps and names. Used once, by one thread. */
final class FieldReader {
    private final CronField field;
    private final String text;
    private final BitSet values = new BitSet();
    private final List<DayRule> rules = new ArrayList<>();

    private FieldReader(CronField field, String text) {
        this.field = field;
        this.text = text;
    }

    /** @param text in upper case */
    static FieldValues read(CronField field, String text) {
        return new FieldReader(field, text).read();
    }

    private FieldValues read() {
        if (text.equals("?") && field.isDay()) {
            values.set(field.min, field.max + 1);
            return result(true);
        }
        for (String part : text.split(",", -1)) {
            readPart(part);
        }
        return result(text.startsWith("*"));
    }

    private FieldValues result(boolean open) {
        boolean sweeping = text.contains("*") || text.contains("/") || values.cardinality() >= field.size();
        return new FieldValues(text, values, rules, open, sweeping);
    }

    private void readPart(String part) {
        if (part.isEmpty()) {
            throw wrong(part, "has an empty entry; remove the comma that is too many");
        }
        Optional<DayRule> rule = SpecialDays.read(field, part);
        if (rule.isPresent()) {
            rules.add(rule.get());
            return;
        }
        int slash = part.indexOf('/');
        String base = slash < 0 ? part : part.substring(0, slash);
        int step = slash < 0 ? 1 : step(part, part.substring(slash + 1));
        fill(range(base, slash >= 0), step);
    }

    private int step(String part, String step) {
        int size = field.size();
        if (!step.matches("\\d{1,4}") || Integer.parseInt(step) < 1 || Integer.parseInt(step) > size) {
            throw wrong(
                    part,
                    "has the step '" + step + "'; a step is 1-" + size
                            + ", and what should happen every so often regardless of the calendar is an interval trigger");
        }
        return Integer.parseInt(step);
    }

    /** The first and last value, the last one beyond the field's end if the range wraps around. */
    private int[] range(String base, boolean stepped) {
        if (base.equals("*")) {
            return new int[] {field.min, field.min + field.size() - 1};
        }
        int dash = base.indexOf('-');
        if (dash < 0) {
            int value = value(base);
            return new int[] {value, stepped ? Math.max(value, field.min + field.size() - 1) : value};
        }
        int from = value(base.substring(0, dash));
        int to = value(base.substring(dash + 1));
        if (from <= to) {
            return new int[] {from, to};
        }
        if (field == CronField.YEAR) {
            throw wrong(base, "runs backwards; write " + to + "-" + from);
        }
        return new int[] {from, to + field.size()};
    }

    private void fill(int[] range, int step) {
        for (int value = range[0]; value <= range[1]; value += step) {
            values.set(field.wrap(value));
        }
    }

    private int value(String word) {
        return value(field, word);
    }

    /** A number or a name of the field. */
    static int value(CronField field, String word) {
        if (word.matches("\\d{1,4}")) {
            int value = Integer.parseInt(word);
            if (value < field.min || value > field.max) {
                throw new InvalidCron("the " + field.label + " '" + word + "' is out of range; allowed is "
                        + field.allowed() + remedy(field, value));
            }
            return value;
        }
        return field.named(word).orElseThrow(() -> unknown(field, word));
    }

    private static String remedy(CronField field, int value) {
        return switch (field) {
            case SECOND, MINUTE -> value == 60 ? "; write 0" : "; for a longer rhythm use an interval trigger";
            case HOUR -> value == 24 ? "; write 0 for midnight" : "";
            case DAY_OF_MONTH -> value == 0 ? "; write 1 for the first day, L for the last" : "; write L for the last";
            case DAY_OF_WEEK -> "; names such as MON are the clearest";
            default -> "";
        };
    }

    private static InvalidCron unknown(CronField field, String word) {
        String hint = Suggestion.nearest(word, field.names)
                .map(name -> "; did you mean " + name + "?")
                .orElse(
                        word.isEmpty()
                                ? "; complete the range or remove the dash"
                                : "; write values, a-b, lists with commas, or steps such as */5");
        return new InvalidCron(
                "the " + field.label + " '" + word + "' is not understood; allowed is " + field.allowed() + hint);
    }

    private InvalidCron wrong(String part, String why) {
        return new InvalidCron("the " + field.label + " '" + (part.isEmpty() ? text : part) + "' " + why
                + "; allowed is " + field.allowed());
    }
}
