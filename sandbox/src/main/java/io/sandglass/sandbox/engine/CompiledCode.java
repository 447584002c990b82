package io.sandglass.sandbox.engine;

import java.util.Optional;

/**
 * Keeps the compiled code of one module between processes.
 *
 * <p>What {@link #find} returns was stored by {@link #keep} for the same module bytes and the same engine, unchanged.
 * Neither method throws: a cache that cannot be read or written is an empty one. Thread-safe.
 */
public interface CompiledCode {
    /** Keeps nothing. */
    CompiledCode NONE = new CompiledCode() {
        @Override
        public Optional<byte[]> find() {
            return Optional.empty();
        }

        @Override
        public void keep(byte[] code) {
            // nothing is kept
        }
    };

    /** The code kept earlier, or empty. */
    Optional<byte[]> find();

    /** Keeps the code, replacing what was there. */
    void keep(byte[] code);
}
