package io.sandglass.expression;

import com.dashjoin.jsonata.Functions;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Functions of JSONata that could take any time or memory, or that ask the machine for time or chance. */
final class BoundedFunctions {
    private static final int LONGEST_PICTURE = 128;
    private static final int LONGEST_DATE = 40;
    private static final int MOST_MARKERS = 8;
    private static final int MOST_DECIMALS = 400;

    private BoundedFunctions() {}

    static @Nullable Object pad(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        String text = arguments.text(0);
        long width = arguments.integer(1, 0);
        evaluation.meter().checkText(width == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(width));
        int missing = (int) Math.abs(width) - text.codePointCount(0, text.length());
        if (missing <= 0) {
            return text;
        }
        int[] filler = (arguments.has(2) && !arguments.text(2).isEmpty() ? arguments.text(2) : " ")
                .codePoints()
                .toArray();
        StringBuilder padding = new StringBuilder(missing);
        for (int at = 0; at < missing; at++) {
            padding.appendCodePoint(filler[at % filler.length]);
        }
        return width < 0 ? padding + text : text + padding;
    }

    static @Nullable Object join(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        List<String> parts = new ArrayList<>();
        long length = 0;
        String separator = arguments.has(1) ? arguments.text(1) : "";
        for (Object part : arguments.get(0) instanceof List<?> list ? list : List.of(arguments.text(0))) {
            parts.add(String.valueOf(part));
            length += String.valueOf(part).length() + separator.length();
        }
        evaluation.meter().checkText(length - (parts.isEmpty() ? 0 : separator.length()));
        return String.join(separator, parts);
    }

    static @Nullable Object string(Evaluation evaluation, Arguments arguments) {
        long units = evaluation.meter().weigh(arguments.get(0));
        boolean pretty = Boolean.TRUE.equals(arguments.get(1));
        if (units > (pretty ? Weights.MAX_TEXT / 10 : Weights.MAX_TEXT * 8L)) {
            throw new Spent("a value is too big to be written as text");
        }
        return Functions.string(arguments.get(0), pretty);
    }

    static @Nullable Object round(Evaluation evaluation, Arguments arguments) {
        if (!(arguments.get(0) instanceof Number number)) {
            return null;
        }
        long decimals = arguments.integer(1, 0);
        if (Math.abs(decimals) > MOST_DECIMALS) {
            throw new Spent("$round has more than " + MOST_DECIMALS + " decimals");
        }
        return Values.whole(Functions.round(number, decimals));
    }

    static @Nullable Object append(Evaluation evaluation, Arguments arguments) {
        long items = items(arguments.get(0)) + items(arguments.get(1));
        if (items > Weights.MAX_ITEMS) {
            throw new Spent("a list has more than " + Weights.MAX_ITEMS + " items");
        }
        return Functions.append(arguments.get(0), arguments.get(1));
    }

    static @Nullable Object formatInteger(Evaluation evaluation, Arguments arguments) {
        if (!(arguments.get(0) instanceof Number number)) {
            return null;
        }
        String picture = picture(arguments, 1);
        boolean roman = picture.startsWith("i") || picture.startsWith("I");
        if (roman && Math.abs(number.doubleValue()) > 4_999) {
            throw new Spent("a Roman number is greater than 4999");
        }
        return Functions.formatInteger(number, picture);
    }

    static @Nullable Object toMillis(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        String picture = arguments.has(1) ? picture(arguments, 1) : null;
        boolean big = picture != null && picture.chars().filter(c -> c == '[').count() > MOST_MARKERS
                || arguments.text(0).length() > LONGEST_DATE;
        if (big) {
            throw new Spent("$toMillis reads at most " + LONGEST_DATE + " characters by " + MOST_MARKERS + " markers");
        }
        try {
            return Functions.dateTimeToMillis(arguments.text(0), picture);
        } catch (ParseException e) {
            throw new Spent("$toMillis does not understand the time");
        }
    }

    static @Nullable Object fromMillis(Evaluation evaluation, Arguments arguments) {
        return arguments.get(0) instanceof Number millis ? format(millis, arguments, 1) : null;
    }

    static @Nullable Object now(Evaluation evaluation, Arguments arguments) {
        return format(evaluation.clockMillis(), arguments, 0);
    }

    static Object millis(Evaluation evaluation, Arguments arguments) {
        return evaluation.clockMillis();
    }

    static Object random(Evaluation evaluation, Arguments arguments) {
        return evaluation.random().nextDouble();
    }

    static @Nullable Object shuffle(Evaluation evaluation, Arguments arguments) {
        if (!(arguments.get(0) instanceof List<?> list)) {
            return arguments.get(0);
        }
        List<Object> shuffled = new ArrayList<>(list);
        Collections.shuffle(shuffled, evaluation.random());
        return shuffled;
    }

    /** The digest of a text's UTF-8 bytes, or of any other value's JSON with its keys in order; 64 hex digits. */
    static @Nullable Object sha256(Evaluation evaluation, Arguments arguments) {
        Object value = arguments.get(0);
        if (value == null) {
            return null;
        }
        evaluation.meter().charge(evaluation.meter().weigh(value) / 64);
        return JsonText.sha256(value instanceof String text ? text : JsonText.of(sorted(Values.plain(value))));
    }

    static Object eval(Evaluation evaluation, Arguments arguments) {
        throw new Spent("$eval is not available");
    }

    private static @Nullable Object format(Number millis, Arguments arguments, int from) {
        String picture = arguments.has(from) ? picture(arguments, from) : null;
        return Functions.dateTimeFromMillis(millis, picture, (String) arguments.get(from + 1));
    }

    private static String picture(Arguments arguments, int index) {
        String picture = arguments.text(index);
        if (picture.length() > LONGEST_PICTURE || picture.matches(".*\\d{4}.*") && picture.matches(".*[1-9]\\d{3}.*")) {
            throw new Spent("a picture of a number or time is too long");
        }
        return picture;
    }

    private static long items(@Nullable Object value) {
        return value instanceof List<?> list ? list.size() : 1;
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(String.valueOf(key), sorted(item)));
            return sorted;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> items = new ArrayList<>();
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return value;
    }
}
