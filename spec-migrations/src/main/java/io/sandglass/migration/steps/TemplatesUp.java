package io.sandglass.migration.steps;

import java.util.List;

/** Rewrites the templates of one node of v2 as JSONata. */
record TemplatesUp(Names names, Inputs inputs) {
    /** @param oldPointer where the text stands */
    String rewrite(String text, String oldPointer) {
        List<Piece> pieces = Braces.SINGLE.parse(text).stream()
                .map(piece -> piece instanceof Piece.Name name ? code(name.path(), oldPointer) : piece)
                .toList();
        return Mustache.write(pieces);
    }

    /** The reference that a bare dotted name means. */
    String reference(String path, String oldPointer) {
        var reference = names.reference(path);
        names.input(reference).ifPresent(input -> inputs.mention(input, oldPointer));
        return reference.source();
    }

    private Piece code(String path, String oldPointer) {
        return new Piece.Code(reference(path, oldPointer));
    }
}
