package io.sandglass.sandbox.hostcall;

/** What host calls cost, in units of fuel: by every fuel schedule so far. */
final class Prices {
    static final long LOG = 100;
    static final long VALUE = 500;
    static final long SECRET = 500;
    static final long HTTP = 10_000;
    static final long READ = 20;

    /** One unit for 16 bytes that go in or out. */
    private static final int BYTES_SHIFT = 4;

    private Prices() {}

    static long bytes(long count) {
        return count >> BYTES_SHIFT;
    }
}
