package io.sandglass.expression;

import io.sandglass.expression.Token.Kind;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts an expression into words, by the same rules as JSONata's own tokenizer, which shows its words to nobody. Not
 * thread-safe.
 */
final class Tokens {
    private static final String BLANKS = " \t\n\r";
    private static final String SIGNS = ".[]{}(),@#;:?+-*/%|=<>^&!~";
    private static final Set<String> DOUBLE_SIGNS = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>", "?:", "??");
    private static final Set<String> WORD_OPERATORS = Set.of("and", "or", "in");
    private static final Set<String> VALUES = Set.of("true", "false", "null");
    private static final Set<String> WILDCARDS = Set.of("*", "**", "%");
    private static final Pattern NUMBER = Pattern.compile("(0|([1-9][0-9]*))(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

    private final String source;
    private int position;
    private boolean afterOperand;

    Tokens(String source, int start) {
        this.source = source;
        this.position = start;
    }

    /** The next word, or empty at the end. */
    Optional<Token> next() {
        skipBlanksAndComments();
        if (position >= source.length()) {
            return Optional.empty();
        }
        Token token = read();
        position = token.end();
        afterOperand = token.endsOperand();
        return Optional.of(token);
    }

    /** Whether a bare name is spelt like an operator, so that only JSONata can say what it is. */
    static boolean operates(Token name) {
        return name.kind() == Kind.NAME && WORD_OPERATORS.contains(name.text());
    }

    private Token read() {
        char first = source.charAt(position);
        if (first == '/' && !afterOperand) {
            return regex();
        }
        if (SIGNS.indexOf(first) >= 0) {
            return operator();
        }
        if (first == '"' || first == '\'') {
            return string(first);
        }
        if (first == '`') {
            return quoted();
        }
        Matcher number = NUMBER.matcher(source).region(position, source.length());
        return number.lookingAt() ? token(Kind.NUMBER, position, number.end(), number.end()) : word();
    }

    private void skipBlanksAndComments() {
        while (position < source.length()) {
            if (BLANKS.indexOf(source.charAt(position)) >= 0) {
                position++;
            } else if (source.startsWith("/*", position)) {
                int end = source.indexOf("*/", position + 2);
                if (end < 0) {
                    throw new BadExpression(position, "a comment is not closed", "close it with */");
                }
                position = end + 2;
            } else {
                return;
            }
        }
    }

    private Token operator() {
        int end = Math.min(position + 2, source.length());
        if (!DOUBLE_SIGNS.contains(source.substring(position, end))) {
            end = position + 1;
        }
        boolean wildcard = !afterOperand && WILDCARDS.contains(source.substring(position, end));
        return token(wildcard ? Kind.WILDCARD : Kind.OPERATOR, position, end, end);
    }

    private Token string(char quote) {
        int at = position + 1;
        while (at < source.length() && source.charAt(at) != quote) {
            at += source.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= source.length()) {
            throw new BadExpression(position, "a text is not closed", "close it with " + quote);
        }
        return token(Kind.STRING, position + 1, at, at + 1);
    }

    private Token quoted() {
        int end = source.indexOf('`', position + 1);
        if (end < 0) {
            throw new BadExpression(position, "a name in backquotes is not closed", "close it with `");
        }
        return token(Kind.QUOTED, position + 1, end, end + 1);
    }

    private Token regex() {
        int depth = 0;
        for (int at = position + 1; at < source.length(); at++) {
            char c = source.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '/' && depth == 0) {
                return token(Kind.REGEX, position + 1, at, afterFlags(at + 1));
            } else if ("([{".indexOf(c) >= 0) {
                depth++;
            } else if (")]}".indexOf(c) >= 0) {
                depth--;
            }
        }
        throw new BadExpression(position, "a regular expression is not closed", "close it with /");
    }

    private int afterFlags(int start) {
        int at = start;
        while (at < source.length() && (source.charAt(at) == 'i' || source.charAt(at) == 'm')) {
            at++;
        }
        return at;
    }

    private Token word() {
        int end = position;
        while (end < source.length()
                && BLANKS.indexOf(source.charAt(end)) < 0
                && SIGNS.indexOf(source.charAt(end)) < 0) {
            end++;
        }
        if (source.charAt(position) == '$') {
            return token(Kind.VARIABLE, position + 1, end, end);
        }
        String text = source.substring(position, end);
        if (WORD_OPERATORS.contains(text) && afterOperand) {
            return token(Kind.OPERATOR, position, end, end);
        }
        return token(VALUES.contains(text) ? Kind.VALUE : Kind.NAME, position, end, end);
    }

    private Token token(Kind kind, int from, int to, int end) {
        return new Token(kind, source.substring(from, to), position, end);
    }
}
