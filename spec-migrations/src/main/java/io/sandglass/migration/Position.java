package io.sandglass.migration;

/**
 * A place in a text.
 *
 * @param line counts from 1
 * @param column counts from 1, in UTF-16 units
 */
public record Position(int line, int column) {
    /** Where nothing better is known. */
    public static final Position START = new Position(1, 1);

    public Position {
        if (line < 1 || column < 1) {
            throw new IllegalArgumentException("line and column count from 1, but are " + line + ":" + column);
        }
    }

    /** Such as {@code 12:5}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
