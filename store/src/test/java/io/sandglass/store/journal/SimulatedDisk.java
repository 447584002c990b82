package io.sandglass.store.journal;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A directory in memory which loses what was not synced when its power goes, tears what it is writing, fails when it is
 * told to, and can be full. All chance comes from the seed. Not thread-safe, as one thread at a time uses a journal's disk.
 */
final class SimulatedDisk implements Disk {
    private final Random random;
    private final Map<String, SimulatedFile> names = new LinkedHashMap<>();
    private final Map<String, SimulatedFile> durable = new LinkedHashMap<>();
    private final List<Consumer<Map<String, SimulatedFile>>> unsynced = new ArrayList<>();
    private int operations;
    private int failFrom = Integer.MAX_VALUE;
    private int failThrough = Integer.MAX_VALUE;
    private long capacity = Long.MAX_VALUE;
    private int forces;
    private Runnable duringForce = () -> {};

    SimulatedDisk(long seed) {
        this.random = new Random(seed);
    }

    /** The n-th operation from now, counted from 1, fails, and so do the ones after it. */
    void failFor(int n, int howMany) {
        failFrom = operations + n;
        failThrough = (int) Math.min(Integer.MAX_VALUE, (long) failFrom + howMany - 1);
    }

    void heal() {
        failFrom = Integer.MAX_VALUE;
        capacity = Long.MAX_VALUE;
    }

    /** No more than so many bytes in all files together. */
    void capacity(long bytes) {
        capacity = bytes;
    }

    /** Called while a file is being synced. */
    void duringForce(Runnable action) {
        duringForce = action;
    }

    int operations() {
        return operations;
    }

    int forces() {
        return forces;
    }

    /** What a computer finds that is switched on again. */
    SimulatedDisk afterPowerLoss() {
        SimulatedDisk after = new SimulatedDisk(random.nextLong());
        unsynced.stream().filter(any -> random.nextBoolean()).forEach(change -> change.accept(durable));
        durable.forEach((name, file) -> {
            SimulatedFile found = file.afterPowerLoss(random);
            after.names.put(name, found);
            after.durable.put(name, found);
        });
        return after;
    }

    SimulatedFile file(String name) {
        return names.get(name);
    }

    @Override
    public Path path(String name) {
        return Path.of("simulated", name);
    }

    @Override
    public List<String> names() throws IOException {
        operate();
        return List.copyOf(names.keySet());
    }

    @Override
    public DiskFile create(String name) throws IOException {
        operate();
        SimulatedFile file = new SimulatedFile();
        change(files -> files.put(name, file));
        return new Handle(file);
    }

    @Override
    public DiskFile open(String name) throws IOException {
        operate();
        SimulatedFile file = names.get(name);
        if (file == null) {
            throw new NoSuchFileException(name);
        }
        return new Handle(file);
    }

    @Override
    public @Nullable Object identity(String name) throws IOException {
        operate();
        return name.isEmpty() ? this : names.get(name);
    }

    /** Somebody deletes a file, for good. */
    void lose(String name) {
        names.remove(name);
        durable.remove(name);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        SimulatedFile file = names.get(from);
        boolean fails = fails();
        if (!fails || random.nextBoolean()) {
            change(files -> {
                files.remove(from);
                files.put(to, file);
            });
        }
        failIf(fails);
    }

    @Override
    public void delete(String name) throws IOException {
        operate();
        change(files -> files.remove(name));
    }

    @Override
    public void sync() throws IOException {
        operate();
        unsynced.forEach(change -> change.accept(durable));
        unsynced.clear();
    }

    private void change(Consumer<Map<String, SimulatedFile>> change) {
        change.accept(names);
        unsynced.add(change);
    }

    private void operate() throws IOException {
        failIf(fails());
    }

    private boolean fails() {
        operations++;
        return operations >= failFrom && operations <= failThrough;
    }

    private void failIf(boolean fails) throws IOException {
        if (fails) {
            throw new IOException("input/output error at operation " + operations);
        }
    }

    private final class Handle implements DiskFile {
        private final SimulatedFile file;
        private boolean closed;

        Handle(SimulatedFile file) {
            this.file = file;
        }

        @Override
        public long size() throws IOException {
            use();
            return file.size();
        }

        @Override
        public int read(long position, byte[] to, int offset, int length) throws IOException {
            use();
            int read = (int) Math.min(file.size() - position, length);
            if (read <= 0) {
                return -1;
            }
            System.arraycopy(file.bytes(), (int) position, to, offset, read);
            return read;
        }

        @Override
        public void write(long position, byte[] from, int length) throws IOException {
            checkOpen();
            boolean fails = fails();
            long room = capacity
                    - names.values().stream().mapToLong(SimulatedFile::size).sum()
                    + Math.max(0, file.size() - position);
            int fits = (int) Math.min(length, Math.max(0, room));
            file.write((int) position, from, fails ? random.nextInt(fits + 1) : fits);
            failIf(fails);
            if (fits < length) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void force() throws IOException {
            checkOpen();
            forces++;
            duringForce.run();
            if (fails()) {
                file.failToSync(random);
                failIf(true);
            }
            file.sync();
        }

        @Override
        public void truncate(long size) throws IOException {
            use();
            file.truncate((int) size);
        }

        @Override
        public void close() {
            closed = true;
        }

        private void use() throws IOException {
            checkOpen();
            operate();
        }

        private void checkOpen() throws IOException {
            if (closed) {
                throw new IOException("the file has been closed");
            }
        }
    }
}
