package io.sandglass.expression;

import com.dashjoin.jsonata.Functions;
import com.dashjoin.jsonata.JException;
import com.google.re2j.Matcher;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What matches are replaced by: a text, or a function from a match to a text. */
record Replacement(@Nullable Object value, Meter meter) {
    String all(RegexFunction regex, String text, long limit) {
        StringBuilder result = new StringBuilder();
        int[] from = {0};
        long[] left = {limit};
        if (limit > 0) {
            regex.matches(text, meter, matcher -> {
                append(result, text, from[0], matcher.start());
                result.append(
                        value instanceof String pattern
                                ? expand(pattern, matcher)
                                : apply(TextFunctions.describe(matcher)));
                from[0] = matcher.end();
                return --left[0] > 0;
            });
        }
        append(result, text, from[0], text.length());
        return result.toString();
    }

    String all(String token, String text, long limit) {
        StringBuilder result = new StringBuilder();
        int from = 0;
        long left = limit;
        for (int at = text.indexOf(token); at >= 0 && left > 0; at = text.indexOf(token, from)) {
            append(result, text, from, at);
            result.append(value instanceof String literal ? literal : apply(Map.of("match", token, "index", at)));
            from = at + token.length();
            left--;
        }
        append(result, text, from, text.length());
        return result.toString();
    }

    private void append(StringBuilder result, String text, int from, int to) {
        meter.charge(1);
        meter.checkText((long) result.length() + to - from);
        result.append(text, from, to);
    }

    private String apply(Map<String, Object> match) {
        try {
            Object result = Functions.funcApply(value, List.of(match));
            if (result instanceof String text) {
                return text;
            }
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
        throw new JException("D3012", -1);
    }

    /** Puts groups in the place of {@code $0}, {@code $1} and so on; {@code $$} is a dollar sign. */
    private static String expand(String pattern, Matcher matcher) {
        StringBuilder result = new StringBuilder();
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            char next = at + 1 < pattern.length() ? pattern.charAt(at + 1) : ' ';
            if (c == '$' && next == '$') {
                result.append('$');
                at++;
            } else if (c == '$' && Character.digit(next, 10) >= 0) {
                at += group(pattern, at + 1, matcher, result);
            } else {
                result.append(c);
            }
        }
        return result.toString();
    }

    /** Reads as many digits as still name a group, at least one. */
    private static int group(String pattern, int start, Matcher matcher, StringBuilder result) {
        int number = pattern.charAt(start) - '0';
        int end = start + 1;
        while (end < pattern.length() && Character.digit(pattern.charAt(end), 10) >= 0) {
            int longer = number * 10 + pattern.charAt(end) - '0';
            if (longer > matcher.groupCount()) {
                break;
            }
            number = longer;
            end++;
        }
        String group = number <= matcher.groupCount() ? matcher.group(number) : null;
        result.append(group == null ? "" : group);
        return end - start;
    }
}
