package io.sandglass.expression;

import java.util.List;

/**
 * A word of an expression.
 *
 * @param text without quotes, slashes or dollar sign; as written, escapes included
 * @param start where it begins in the source, quotes included
 * @param end just after it
 */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        NAME,
        /** A name in backquotes. */
        QUOTED,
        STRING,
        NUMBER,
        /** {@code true}, {@code false} or {@code null}. */
        VALUE,
        VARIABLE,
        REGEX,
        OPERATOR,
        /** An operator's sign where an operand stands: {@code *}, {@code **}, {@code %}. */
        WILDCARD
    }

    boolean is(String operator) {
        return kind == Kind.OPERATOR && text.equals(operator);
    }

    /** Whether this operator stands there. @param index may lie outside */
    static boolean isAt(List<Token> tokens, int index, String operator) {
        return index >= 0 && index < tokens.size() && tokens.get(index).is(operator);
    }

    boolean names() {
        return kind == Kind.NAME || kind == Kind.QUOTED;
    }

    /** Whether an infix operator may follow. */
    boolean endsOperand() {
        return kind != Kind.OPERATOR || is(")") || is("]") || is("}");
    }
}
