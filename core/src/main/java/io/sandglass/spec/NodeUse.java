package io.sandglass.spec;

import static java.util.Objects.requireNonNull;

import io.sandglass.expression.Reference;
import io.sandglass.migration.Position;
import java.util.Optional;

/**
 * A place of a document where an expression reads the output of a node.
 *
 * @param reader id of the node whose expression it is; empty for the outputs of the workflow
 * @param pointer JSON pointer of the string it stands in
 * @param position where the node is named
 */
public record NodeUse(Optional<String> reader, Reference reference, String pointer, Position position) {
    public NodeUse {
        requireNonNull(reader, "reader");
        requireNonNull(reference, "reference");
        requireNonNull(pointer, "pointer");
        requireNonNull(position, "position");
    }
}
