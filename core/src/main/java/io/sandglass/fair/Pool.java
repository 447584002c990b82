package io.sandglass.fair;

/** So many places for attempts of one kind. Guarded by the lock of its gate. */
final class Pool {
    private final String name;
    private final int size;
    private int inside;
    private int waiting;

    Pool(String name, int size) {
        this.name = name;
        this.size = size;
    }

    String name() {
        return name;
    }

    boolean full() {
        return inside >= size;
    }

    void queued(int change) {
        waiting += change;
    }

    void entered(int change) {
        inside += change;
    }

    /** How many more would find a place. */
    int room() {
        return Math.max(0, size - inside - waiting);
    }

    PoolStatus status() {
        return new PoolStatus(size, inside, waiting);
    }
}
