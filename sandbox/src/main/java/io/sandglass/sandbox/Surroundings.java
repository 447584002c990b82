package io.sandglass.sandbox;

import io.sandglass.sandbox.wasi.tree.FileTree;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a guest finds around itself beside its arguments and streams.
 *
 * @param inputs files under {@code /in} by their paths there, {@code data/orders.csv}; the content is not copied and must
 *     not change during the run; without any there is no such directory
 * @param strict time and chance that are the same each time; the real ones if empty
 */
public record Surroundings(SortedMap<String, byte[]> inputs, Optional<Strict> strict) {
    /** No inputs, and the real world. */
    public static final Surroundings NONE = new Surroundings(Collections.emptySortedMap(), Optional.empty());

    private static final long PER_INPUT = 512;

    /** @throws IllegalArgumentException if the path of an input is none, or one is a directory to another; it names it */
    public Surroundings {
        inputs = Collections.unmodifiableSortedMap(new TreeMap<>(inputs));
        FileTree.readOnly("/in", inputs, () -> 0);
    }

    /**
     * A world that is the same each time: the same module with the same input does the same work and writes the same bytes.
     *
     * @param start what the clock begins at; it moves when it is read and by what the guest sleeps, which takes no time
     * @param seed what the random bytes follow from
     */
    public record Strict(Instant start, String seed) {}

    /** The same with other inputs. */
    public Surroundings withInputs(Map<String, byte[]> other) {
        return new Surroundings(new TreeMap<>(other), strict);
    }

    /** The same in a world that is the same each time. */
    public Surroundings strictly(Strict world) {
        return new Surroundings(inputs, Optional.of(world));
    }

    /** The content of all inputs together. */
    long inputBytes() {
        return inputs.values().stream().mapToLong(content -> content.length).sum();
    }

    /** What the inputs take of the host's memory. */
    long reservedBytes() {
        return inputBytes() + inputs.size() * PER_INPUT;
    }
}
