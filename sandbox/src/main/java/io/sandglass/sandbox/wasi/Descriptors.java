package io.sandglass.sandbox.wasi;

import io.sandglass.sandbox.wasi.tree.FileTree;
import io.sandglass.sandbox.wasi.tree.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The descriptors of one run: the standard streams, then the directories that are open from the start, then what the guest
 * opens. Belongs to the guest's thread.
 */
public final class Descriptors {
    private final Map<Long, Descriptor> table = new HashMap<>();
    private final int most;

    private Descriptors(int maxOpened, List<Descriptor> first) {
        this.most = first.size() + maxOpened;
        first.forEach(descriptor -> table.put((long) table.size(), descriptor));
    }

    /** The standard streams and nothing else. */
    public static Descriptors of(Streams streams) {
        return of(streams, List.of(), 0);
    }

    /**
     * The standard streams as 0 to 2, and trees from 3 on.
     *
     * @param maxOpened how many descriptors the guest may have open beside these
     */
    public static Descriptors of(Streams streams, List<FileTree> trees, int maxOpened) {
        List<Descriptor> first = new ArrayList<>();
        first.add(StandardStream.of(streams.stdin()));
        first.add(StandardStream.of(streams.stdout()));
        first.add(StandardStream.of(streams.stderr()));
        trees.forEach(tree -> first.add(OpenDirectory.preopened(tree)));
        return new Descriptors(maxOpened, first);
    }

    boolean has(long number) {
        return table.containsKey(number);
    }

    /** The descriptor of a number. */
    Descriptor get(long number) {
        Descriptor found = table.get(number);
        if (found == null) {
            throw Problem.BADF.refused();
        }
        return found;
    }

    /** A descriptor that must have a right. */
    Descriptor get(long number, long right) {
        Descriptor found = get(number);
        found.demand(right);
        return found;
    }

    /** A file that must have a right. */
    OpenFile file(long number, long right) {
        Descriptor found = get(number);
        if (found instanceof OpenFile file) {
            file.demand(right);
            return file;
        }
        throw (found instanceof OpenDirectory ? Problem.ISDIR : Problem.SPIPE).refused();
    }

    /** A directory that must have a right. */
    OpenDirectory directory(long number, long right) {
        Descriptor found = get(number);
        if (found instanceof OpenDirectory directory) {
            directory.demand(right);
            return directory;
        }
        throw (found instanceof OpenFile ? Problem.NOTDIR : Problem.NOTCAPABLE).refused();
    }

    /** The lowest free number; refused if there are too many already. */
    long freeNumber() {
        if (table.size() >= most) {
            throw Problem.MFILE.refused();
        }
        long number = 0;
        while (table.containsKey(number)) {
            number++;
        }
        return number;
    }

    void open(long number, Descriptor opened) {
        opened.inode().ifPresent(inode -> inode.open());
        table.put(number, opened);
    }

    void close(long number) {
        get(number).close();
        table.remove(number);
    }

    /** Gives a descriptor the number of another, which is closed. */
    void renumber(long from, long to) {
        Descriptor moved = get(from);
        Descriptor replaced = get(to);
        if (from != to) {
            replaced.close();
            table.put(to, moved);
            table.remove(from);
        }
    }
}
