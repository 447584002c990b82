package io.sandglass.engine;

import io.sandglass.plugin.Payload;
import io.sandglass.run.IdempotencyKey;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.KeyedRun;
import io.sandglass.store.RunStore;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Takes as long as a disk does and keeps nothing: what is left is the engine's own cost. */
final class SyncingRunStore implements RunStore, AutoCloseable {
    private static final int LEAST = 4096;

    private final Optional<RandomAccessFile> file;
    private final AtomicLong appends = new AtomicLong();
    private final byte[] block = new byte[256];

    private SyncingRunStore(Optional<RandomAccessFile> file) {
        this.file = file;
    }

    static SyncingRunStore inMemory() {
        return new SyncingRunStore(Optional.empty());
    }

    static SyncingRunStore in(Path directory) throws IOException {
        RandomAccessFile file =
                new RandomAccessFile(directory.resolve("sync.bin").toFile(), "rw");
        file.setLength(64L * 1024 * 1024);
        return new SyncingRunStore(Optional.of(file));
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        appends.incrementAndGet();
        sync();
        return Set.of();
    }

    void sync() {
        file.ifPresent(this::sync);
    }

    private void sync(RandomAccessFile to) {
        try {
            if (to.getFilePointer() > to.length() - LEAST) {
                to.seek(0);
            }
            to.write(block);
            to.getFD().sync();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long appends() {
        return appends.get();
    }

    @Override
    public void probe() {
        sync();
    }

    @Override
    public Optional<KeyedRun> keyed(IdempotencyKey key) {
        return Optional.empty();
    }

    @Override
    public void log(List<LogLine> lines) {}

    @Override
    public Optional<RunId> highestRun() {
        return Optional.empty();
    }

    @Override
    public List<RunId> openRuns() {
        return List.of();
    }

    /** Whoever asks late for the end of a run is told one. */
    @Override
    public List<RunRecord> events(RunId run) {
        return List.of(new RunRecord(
                run, 2, new RunEnded(RunStatus.SUCCEEDED, Payload.EMPTY, Optional.empty(), Instant.EPOCH)));
    }

    @Override
    public Optional<RunId> openRunOf(TriggerKey trigger) {
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
