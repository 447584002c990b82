package io.sandglass.benchmarks.peers.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.aio.AIOSequentialFileFactory;
import org.apache.activemq.artemis.core.io.mapped.MappedSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.Journal;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;

/** The journal of Artemis with the sizes of its broker: files of 10 MiB, a buffer of 490 KiB. */
final class ArtemisLog implements RecordLog {
    private static final int FILE_SIZE = 10 << 20;

    private static final int BUFFER = 490 << 10;
    private static final int MOST_AIO = 4096;

    private final Journal journal;
    private final AtomicLong ids = new AtomicLong();

    private ArtemisLog(SequentialFileFactory files, int mostInFlight) throws Exception {
        journal = new JournalImpl(FILE_SIZE, 2, 10, 0, 0, files, "records", "log", mostInFlight);
        journal.start();
        journal.load(new ArrayList<>(), new ArrayList<>(), null);
    }

    /** @param waitNanos how long a write may wait for others to share its sync; 0 for no buffer at all */
    static ArtemisLog nio(Path directory, int waitNanos) throws Exception {
        return new ArtemisLog(
                new NIOSequentialFileFactory(
                        directory.toFile(), waitNanos > 0, BUFFER, waitNanos, 1, false, null, null),
                1);
    }

    static ArtemisLog mapped(Path directory, int waitNanos) throws Exception {
        return new ArtemisLog(
                new MappedSequentialFileFactory(directory.toFile(), FILE_SIZE, waitNanos > 0, BUFFER, waitNanos, null),
                1);
    }

    static ArtemisLog asyncio(Path directory, int waitNanos) throws Exception {
        return new ArtemisLog(
                new AIOSequentialFileFactory(directory.toFile(), BUFFER, waitNanos, MOST_AIO, false, null, null),
                MOST_AIO);
    }

    /** It needs libaio and, in {@code java.library.path}, the library that lies in the jar activemq-artemis-native. */
    static boolean asyncioLoads() {
        return AIOSequentialFileFactory.isSupported();
    }

    @Override
    public void append(byte[] record) throws Exception {
        journal.appendAddRecord(ids.incrementAndGet(), (byte) 1, record, true);
    }

    @Override
    public void close() {
        try {
            journal.stop();
        } catch (Exception e) {
            throw new IllegalStateException("cannot close the journal of Artemis", e);
        }
    }
}
