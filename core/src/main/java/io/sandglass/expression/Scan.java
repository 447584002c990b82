package io.sandglass.expression;

import io.sandglass.expression.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an expression before JSONata sees it.
 *
 * @param source what to hand to JSONata: as long as the original, its regular expressions replaced by variables
 * @param regexes the regular expressions, by those variables' names
 * @param references what it reads of nodes and inputs
 * @param path its names if it is nothing but a dotted path into the scope
 */
record Scan(
        String source, Map<String, RegexFunction> regexes, List<Reference> references, Optional<List<String>> path) {
    /** Longest source, in UTF-16 units. */
    static final int MAX_LENGTH = 8_000;

    /** First of the private characters that name regular expressions. */
    private static final char FIRST_REGEX = '\uE000';

    /** @throws BadExpression if it breaks a rule that can be told without parsing */
    static Scan of(String original) {
        refuseOversized(original);
        List<Token> tokens = tokens(original);
        if (tokens.isEmpty()) {
            throw new BadExpression(0, "the expression is empty", "write one, such as inputs.day");
        }
        StringBuilder source = new StringBuilder(original);
        Map<String, RegexFunction> regexes = regexes(tokens, source);
        Roots roots = new Roots(tokens, source);
        Contexts contexts = new Contexts();
        for (int index = 0; index < tokens.size(); index++) {
            refuseTransform(tokens, index);
            roots.read(index, contexts.inScope());
            contexts.read(tokens, index);
        }
        return new Scan(source.toString(), regexes, roots.references(), path(tokens));
    }

    private static void refuseOversized(String source) {
        if (source.length() > MAX_LENGTH) {
            throw new BadExpression(
                    MAX_LENGTH,
                    "the expression is longer than " + MAX_LENGTH + " characters",
                    "split it over several nodes");
        }
    }

    private static List<Token> tokens(String source) {
        List<Token> tokens = new ArrayList<>();
        Tokens words = new Tokens(source, 0);
        for (Optional<Token> next = words.next(); next.isPresent(); next = words.next()) {
            Token token = next.get();
            boolean reserved = token.kind() == Kind.VARIABLE
                    && (token.text().startsWith("__")
                            || token.text().chars().anyMatch(c -> Character.getType(c) == Character.PRIVATE_USE));
            if (reserved) {
                throw new BadExpression(
                        token.start(), "the variable $" + token.text() + " is reserved", "choose another name");
            }
            tokens.add(token);
        }
        return tokens;
    }

    private static Map<String, RegexFunction> regexes(List<Token> tokens, StringBuilder source) {
        Map<String, RegexFunction> regexes = new LinkedHashMap<>();
        for (Token token : tokens) {
            if (token.kind() == Kind.REGEX) {
                String name = String.valueOf((char) (FIRST_REGEX + regexes.size()));
                regexes.put(name, RegexFunction.compile(token, source));
                String variable = "$" + name;
                source.replace(
                        token.start(),
                        token.end(),
                        variable + " ".repeat(token.end() - token.start() - variable.length()));
            }
        }
        return regexes;
    }

    private static void refuseTransform(List<Token> tokens, int index) {
        Token token = tokens.get(index);
        if (token.is("|")) {
            throw new BadExpression(
                    token.start(), "the transform operator is not available", "build the object with $merge");
        }
        if (token.kind() == Kind.VARIABLE && token.text().equals("eval")) {
            throw new BadExpression(token.start(), "$eval is not available", "write the expression itself");
        }
    }

    private static Optional<List<String>> path(List<Token> tokens) {
        List<String> names = new ArrayList<>();
        for (int index = 0; index < tokens.size(); index++) {
            Token token = tokens.get(index);
            boolean expected = index % 2 == 0 ? token.names() && !Tokens.operates(token) : token.is(".");
            if (!expected) {
                return Optional.empty();
            }
            if (index % 2 == 0) {
                names.add(token.text());
            }
        }
        return tokens.size() % 2 == 1 && Roots.NAMES.contains(names.get(0)) ? Optional.of(names) : Optional.empty();
    }
}
