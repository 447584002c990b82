package io.sandglass.migration.steps;

import java.util.List;
import java.util.Set;

/**
 * Rewrites the templates of one node of v3 in the braces of v2.
 *
 * @param used receives the inputs that were read
 */
record TemplatesDown(Names names, Set<String> used) {
    /** The text in braces of v2, and whether it still means the same. */
    Rewritten rewrite(String text) {
        var pieces = canonical(Mustache.parse(text));
        var written = Braces.SINGLE.write(pieces.stream().map(this::older).toList());
        return new Rewritten(written, pieces.equals(canonical(Mustache.parse(again(written)))));
    }

    private Piece older(Piece piece) {
        if (!(piece instanceof Piece.Code code)) {
            return piece;
        }
        var reference = Reference.parse(code.source());
        reference.flatMap(names::input).ifPresent(used::add);
        return reference.flatMap(names::path).<Piece>map(Piece.Name::new).orElse(piece);
    }

    private String again(String written) {
        return new TemplatesUp(names, new Inputs()).rewrite(written, "");
    }

    private static List<Piece> canonical(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> piece instanceof Piece.Code code ? new Piece.Code(canonical(code.source())) : piece)
                .toList();
    }

    private static String canonical(String source) {
        return Reference.parse(source).map(Reference::source).orElse(source);
    }

    /** @param faithful whether an upgrade would give the original again */
    record Rewritten(String text, boolean faithful) {}
}
