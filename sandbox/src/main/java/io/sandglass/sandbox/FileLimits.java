package io.sandglass.sandbox;

/**
 * Caps on the files of one run, which are held in memory.
 *
 * @param scratchBytes most bytes of all files under {@code /scratch} together; 0 for no such directory
 * @param scratchFiles most files and directories there, those included that are open and have no name any more
 * @param open descriptors the guest may have open beside those it begins with
 */
public record FileLimits(long scratchBytes, int scratchFiles, int open) {
    /** No scratch space, and 16 inputs open at a time. */
    public static final FileLimits DEFAULTS = new FileLimits(0, 64, 16);

    /** No scratch space can be larger. */
    public static final long MOST_SCRATCH_BYTES = 1L << 30;

    private static final int MOST_FILES = 1024;
    private static final long PER_FILE = 8 * 1024;

    /** @throws IllegalArgumentException if a cap is negative or over 1 GiB, 1,024 files or 1,024 open */
    public FileLimits {
        requireWithin("scratchBytes", scratchBytes, MOST_SCRATCH_BYTES);
        requireWithin("scratchFiles", scratchFiles, MOST_FILES);
        requireWithin("open", open, MOST_FILES);
    }

    /** The same with another size of scratch space. */
    public FileLimits withScratchBytes(long bytes) {
        return new FileLimits(bytes, scratchFiles, open);
    }

    /** What the scratch space can take of the host's memory, the last page of each file included. */
    long reservedBytes() {
        return scratchBytes == 0 ? 0 : scratchBytes + scratchFiles * PER_FILE;
    }

    private static void requireWithin(String name, long value, long most) {
        if (value < 0 || value > most) {
            throw new IllegalArgumentException(name + " must be between 0 and " + most + ", but is " + value);
        }
    }
}
