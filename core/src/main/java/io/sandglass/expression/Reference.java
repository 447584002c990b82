package io.sandglass.expression;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A place where an expression names a node, an input or a secret.
 *
 * @param name the id of the node, or the name of the input or secret
 * @param written what an author may have meant as one id: {@code my-node} in {@code nodes.my-node.output}, which
 *     JSONata reads as a subtraction; the same as {@code name} where there is no doubt
 * @param field what is read of a node: {@code output} if all is well; empty if nothing is
 * @param pointer JSON pointer from the template's root to the string; empty for the root itself
 * @param offset where in that string, from 0, in UTF-16 units
 */
public record Reference(Kind kind, String name, String written, Optional<String> field, String pointer, int offset) {
    /** What is named. */
    public enum Kind {
        NODE,
        INPUT,
        SECRET
    }

    public Reference {
        requireNonNull(kind, "kind");
        requireNonNull(name, "name");
        requireNonNull(written, "written");
        requireNonNull(field, "field");
        requireNonNull(pointer, "pointer");
    }

    Reference under(String parent, int shift) {
        return new Reference(kind, name, written, field, parent + pointer, offset + shift);
    }
}
