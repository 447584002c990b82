package io.sandglass.expression;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many states a regular expression has when its counted repetitions are written out, about. */
final class RegexSize {
    private static final long MAX_STATES = 10_000;
    private static final Pattern REPETITION = Pattern.compile("\\{(\\d{1,6})(?:(,)(\\d{1,6})?)?}");

    private final Deque<Long> outer = new ArrayDeque<>();
    private long sum;
    private long last;

    private RegexSize() {}

    /** @throws BadExpression if there are too many */
    static int of(Token regex) {
        RegexSize size = new RegexSize();
        String pattern = regex.text();
        int at = 0;
        while (at < pattern.length()) {
            at = size.read(pattern, at);
            if (size.sum > MAX_STATES) {
                throw new BadExpression(
                        regex.start(), "the regular expression repeats too much", "count less, or use * or +");
            }
        }
        return (int) Math.min(size.sum, MAX_STATES);
    }

    private int read(String pattern, int at) {
        char c = pattern.charAt(at);
        if (c == '(') {
            outer.push(sum);
            sum = 0;
        } else if (c == ')' && !outer.isEmpty()) {
            last = sum + 2;
            sum = outer.pop() + last;
        } else if (c == '{') {
            return repeat(pattern, at);
        } else {
            last = 1;
            sum++;
        }
        return at + (c == '\\' ? 2 : 1);
    }

    private int repeat(String pattern, int at) {
        Matcher repetition = REPETITION.matcher(pattern).region(at, pattern.length());
        if (!repetition.lookingAt()) {
            sum++;
            return at + 1;
        }
        String most = repetition.group(3) == null ? repetition.group(1) : repetition.group(3);
        long more = last * Math.max(0, Long.parseLong(most) - 1);
        last += more;
        sum += more;
        return repetition.end();
    }
}
