package io.sandglass.sandbox.wasi;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sandglass.sandbox.engine.ImportedFunction;
import io.sandglass.sandbox.wasi.tree.FileTree;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A guest with inputs as descriptor 3 and scratch space as descriptor 4, whose calls a test makes. */
final class FileGuest {
    static final int IN = 3;
    static final int SCRATCH = 4;
    static final int CREATE = 1;
    static final int DIRECTORY = 2;
    static final int EXCLUSIVE = 4;
    static final int TRUNCATE = 8;
    static final long ALL = -1;
    static final int RESULT = 60_000;

    private static final int PATH = 1_000;
    private static final int OTHER_PATH = 10_000;
    private static final int BUFFER = 20_000;

    private final ArrayMemory memory = new ArrayMemory(1 << 16);
    private final GuestWorld world = GuestWorld.virtual(Instant.ofEpochSecond(1_000), "seed");
    private final FileTree scratch;
    private final WasiProcess process;
    private long fuel;

    FileGuest(Map<String, byte[]> inputs, long scratchBytes) {
        scratch = FileTree.writable("/scratch", scratchBytes, 64, world::stampNanos);
        Streams streams = new Streams(
                new ByteSource(new byte[0]), ByteSink.strict("standard output", 100), ByteSink.truncating("", 100));
        process = new WasiProcess(
                List.of("program"),
                Map.of(),
                Descriptors.of(streams, List.of(FileTree.readOnly("/in", inputs, world::stampNanos), scratch), 16),
                world,
                Long.MAX_VALUE);
    }

    static FileGuest withScratch(long bytes) {
        return new FileGuest(Map.of("a.txt", "hello".getBytes(UTF_8), "data/b.csv", "1;2".getBytes(UTF_8)), bytes);
    }

    ArrayMemory memory() {
        return memory;
    }

    Map<String, byte[]> left() {
        return scratch.files();
    }

    /** What calls have cost so far. */
    long fuel() {
        return fuel;
    }

    long call(String name, long... arguments) {
        return WasiPreview1.bind(new ImportedFunction(WasiPreview1.MODULE, name, ""), process, units -> fuel += units)
                .body()
                .call(memory, arguments);
    }

    /** Calls a function of a directory and a path. */
    long path(String name, int directory, String path) {
        return call(name, directory, PATH, put(PATH, path));
    }

    long rename(int from, String path, int to, String other) {
        return call("path_rename", from, PATH, put(PATH, path), to, OTHER_PATH, put(OTHER_PATH, other));
    }

    long open(int directory, String path, int how, long rights) {
        return call("path_open", directory, 1, PATH, put(PATH, path), how, rights, ALL, 0, RESULT);
    }

    /** The descriptor of what was just opened. */
    int opened() {
        return memory.readInt(RESULT);
    }

    int opening(int directory, String path, int how) {
        long errno = open(directory, path, how, ALL & ~(directory == IN ? Rights.FD_WRITE : 0));
        if (errno != 0) {
            throw new AssertionError(path + " answered " + errno);
        }
        return opened();
    }

    long write(int descriptor, String text) {
        vector(put(BUFFER, text));
        return call("fd_write", descriptor, 0, 1, RESULT);
    }

    long writeAt(int descriptor, long position, String text) {
        vector(put(BUFFER, text));
        return call("fd_pwrite", descriptor, 0, 1, position, RESULT);
    }

    String read(int descriptor, int length) {
        vector(length);
        long errno = call("fd_read", descriptor, 0, 1, RESULT);
        return errno == 0 ? new String(memory.bytes(), BUFFER, memory.readInt(RESULT), UTF_8) : "errno " + errno;
    }

    String readAt(int descriptor, long position, int length) {
        vector(length);
        long errno = call("fd_pread", descriptor, 0, 1, position, RESULT);
        return errno == 0 ? new String(memory.bytes(), BUFFER, memory.readInt(RESULT), UTF_8) : "errno " + errno;
    }

    long seek(int descriptor, long offset, int whence) {
        return call("fd_seek", descriptor, offset, whence, RESULT);
    }

    /** The size that the status of a path tells. */
    long sizeOf(int directory, String path) {
        long errno = call("path_filestat_get", directory, 0, PATH, put(PATH, path), RESULT);
        return errno == 0 ? memory.readLong(RESULT + 32) : -errno;
    }

    private int put(int at, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        memory.write(at, bytes, 0, bytes.length);
        return bytes.length;
    }

    private void vector(int length) {
        memory.writeInt(0, BUFFER);
        memory.writeInt(4, length);
    }
}
