package io.sandglass.store.jdbc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/** A file system for H2, named {@code faulty:}, whose writes fail when told to. Public, as H2 makes instances of it. */
public final class FaultyDisk extends FilePathWrapper {
    static final String SCHEME = "faulty:";

    /** Writes until the next failure; negative for none. */
    private static final AtomicLong LEFT = new AtomicLong(-1);

    private static final AtomicLong FAILURES = new AtomicLong();
    private static volatile boolean full;
    private static volatile @Nullable Held held;

    static void register() {
        FilePath.register(new FaultyDisk());
        repair();
    }

    /** One write fails after this many. */
    static void failOnceAfter(long writes) {
        LEFT.set(writes);
    }

    /** Who copies the database gets nothing to read until {@link #repair}. */
    static CountDownLatch holdBackups() {
        CountDownLatch reached = new CountDownLatch(1);
        held = new Held(reached, new CountDownLatch(1));
        return reached;
    }

    private record Held(CountDownLatch reached, CountDownLatch over) {
        void await() throws IOException {
            if (StackWalker.getInstance().walk(frames -> frames.anyMatch(Held::copies))) {
                reached.countDown();
                try {
                    over.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
            }
        }

        private static boolean copies(StackWalker.StackFrame frame) {
            return frame.getMethodName().equals("backupFile");
        }
    }

    /** All writes fail. */
    static void fill() {
        full = true;
    }

    static void repair() {
        full = false;
        Held before = held;
        held = null;
        if (before != null) {
            before.over().countDown();
        }
        LEFT.set(-1);
        FAILURES.set(0);
    }

    static long failures() {
        return FAILURES.get();
    }

    @Override
    public String getScheme() {
        return "faulty";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new Channel(super.open(mode));
    }

    private static void beforeWrite() throws IOException {
        if (full || LEFT.get() >= 0 && LEFT.getAndDecrement() == 0) {
            FAILURES.incrementAndGet();
            throw new IOException("No space left on device");
        }
    }

    private static void beforeRead() throws IOException {
        Held now = held;
        if (now != null) {
            now.await();
        }
    }

    private static final class Channel extends FileBase {
        private final FileChannel base;

        Channel(FileChannel base) {
            this.base = base;
        }

        @Override
        public long size() throws IOException {
            return base.size();
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            beforeRead();
            return base.read(target);
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            beforeRead();
            return base.read(target, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            beforeWrite();
            return base.write(source);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            beforeWrite();
            return base.write(source, position);
        }

        @Override
        public long position() throws IOException {
            return base.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            base.position(position);
            return this;
        }

        @Override
        public void force(boolean metadata) throws IOException {
            base.force(metadata);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            base.truncate(size);
            return this;
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return base.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            base.close();
        }
    }
}
