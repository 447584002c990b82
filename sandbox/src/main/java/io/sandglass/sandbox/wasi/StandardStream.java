package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.engine.GuestMemory;
import io.sandglass.sandbox.wasi.tree.Inode;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.Optional;

/** Standard input, output or error. */
final class StandardStream extends Descriptor {
    private static final long ALWAYS = Rights.FD_FILESTAT_GET | Rights.POLL;

    private final Optional<ByteSource> source;
    private final Optional<ByteSink> sink;

    private StandardStream(Optional<ByteSource> source, Optional<ByteSink> sink) {
        super(ALWAYS | (source.isPresent() ? Rights.FD_READ : Rights.FD_WRITE), 0);
        this.source = source;
        this.sink = sink;
    }

    static StandardStream of(ByteSource source) {
        return new StandardStream(Optional.of(source), Optional.empty());
    }

    static StandardStream of(ByteSink sink) {
        return new StandardStream(Optional.empty(), Optional.of(sink));
    }

    @Override
    Optional<Inode> inode() {
        return Optional.empty();
    }

    @Override
    long read(IoVectors buffers, GuestWorld world) {
        ByteSource from = source.orElseThrow(Problem.BADF::refused);
        GuestMemory memory = buffers.memory();
        long total = 0;
        for (int i = 0; i < buffers.count(); i++) {
            int length = Math.min(buffers.length(i), from.remaining());
            memory.write(buffers.address(i), from.bytes(), from.position(), length);
            from.skip(length);
            total += length;
        }
        return total;
    }

    @Override
    long write(IoVectors buffers, GuestWorld world) {
        ByteSink to = sink.orElseThrow(Problem.BADF::refused);
        for (int i = 0; i < buffers.count(); i++) {
            world.checkInterrupt();
            to.write(buffers.memory(), buffers.address(i), buffers.length(i));
        }
        return buffers.total();
    }
}
