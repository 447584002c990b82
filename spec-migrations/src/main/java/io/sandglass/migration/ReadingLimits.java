package io.sandglass.migration;

/**
 * How large a document may be before it is refused unread.
 *
 * @param maxBytes of the text in UTF-8
 * @param maxDepth of objects and lists inside each other
 * @param maxValues objects, lists and scalars in all
 * @param maxKeyLength of one key, in UTF-16 units
 * @param maxNumberLength of one number as written, in characters
 * @param maxProblems how many problems are reported; the rest is summed up in one more
 */
public record ReadingLimits(
        int maxBytes, int maxDepth, int maxValues, int maxKeyLength, int maxNumberLength, int maxProblems) {
    /**
     * 4 MiB, 64 levels, 600,000 values, keys of 1,024, numbers of 100 characters, 100 problems: room for the 100,000 nodes
     * that a workflow may have.
     */
    public static final ReadingLimits DEFAULT = new ReadingLimits(4 << 20, 64, 600_000, 1024, 100, 100);

    public ReadingLimits {
        requirePositive("maxBytes", maxBytes);
        requirePositive("maxDepth", maxDepth);
        requirePositive("maxValues", maxValues);
        requirePositive("maxKeyLength", maxKeyLength);
        requirePositive("maxNumberLength", maxNumberLength);
        requirePositive("maxProblems", maxProblems);
    }

    /** The same with another size of the text. */
    public ReadingLimits withMaxBytes(int bytes) {
        return new ReadingLimits(bytes, maxDepth, maxValues, maxKeyLength, maxNumberLength, maxProblems);
    }

    private static void requirePositive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " must be positive, but is " + value);
        }
    }
}
