package io.sandglass.run;

import java.util.Arrays;

/**
 * A list of fixed length of which a changed copy costs a few small arrays: a trie with 32 branches a level. Immutable if
 * its elements are, but for what is changed in place by {@link #with(int, Object, Edit)}.
 */
final class PersistentVector<T> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;

    private final int size;
    private final int shift;
    /** Like all arrays of the trie it has one place more than branches, for the {@link Edit} that made it. */
    private final Object[] root;

    private PersistentVector(int size, int shift, Object[] root) {
        this.size = size;
        this.shift = shift;
        this.root = root;
    }

    /** A series of changes, of which only the last outcome counts. Not thread-safe. */
    static final class Edit {}

    /** The same element everywhere; all branches are shared, so this is cheap for any size. */
    static <T> PersistentVector<T> filled(int size, T element) {
        Object[] level = filledWith(element, Math.min(size, WIDTH));
        int shift = 0;
        while (size > 1L << shift + BITS) {
            level = filledWith(level, WIDTH);
            shift += BITS;
        }
        return new PersistentVector<>(size, shift, level);
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    T get(int index) {
        Object[] level = root;
        for (int at = shift; at > 0; at -= BITS) {
            level = (Object[]) level[index >>> at & MASK];
        }
        return (T) level[index & MASK];
    }

    PersistentVector<T> with(int index, T element) {
        return with(index, element, new Edit());
    }

    /**
     * The same, but what this edit has copied before is changed in place: what came of its earlier changes is not to be
     * used any more.
     */
    PersistentVector<T> with(int index, T element, Edit edit) {
        Object[] changed = owned(root, edit);
        Object[] level = changed;
        for (int at = shift; at > 0; at -= BITS) {
            int branch = index >>> at & MASK;
            Object[] below = owned((Object[]) level[branch], edit);
            level[branch] = below;
            level = below;
        }
        level[index & MASK] = element;
        return changed == root ? this : new PersistentVector<>(size, shift, changed);
    }

    private static Object[] owned(Object[] level, Edit edit) {
        int owner = level.length - 1;
        if (level[owner] == edit) {
            return level;
        }
        Object[] copy = level.clone();
        copy[owner] = edit;
        return copy;
    }

    private static Object[] filledWith(Object element, int width) {
        Object[] level = new Object[width + 1];
        Arrays.fill(level, 0, width, element);
        return level;
    }
}
