package io.sandglass.migration.steps;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of the older forms. Braces around anything but a dotted name are text in both.
 *
 * <p>v1 writes <code>{{name}}</code>, spaces inside allowed, and reads <code>{name}</code> as text; v2 writes
 * <code>{name}</code> and reads <code>{{name}}</code> as the text <code>{name}</code>.
 */
enum Braces {
    /** Those of v1. */
    DOUBLE {
        @Override
        Piece piece(Matcher match) {
            var path = match.group("double");
            return path != null ? new Piece.Name(path) : new Piece.Text(match.group());
        }

        @Override
        String write(Piece.Name name) {
            return "{{" + name.path() + "}}";
        }

        @Override
        String write(Piece.Text text) {
            return text.text();
        }
    },
    /** Those of v2. */
    SINGLE {
        @Override
        Piece piece(Matcher match) {
            var path = match.group("single");
            if (path != null) {
                return new Piece.Name(path);
            }
            var escaped = match.group().equals("{{" + match.group("double") + "}}");
            return new Piece.Text(escaped ? "{" + match.group("double") + "}" : match.group());
        }

        @Override
        String write(Piece.Name name) {
            return "{" + name.path() + "}";
        }

        @Override
        String write(Piece.Text text) {
            return SINGLE_NAME.matcher(text.text()).replaceAll("{{$1}}");
        }
    };

    /** Bounded, and without repeated groups: the text may be a megabyte. */
    private static final String PATH = "(?![A-Za-z0-9_.-]{0,255}?\\.\\.)[A-Za-z_][A-Za-z0-9_.-]{0,255}+(?<!\\.)";

    private static final Pattern TEMPLATE =
            Pattern.compile("(?<!\\{)(?:\\{\\{ {0,3}(?<double>" + PATH + ") {0,3}}}|\\{(?<single>" + PATH + ")})");
    private static final Pattern SINGLE_NAME = Pattern.compile("(?<!\\{)\\{(" + PATH + ")}");

    private static final Pattern WHOLE_PATH = Pattern.compile(PATH);

    abstract Piece piece(Matcher match);

    abstract String write(Piece.Name name);

    abstract String write(Piece.Text text);

    /** Whether a text can stand between the braces. */
    static boolean isPath(String text) {
        return WHOLE_PATH.matcher(text).matches();
    }

    /** The pieces of a string; their texts say what the string means. */
    List<Piece> parse(String text) {
        if (text.indexOf('{') < 0) {
            return text.isEmpty() ? List.of() : List.of(new Piece.Text(text));
        }
        var pieces = new ArrayList<Piece>();
        var matcher = TEMPLATE.matcher(text);
        var end = 0;
        while (matcher.find()) {
            pieces.add(new Piece.Text(text.substring(end, matcher.start())));
            pieces.add(piece(matcher));
            end = matcher.end();
        }
        pieces.add(new Piece.Text(text.substring(end)));
        return joined(pieces);
    }

    /** A string that means the pieces, as far as this form can say it; code is written as it is. */
    String write(List<Piece> pieces) {
        var text = new StringBuilder();
        for (var piece : joined(pieces)) {
            if (piece instanceof Piece.Name name) {
                text.append(write(name));
            } else if (piece instanceof Piece.Text literal) {
                text.append(write(literal));
            } else if (piece instanceof Piece.Code code) {
                text.append("{{ ").append(code.source()).append(" }}");
            }
        }
        return text.toString();
    }

    /** Without empty texts or texts side by side. */
    static List<Piece> joined(List<Piece> pieces) {
        var joined = new ArrayList<Piece>();
        var literal = new StringBuilder();
        for (var piece : pieces) {
            if (piece instanceof Piece.Text text) {
                literal.append(text.text());
                continue;
            }
            addText(joined, literal);
            joined.add(piece);
        }
        addText(joined, literal);
        return List.copyOf(joined);
    }

    private static void addText(List<Piece> pieces, StringBuilder literal) {
        if (!literal.isEmpty()) {
            pieces.add(new Piece.Text(literal.toString()));
            literal.setLength(0);
        }
    }
}
