package io.sandglass.plugin;

import java.util.Optional;
import java.util.Set;

/**
 * Values that the nodes of one run share, by key, kept with the run's history.
 *
 * <p>What is written is seen at once by every node of the run. It is durable at the latest when the completion of the
 * attempt that wrote it is; an attempt that a crash cut off may or may not have left its last writes behind, so a node
 * that is tried again should look before it writes. Nodes that run at the same time and write the same key overwrite each
 * other: the last one wins. Thread-safe; every method throws {@link IllegalStateException} once the attempt is over.
 */
public interface RunValues {
    /** Most characters of a key. */
    int MAX_KEY = 128;

    /** Most bytes of one value, as JSON. */
    int MAX_VALUE = 64 * 1024;

    /** Most keys of one run. */
    int MAX_KEYS = 1_000;

    /** Most bytes of all keys and values of one run together, as JSON. */
    int MAX_BYTES = 1024 * 1024;

    /** How often the nodes of one run may write and remove values, in all. */
    int MAX_WRITES = 10_000;

    /** The value under a key; empty if there is none. */
    Optional<Payload> get(String key);

    /**
     * Writes a value, over what was there.
     *
     * @throws IllegalArgumentException if the key is empty or too long, the value too large, there are too many keys, they
     *     and their values take too much together, or the run wrote too often; nothing is written then
     */
    void put(String key, Payload value);

    /**
     * Removes a value; does nothing if there is none.
     *
     * @throws IllegalArgumentException if the run wrote too often
     */
    void remove(String key);

    /** The keys that have a value, in their natural order. */
    Set<String> keys();
}
