package io.sandglass.expression;

import io.sandglass.expression.Token.Kind;
import io.sandglass.migration.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what an expression reads of its scope. One use; not thread-safe. */
final class Roots {
    static final Set<String> NAMES = Set.of("inputs", "trigger", "nodes", "run");

    private final List<Token> tokens;
    private final StringBuilder source;
    private final List<Reference> references = new ArrayList<>();
    private int skippedTo;

    /** @param source what is handed to JSONata; subscripts of the roots are rewritten in place, keeping its length */
    Roots(List<Token> tokens, StringBuilder source) {
        this.tokens = tokens;
        this.source = source;
    }

    List<Reference> references() {
        return references;
    }

    /** Judges the word at an index: nothing happens unless it is a name that is looked up in the scope. */
    void read(int index, boolean inScope) {
        Token token = tokens.get(index);
        if (!token.names() || token.start() < skippedTo || !startsPath(index, inScope)) {
            return;
        }
        if (token.text().equals("nodes")) {
            node(index);
        } else if (token.text().equals("inputs")) {
            member(index).ifPresent(name -> add(Reference.Kind.INPUT, name, name.text(), Optional.empty()));
        } else if (!NAMES.contains(token.text())) {
            refuse(token, index);
        }
    }

    private boolean startsPath(int index, boolean inScope) {
        if (!is(index - 1, ".")) {
            return inScope && !declaresFunction(index);
        }
        Token before = index >= 2 ? tokens.get(index - 2) : tokens.get(0);
        if (before.kind() != Kind.VARIABLE || is(index - 3, ".")) {
            return false;
        }
        return before.text().equals("$") || before.text().isEmpty() && inScope;
    }

    private boolean declaresFunction(int index) {
        String text = tokens.get(index).text();
        return (text.equals("function") || text.equals("λ")) && is(index + 1, "(");
    }

    private void refuse(Token token, int index) {
        if (token.text().equals("secrets")) {
            throw new BadExpression(
                    token.start(),
                    "nothing is computed from secrets",
                    "write {{ secrets.<name> }}, alone between its braces, in a field that takes secrets");
        }
        if (is(index + 1, "(")) {
            throw new BadExpression(
                    token.start(),
                    "'" + token.text() + "' is called, but names of functions start with a dollar sign",
                    "write $" + token.text());
        }
        throw new BadExpression(
                token.start(),
                "there is no '" + token.text() + "' here, only inputs, trigger, nodes and run",
                Suggestion.nearest(token.text(), NAMES)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("start with one of these; put quotes around a text"));
    }

    private void node(int index) {
        Token id = member(index)
                .orElseThrow(() -> new BadExpression(
                        tokens.get(index).start(),
                        "'nodes' is not followed by the id of a node",
                        "write nodes.<id>.output, or nodes.`<id>`.output"));
        int last = tokens.indexOf(id);
        Token end = id.kind() == Kind.STRING ? tokens.get(last + 1) : id;
        int next = id.kind() == Kind.STRING ? last + 2 : last + 1;
        Optional<String> field = is(next, ".")
                        && next + 1 < tokens.size()
                        && tokens.get(next + 1).names()
                ? Optional.of(tokens.get(next + 1).text())
                : Optional.empty();
        add(Reference.Kind.NODE, id, id.kind() == Kind.NAME ? written(last, end) : id.text(), field);
    }

    /** {@code my-node} of {@code nodes.my-node.output}: the words up to the output that touch each other. */
    private String written(int first, Token end) {
        int to = end.end();
        for (int at = first + 1; at < tokens.size() && tokens.get(at).start() == to; at++) {
            Token token = tokens.get(at);
            boolean output = token.text().equals("output") && is(at - 1, ".");
            if (output) {
                to = tokens.get(at - 1).start();
                break;
            }
            if (!token.names() && token.kind() != Kind.NUMBER && !token.is("-") && !token.is(".")) {
                break;
            }
            to = token.end();
        }
        skippedTo = to;
        return source.substring(tokens.get(first).start(), to);
    }

    /** The name after a root: {@code .x}, {@code .`x`} or {@code ["x"]}; the last is rewritten, as JSONata filters by it. */
    private Optional<Token> member(int index) {
        if (is(index + 1, ".")
                && index + 2 < tokens.size()
                && tokens.get(index + 2).names()) {
            return Optional.of(tokens.get(index + 2));
        }
        boolean subscript = is(index + 1, "[")
                && is(index + 3, "]")
                && tokens.get(index + 2).kind() == Kind.STRING
                && tokens.get(index + 2).text().indexOf('`') < 0;
        if (!subscript) {
            return Optional.empty();
        }
        Token name = tokens.get(index + 2);
        int start = tokens.get(index + 1).start();
        int end = tokens.get(index + 3).end();
        String path = ".`" + name.text() + "`";
        source.replace(start, end, path + " ".repeat(end - start - path.length()));
        return Optional.of(name);
    }

    private void add(Reference.Kind kind, Token name, String written, Optional<String> field) {
        references.add(new Reference(kind, name.text(), written, field, "", name.start()));
    }

    private boolean is(int index, String operator) {
        return Token.isAt(tokens, index, operator);
    }
}
