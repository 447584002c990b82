package io.sandglass.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Utils;
import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Functions of text that JSONata runs on the JDK's backtracking regular expressions: here they run on RE2. */
final class TextFunctions {
    private TextFunctions() {}

    static @Nullable Object contains(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        Object token = arguments.get(1);
        return token instanceof RegexFunction regex
                ? regex.finds(arguments.text(0), evaluation.meter())
                : arguments.text(0).contains(literal(token));
    }

    static @Nullable Object match(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        long limit = limit(arguments, 2, "D3040");
        List<Object> found = Utils.createSequence();
        if (limit > 0) {
            regex(arguments.get(1)).matches(arguments.text(0), evaluation.meter(), matcher -> {
                found.add(describe(matcher));
                return found.size() < limit;
            });
        }
        return found;
    }

    static @Nullable Object split(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        long limit = limit(arguments, 2, "D3020");
        List<Object> parts = arguments.get(1) instanceof RegexFunction regex
                ? splitBy(regex, arguments.text(0), evaluation.meter())
                : splitBy(literal(arguments.get(1)), arguments.text(0));
        return parts.size() > limit ? new ArrayList<>(parts.subList(0, (int) limit)) : parts;
    }

    static @Nullable Object replace(Evaluation evaluation, Arguments arguments) {
        if (!arguments.has(0)) {
            return null;
        }
        Replacement replacement = new Replacement(arguments.get(2), evaluation.meter());
        long limit = limit(arguments, 3, "D3011");
        if (arguments.get(1) instanceof RegexFunction regex) {
            return replacement.all(regex, arguments.text(0), limit);
        }
        String token = literal(arguments.get(1));
        if (token.isEmpty()) {
            throw new JException("D3010", -1);
        }
        return replacement.all(token, arguments.text(0), limit);
    }

    private static List<Object> splitBy(RegexFunction regex, String text, Meter meter) {
        List<Object> parts = new ArrayList<>();
        int[] from = {0};
        regex.matches(text, meter, matcher -> {
            parts.add(text.substring(from[0], matcher.start()));
            from[0] = matcher.end();
            return true;
        });
        parts.add(text.substring(from[0]));
        return parts;
    }

    private static List<Object> splitBy(String separator, String text) {
        List<Object> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(point -> parts.add(Character.toString(point)));
            return parts;
        }
        int from = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, from)) {
            parts.add(text.substring(from, at));
            from = at + separator.length();
        }
        parts.add(text.substring(from));
        return parts;
    }

    static Map<String, Object> describe(Matcher matcher) {
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("match", matcher.group());
        match.put("index", matcher.start());
        match.put("groups", RegexFunction.groups(matcher));
        return match;
    }

    private static RegexFunction regex(@Nullable Object value) {
        if (value instanceof RegexFunction regex) {
            return regex;
        }
        throw new JException("T1010", -1);
    }

    private static String literal(@Nullable Object token) {
        if (token instanceof String text) {
            return text;
        }
        throw new JException("T0410", -1, 2, "string");
    }

    private static long limit(Arguments arguments, int index, String code) {
        long limit = arguments.integer(index, Long.MAX_VALUE);
        if (limit < 0) {
            throw new JException(code, -1);
        }
        return limit;
    }
}
