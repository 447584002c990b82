package io.sandglass.store;

/**
 * How much a {@link RunJournal} holds.
 *
 * @param capacity how many records may be on their way before no run and no node is started any more
 * @param flushThreshold most records written at once
 * @param logLines most log lines on their way; beyond it they are dropped and counted
 * @param bytes how much memory records on their way may take, roughly, before no run and no node is started any more;
 *     attempts that run already still leave their results
 */
public record JournalLimits(int capacity, int flushThreshold, int logLines, long bytes) {
    private static final long USUAL_BYTES = 64L << 20;

    /** 100,000 records or 64 MiB. */
    public static final JournalLimits DEFAULT = new JournalLimits(100_000, 1_000, 50_000);

    public JournalLimits {
        if (capacity < 1 || flushThreshold < 1 || logLines < 1 || bytes < 1) {
            throw new IllegalArgumentException("limits of a journal must be positive, but are capacity " + capacity
                    + ", flushThreshold " + flushThreshold + ", logLines " + logLines + ", bytes " + bytes);
        }
    }

    /** With 64 MiB. */
    public JournalLimits(int capacity, int flushThreshold, int logLines) {
        this(capacity, flushThreshold, logLines, USUAL_BYTES);
    }
}
