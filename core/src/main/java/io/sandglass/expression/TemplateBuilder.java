package io.sandglass.expression;

import io.sandglass.expression.BadExpression.Flaw;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles the strings of one value, collecting all their flaws. One use; not thread-safe. */
final class TemplateBuilder {
    private static final String OPEN = "{{";
    /** No expression: a secret is put in as it is, and nothing is computed from it. */
    private static final Pattern SECRET =
            Pattern.compile("\\s*secrets\\.(`[A-Za-z0-9][A-Za-z0-9._-]*`|[A-Za-z0-9][A-Za-z0-9._-]*)\\s*");

    private final LongSupplier nanos;
    private final List<Flaw> flaws = new ArrayList<>();
    private final List<Reference> references = new ArrayList<>();

    TemplateBuilder(LongSupplier nanos) {
        this.nanos = nanos;
    }

    List<Flaw> flaws() {
        return flaws;
    }

    List<Reference> references() {
        return references;
    }

    Piece build(@Nullable Object value, String pointer) {
        if (value instanceof String text) {
            return text(text, pointer);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Piece> fields = new LinkedHashMap<>();
            map.forEach((key, item) ->
                    fields.put(String.valueOf(key), build(item, pointer + "/" + escape(String.valueOf(key)))));
            return constant(fields.values()) ? new Piece.Constant(value) : new Piece.Fields(fields);
        }
        if (value instanceof List<?> list) {
            List<Piece> items = new ArrayList<>();
            list.forEach(item -> items.add(build(item, pointer + "/" + items.size())));
            return constant(items) ? new Piece.Constant(value) : new Piece.Items(items);
        }
        return new Piece.Constant(value);
    }

    private static boolean constant(Iterable<Piece> pieces) {
        for (Piece piece : pieces) {
            if (!(piece instanceof Piece.Constant)) {
                return false;
            }
        }
        return true;
    }

    private Piece text(String text, String pointer) {
        if (!text.contains(OPEN)) {
            return new Piece.Constant(text);
        }
        List<Piece> parts = new ArrayList<>();
        boolean bare = true;
        int from = 0;
        for (int open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            bare = bare && text.substring(from, open).isBlank();
            parts.add(new Piece.Constant(text.substring(from, open)));
            Optional<Integer> close = close(text, open, pointer);
            if (close.isEmpty()) {
                return new Piece.Constant(text);
            }
            from = close.get() + 2;
            parts.add(part(text, open + 2, close.get(), pointer));
        }
        bare = bare && text.substring(from).isBlank();
        parts.add(new Piece.Constant(text.substring(from)));
        return bare && parts.size() == 3 ? parts.get(1) : new Piece.Mixed(List.copyOf(parts));
    }

    private Piece part(String text, int start, int end, String pointer) {
        Matcher secret = SECRET.matcher(text).region(start, end);
        if (!secret.matches()) {
            return new Piece.Whole(pointer, expression(text, start, end, pointer));
        }
        String name = secret.group(1).replace("`", "");
        references.add(new Reference(Reference.Kind.SECRET, name, name, Optional.empty(), pointer, secret.start(1)));
        return new Piece.Secret(name);
    }

    /** Where the braces close that open at an offset; braces in the expression's own texts and objects do not count. */
    private Optional<Integer> close(String text, int open, String pointer) {
        try {
            Tokens tokens = new Tokens(text, open + 2);
            int depth = 0;
            for (Optional<Token> next = tokens.next(); next.isPresent(); next = tokens.next()) {
                Token token = next.get();
                if (token.is("{")) {
                    depth++;
                } else if (token.is("}") && depth > 0) {
                    depth--;
                } else if (token.is("}") && text.startsWith("}}", token.start())) {
                    return Optional.of(token.start());
                }
            }
            flaws.add(new Flaw(
                    pointer, open, "'{{' is not closed", "close it with '}}'; a literal one is written {{ \"{{\" }}"));
        } catch (BadExpression e) {
            e.flaws().forEach(flaw -> flaws.add(flaw.under(pointer, 0)));
        }
        return Optional.empty();
    }

    private Expression expression(String text, int start, int end, String pointer) {
        try {
            Expression expression = CompiledExpression.compile(text.substring(start, end), nanos);
            expression.references().forEach(reference -> references.add(reference.under(pointer, start)));
            return expression;
        } catch (BadExpression e) {
            e.flaws().forEach(flaw -> flaws.add(flaw.under(pointer, start)));
            return new Unusable(text.substring(start, end));
        }
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
