package io.sandglass.app.torture;

import io.sandglass.app.torture.Fact.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What was seen from outside the service, in one order: what it acknowledged, and the side effects of its nodes. Each
 * side effect is in a file, forced to the disk, before the service hears that it was written down. Thread-safe.
 */
final class Ledger implements AutoCloseable {
    private final FileChannel file;
    private final List<Fact> facts = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    Ledger(Path file) throws IOException {
        this.file = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.APPEND);
    }

    /** Writes a fact down; it is on the disk when this returns. */
    synchronized void add(int life, Kind kind, String run, String node, String detail) {
        write(new Fact(facts.size() + 1L, life, kind, run, node, detail));
        try {
            file.force(false);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes a fact down once, however often it is seen; it is on the disk when the next one is added. */
    synchronized void note(int life, Kind kind, String run, String node, String detail) {
        if (known.add(String.join("\t", kind.name(), run, node, detail))) {
            write(new Fact(facts.size() + 1L, life, kind, run, node, detail));
        }
    }

    synchronized List<Fact> facts() {
        return List.copyOf(facts);
    }

    private void write(Fact fact) {
        try {
            file.write(ByteBuffer.wrap((fact.line() + "\n").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        facts.add(fact);
    }

    @Override
    public synchronized void close() throws IOException {
        file.close();
    }
}
