package io.sandglass.migration.steps;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The templates of v3: JSONata inside <code>{{ }}</code>. Two opening braces as text are an expression themselves. */
final class Mustache {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String OPEN_AS_CODE = "\"{{\"";
    private static final Pattern QUOTED = Pattern.compile("\"[^\"\\\\]*+\"|'[^'\\\\]*+'|`[^`]*+`");

    private Mustache() {}

    static String write(List<Piece> pieces) {
        var text = new StringBuilder();
        for (var piece : Braces.joined(pieces)) {
            if (piece instanceof Piece.Text literal) {
                text.append(literal.text().replace(OPEN, code(OPEN_AS_CODE)));
            } else if (piece instanceof Piece.Code code) {
                text.append(code(code.source()));
            } else {
                throw new AssertionError(piece);
            }
        }
        return text.toString();
    }

    /** The pieces of a string; an expression that is not closed is text. */
    static List<Piece> parse(String text) {
        var pieces = new ArrayList<Piece>();
        var from = 0;
        for (var open = text.indexOf(OPEN); open >= 0; open = text.indexOf(OPEN, from)) {
            var close = close(text, open + OPEN.length());
            if (close < 0) {
                break;
            }
            pieces.add(new Piece.Text(text.substring(from, open)));
            var source = text.substring(open + OPEN.length(), close).strip();
            pieces.add(source.equals(OPEN_AS_CODE) ? new Piece.Text(OPEN) : new Piece.Code(source));
            from = close + CLOSE.length();
        }
        pieces.add(new Piece.Text(text.substring(from)));
        return Braces.joined(pieces);
    }

    /** Whether no string inside the value has an expression in it. */
    static boolean isText(JsonNode value) {
        if (value.isTextual()) {
            return parse(value.textValue()).stream().allMatch(Piece.Text.class::isInstance);
        }
        for (var item : value) {
            if (!isText(item)) {
                return false;
            }
        }
        return true;
    }

    /** What a string without expressions says. */
    static String text(String text) {
        return parse(text).stream().map(piece -> ((Piece.Text) piece).text()).collect(Collectors.joining());
    }

    /** A string that says a text. */
    static String escape(String text) {
        return write(List.of(new Piece.Text(text)));
    }

    static String code(String source) {
        return OPEN + " " + source + " " + CLOSE;
    }

    /** Where an expression ends: at the first closing braces outside its strings and names in quotes. */
    private static int close(String text, int start) {
        var quoted = QUOTED.matcher(text);
        var at = start;
        while (at < text.length()) {
            if (text.startsWith(CLOSE, at)) {
                return at;
            }
            at = quoted.region(at, text.length()).lookingAt() ? quoted.end() : at + 1;
        }
        return -1;
    }
}
