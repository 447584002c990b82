package io.sandglass.expression;

import com.dashjoin.jsonata.JException;
import java.util.Set;

/** Puts what went wrong in an evaluation into words, without the data. */
final class EvaluationFailures {
    private static final int LONGEST_SOURCE = 80;
    private static final int LONGEST_MESSAGE = 300;

    /** Messages that the author of the expression wrote himself, by {@code $error} and {@code $assert}. */
    private static final Set<String> OWN_WORDS = Set.of("D3137", "D3141");

    private EvaluationFailures() {}

    static EvaluationFailed of(String source, Throwable failure) {
        String shown = source.length() > LONGEST_SOURCE ? source.substring(0, LONGEST_SOURCE) + "..." : source;
        return new EvaluationFailed("the expression '" + shown + "' failed: " + reason(failure));
    }

    /** The catalogue's text with its blanks left out, for what fills them may be data. */
    static String reason(JException failure) {
        String code = String.valueOf(failure.getError());
        if (OWN_WORDS.contains(code)) {
            String words = String.valueOf(failure.getMessage());
            return words.length() > LONGEST_MESSAGE ? words.substring(0, LONGEST_MESSAGE) : words;
        }
        boolean syntax = code.startsWith("S");
        Object first = syntax ? failure.getCurrent() : "...";
        String text = JException.msg(code, -1, first, syntax ? failure.getExpected() : "...");
        return text + " (JSONata " + code + ")";
    }

    private static String reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof Spent) {
                return String.valueOf(cause.getMessage());
            }
            if (cause instanceof JException known) {
                return reason(known);
            }
            if (cause instanceof StackOverflowError) {
                return "it calls itself too deeply";
            }
        }
        return "a value is not what a function or operator needs";
    }
}
