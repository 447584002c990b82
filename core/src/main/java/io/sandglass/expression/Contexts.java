package io.sandglass.expression;

import io.sandglass.expression.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Follows the brackets of an expression to know where a bare name is looked up in the scope, and where in the item at
 * hand: {@code inputs} is the scope's in {@code $f(inputs)}, but not in {@code orders[inputs > 3]}.
 */
final class Contexts {
    /** Deepest nesting of brackets. */
    static final int MAX_DEPTH = 64;

    private final Deque<Bracket> open = new ArrayDeque<>();
    private boolean scope = true;
    private boolean bodyFollows;

    /** Whether a bare name at this place is looked up in the scope. */
    boolean inScope() {
        return scope;
    }

    void read(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (token.is("(") || token.is("[") || token.is("{")) {
            enter(tokens, index);
        } else if (token.is(")") || token.is("]") || token.is("}")) {
            leave(tokens, index);
        } else {
            bodyFollows = false;
        }
    }

    private void enter(List<Token> tokens, int index) {
        if (open.size() == MAX_DEPTH) {
            throw new BadExpression(
                    tokens.get(index).start(),
                    "brackets are nested deeper than " + MAX_DEPTH,
                    "split the expression over several nodes");
        }
        boolean lambda = opensParameters(tokens, index);
        open.push(new Bracket(scope, lambda));
        scope = scope && (bodyFollows || keepsContext(tokens, index));
        bodyFollows = false;
    }

    private void leave(List<Token> tokens, int index) {
        if (open.isEmpty()) {
            Token token = tokens.get(index);
            throw new BadExpression(
                    token.start(), "'" + token.text() + "' closes nothing", "remove it, or open it before");
        }
        Bracket bracket = open.pop();
        scope = bracket.scope();
        bodyFollows = bracket.lambda();
        if (bracket.lambda() && Token.isAt(tokens, index + 1, "<")) {
            throw new BadExpression(
                    tokens.get(index + 1).start(), "signatures of functions are not available", "leave it out");
        }
    }

    private static boolean opensParameters(List<Token> tokens, int index) {
        return tokens.get(index).is("(")
                && index > 0
                && tokens.get(index - 1).kind() == Kind.NAME
                && (tokens.get(index - 1).text().equals("function")
                        || tokens.get(index - 1).text().equals("λ"));
    }

    private static boolean keepsContext(List<Token> tokens, int index) {
        if (Token.isAt(tokens, index - 1, ".") || Token.isAt(tokens, index - 1, "^")) {
            return false;
        }
        boolean afterOperand = index > 0 && tokens.get(index - 1).endsOperand();
        if (!afterOperand) {
            return true;
        }
        return tokens.get(index).is("(") && !Token.isAt(tokens, index - 2, ".");
    }

    private record Bracket(boolean scope, boolean lambda) {}
}
