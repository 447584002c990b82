package io.sandglass.benchmarks.peers.journal;

/** Something that keeps records. Thread-safe but for closing. */
interface RecordLog extends AutoCloseable {
    /** Returns when the record would survive the loss of power. */
    void append(byte[] record) throws Exception;

    @Override
    void close();
}
