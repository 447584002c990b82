package io.sandglass.plugin.wasm;

/** The files that a node gives its guest cannot be; the message says which, and why. */
final class UnusableFiles extends Exception {
    private static final long serialVersionUID = 1;

    UnusableFiles(IllegalArgumentException cause) {
        super("with.files: " + cause.getMessage(), cause);
    }
}
