package io.sandglass.run;

import java.util.Arrays;

/**
 * A list of fixed length of which a changed copy costs a few small arrays: a trie with 32 branches a level. Immutable if
 * its elements are.
 */
final class PersistentVector<T> {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;

    private final int size;
    private final int shift;
    private final Object[] root;

    private PersistentVector(int size, int shift, Object[] root) {
        this.size = size;
        this.shift = shift;
        this.root = root;
    }

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
        Object[] changed = root.clone();
        Object[] level = changed;
        for (int at = shift; at > 0; at -= BITS) {
            Object[] below = ((Object[]) level[index >>> at & MASK]).clone();
            level[index >>> at & MASK] = below;
            level = below;
        }
        level[index & MASK] = element;
        return new PersistentVector<>(size, shift, changed);
    }

    private static Object[] filledWith(Object element, int width) {
        Object[] level = new Object[width];
        Arrays.fill(level, element);
        return level;
    }
}
