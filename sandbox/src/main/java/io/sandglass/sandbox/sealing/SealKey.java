package io.sandglass.sandbox.sealing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** The secret of one cache directory, made by whichever process comes first. */
final class SealKey {
    private static final String NAME = "seal.key";

    /** A file lock keeps other processes out, but not other threads of this one. */
    private static final ReentrantLock THREADS = new ReentrantLock();

    private SealKey() {}

    static Seal in(Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        THREADS.lock();
        try (FileChannel channel = FileChannel.open(
                        file,
                        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE),
                        PrivateFiles.attributes(file));
                FileLock held = channel.lock()) {
            return new Seal(held.isValid() && channel.size() == Seal.BYTES ? read(channel) : create(channel));
        } finally {
            THREADS.unlock();
        }
    }

    private static byte[] read(FileChannel channel) throws IOException {
        ByteBuffer key = ByteBuffer.allocate(Seal.BYTES);
        while (key.hasRemaining() && channel.read(key) >= 0) {
            // short reads are allowed
        }
        return key.array();
    }

    private static byte[] create(FileChannel channel) throws IOException {
        byte[] key = new byte[Seal.BYTES];
        new SecureRandom().nextBytes(key);
        channel.truncate(0);
        ByteBuffer bytes = ByteBuffer.wrap(key);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        return key;
    }
}
