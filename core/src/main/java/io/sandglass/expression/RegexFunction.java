package io.sandglass.expression;

import com.dashjoin.jsonata.JException;
import com.dashjoin.jsonata.Jsonata.JFunction;
import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of RE2, which takes time in proportion to the text. To JSONata it is a function from a text to
 * its first match. Immutable and thread-safe.
 */
final class RegexFunction extends JFunction {
    private static final int MAX_LENGTH = 1_000;

    private static final int STATES_PER_STEP = 8;

    private final Pattern pattern;
    private final int price;

    private RegexFunction(Pattern pattern, int price) {
        super((input, args) -> first(pattern, price, args.get(0)), "<s:o>");
        this.pattern = pattern;
        this.price = price;
    }

    /** @throws BadExpression if RE2 does not know it */
    static RegexFunction compile(Token token, CharSequence source) {
        String flags = source.subSequence(token.start() + token.text().length() + 2, token.end())
                .toString();
        if (token.text().isEmpty() || token.text().length() > MAX_LENGTH) {
            throw new BadExpression(
                    token.start(),
                    "a regular expression must have 1 to " + MAX_LENGTH + " characters",
                    "put a pattern between the slashes");
        }
        try {
            int states = RegexSize.of(token);
            Pattern pattern = Pattern.compile(token.text().replace("\\/", "/"), flags(flags));
            return new RegexFunction(pattern, 1 + states / STATES_PER_STEP);
        } catch (PatternSyntaxException e) {
            throw new BadExpression(
                    token.start(),
                    "the regular expression is not understood: " + e.getDescription(),
                    "use RE2 syntax, which has no back-references and no look-around");
        }
    }

    private static int flags(String letters) {
        return (letters.contains("i") ? Pattern.CASE_INSENSITIVE : 0) | (letters.contains("m") ? Pattern.MULTILINE : 0);
    }

    /** Shows each match in turn until there is none or the visitor says no. */
    void matches(String text, Meter meter, Predicate<Matcher> visitor) {
        Matcher matcher = pattern.matcher(new GuardedText(text, meter, price));
        while (matcher.find()) {
            if (matcher.start() == matcher.end()) {
                throw new JException("D1004", -1);
            }
            meter.charge(1);
            if (!visitor.test(matcher)) {
                return;
            }
        }
    }

    boolean finds(String text, Meter meter) {
        return pattern.matcher(new GuardedText(text, meter, price)).find();
    }

    static List<@Nullable Object> groups(Matcher matcher) {
        List<@Nullable Object> groups = new ArrayList<>();
        for (int group = 1; group <= matcher.groupCount(); group++) {
            groups.add(matcher.group(group));
        }
        return groups;
    }

    private static @Nullable Object first(Pattern pattern, int price, @Nullable Object text) {
        if (!(text instanceof String string)) {
            return null;
        }
        Matcher matcher =
                pattern.matcher(new GuardedText(string, Evaluation.current().meter(), price));
        if (!matcher.find()) {
            return null;
        }
        Map<String, Object> match = new LinkedHashMap<>();
        match.put("match", matcher.group());
        match.put("start", matcher.start());
        match.put("end", matcher.end());
        match.put("groups", groups(matcher));
        return match;
    }
}
