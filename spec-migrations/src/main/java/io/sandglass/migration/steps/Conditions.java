package io.sandglass.migration.steps;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Conditions: a small part of Python in v2, JSONata since v3.
 *
 * <p>What can be translated: names, numbers, strings, comparisons, arithmetic, {@code and}, {@code or}, the constants,
 * brackets. Anything else is left for a person.
 */
final class Conditions {
    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s++)"
            + "|(?<string>\"[^\"\\\\]*+\"|'[^'\\\\]*+')"
            + "|(?<number>[0-9]++(?:\\.[0-9]++)?(?![A-Za-z0-9_.]))"
            + "|(?<name>\\{[A-Za-z_][A-Za-z0-9_.-]{0,255}}|(?:[A-Za-z_]|`[^`]{1,255}`)(?:[A-Za-z0-9_.]|`[^`]{1,255}`){0,255}+"
            + "(?![A-Za-z0-9_.`]))"
            + "|(?<operator>==|!=|<=|>=|[<>=()+*/%-])");
    private static final Pattern BARE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]*+");
    private static final Map<String, String> CONSTANTS_UP =
            Map.of("True", "true", "False", "false", "None", "null", "true", "true", "false", "false", "null", "null");
    private static final Map<String, String> CONSTANTS_DOWN = Map.of("true", "True", "false", "False", "null", "None");
    private static final Set<String> CONNECTIVES = Set.of("and", "or");
    private static final Set<String> UNTRANSLATABLE =
            Set.of("not", "in", "is", "if", "else", "lambda", "for", "await", "function");

    private Conditions() {}

    /** @param reference gives the reference of a dotted name */
    static Optional<String> up(String condition, Function<String, Optional<String>> reference) {
        return new Translation(CONSTANTS_UP, "==", "=", reference).of(condition);
    }

    /** @param name gives the dotted name of a reference */
    static Optional<String> down(String condition, Function<String, Optional<String>> name) {
        return new Translation(CONSTANTS_DOWN, "=", "==", name).of(condition);
    }

    /** Whether a dotted name can stand in a condition of v2 without braces. */
    static boolean isBare(String path) {
        return BARE.matcher(path).matches()
                && !CONNECTIVES.contains(path)
                && !UNTRANSLATABLE.contains(path)
                && !CONSTANTS_UP.containsKey(path);
    }

    private record Translation(
            Map<String, String> constants,
            String equalsBefore,
            String equalsAfter,
            Function<String, Optional<String>> names) {
        Optional<String> of(String condition) {
            var translated = new StringBuilder();
            var matcher = TOKEN.matcher(condition);
            for (var at = 0; at < condition.length(); at = matcher.end()) {
                if (!matcher.region(at, condition.length()).lookingAt()) {
                    return Optional.empty();
                }
                var token = token(matcher);
                if (token.isEmpty() || isCall(matcher, condition)) {
                    return Optional.empty();
                }
                translated.append(token.get());
            }
            return Optional.of(translated.toString());
        }

        private Optional<String> token(Matcher matcher) {
            var text = matcher.group();
            if (matcher.group("name") != null) {
                return name(text);
            }
            if (text.equals(equalsBefore)) {
                return Optional.of(equalsAfter);
            }
            return text.equals(equalsAfter) ? Optional.empty() : Optional.of(text);
        }

        private Optional<String> name(String text) {
            if (CONNECTIVES.contains(text)) {
                return Optional.of(text);
            }
            if (UNTRANSLATABLE.contains(text)) {
                return Optional.empty();
            }
            var constant = Optional.ofNullable(constants.get(text));
            return constant.isPresent() ? constant : names.apply(text);
        }

        /** Whether the token is a name with an opening bracket behind it. */
        private static boolean isCall(Matcher matcher, String condition) {
            return matcher.group("name") != null
                    && !CONNECTIVES.contains(matcher.group())
                    && condition.startsWith("(", matcher.end());
        }
    }
}
