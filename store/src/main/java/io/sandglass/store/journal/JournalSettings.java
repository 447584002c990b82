package io.sandglass.store.journal;

import java.nio.file.Path;

/**
 * Where a journal is and what it promises.
 *
 * @param directory    holds the segments and nothing else; created if need be; the caller sees to it that no other
 *     process has it open
 * @param durability   what an acknowledged entry survives
 * @param segmentBytes a segment that would grow beyond this is followed by a new one; a single append that is larger
 *     gets a segment of its own; at least {@value #SMALLEST_SEGMENT}
 */
public record JournalSettings(Path directory, Durability durability, long segmentBytes) {
    static final long SMALLEST_SEGMENT = 4096;
    /** Tests that want to see segments come and go make them small. */
    private static final long USUAL_SEGMENT = Long.getLong("sandglass.journal.segmentBytes", 64L << 20);

    /** @throws IllegalArgumentException if a segment would be too small */
    public JournalSettings {
        if (segmentBytes < SMALLEST_SEGMENT) {
            throw new IllegalArgumentException(
                    "a segment has at least " + SMALLEST_SEGMENT + " bytes, but " + segmentBytes + " were asked for");
        }
    }

    /** Segments of 64 MiB that survive the loss of power. */
    public static JournalSettings in(Path directory) {
        return new JournalSettings(directory, Durability.POWER, USUAL_SEGMENT);
    }

    /** The same with another durability. */
    public JournalSettings with(Durability other) {
        return new JournalSettings(directory, other, segmentBytes);
    }
}
