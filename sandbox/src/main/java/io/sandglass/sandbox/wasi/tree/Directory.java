package io.sandglass.sandbox.wasi.tree;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A directory; lists its entries in the order in which they came. */
public final class Directory extends Inode {
    /** Cookies 0 and 1 stand for the directory itself and the one above. */
    private static final long FIRST_COOKIE = 2;

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private long nextCookie = FIRST_COOKIE;

    Directory(FileTree tree) {
        super(tree);
    }

    /**
     * A name and what it stands for.
     *
     * @param cookie grows from entry to entry, and stays while others come and go
     */
    public record Entry(String name, Inode inode, long cookie) {}

    @Override
    public long size() {
        return 0;
    }

    /** How many entries there are. */
    public int count() {
        return entries.size();
    }

    /** The entries from a cookie on, in order. */
    public List<Entry> from(long cookie) {
        return entries.values().stream()
                .filter(entry -> entry.cookie() >= cookie)
                .toList();
    }

    Optional<Inode> find(String name) {
        return Optional.ofNullable(entries.get(name)).map(Entry::inode);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Takes a name that is free; a directory that was removed takes none. */
    void put(String name, Inode inode) {
        if (!linked()) {
            throw Problem.NOENT.refused();
        }
        entries.put(name, new Entry(name, inode, nextCookie++));
        touch();
    }

    void remove(String name) {
        entries.remove(name);
        touch();
    }

    /** Whether this is the other one, or above it. */
    boolean encloses(Directory other) {
        Deque<Directory> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            Directory next = open.pop();
            if (next == other) {
                return true;
            }
            next.below().forEach((name, directory) -> open.push(directory));
        }
        return false;
    }

    /** The directories right below, by name. */
    Map<String, Directory> below() {
        Map<String, Directory> below = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.inode() instanceof Directory directory) {
                below.put(entry.name(), directory);
            }
        }
        return below;
    }

    /** The files right below, by name. */
    Map<String, RegularFile> files() {
        Map<String, RegularFile> files = new LinkedHashMap<>();
        for (Entry entry : entries.values()) {
            if (entry.inode() instanceof RegularFile file) {
                files.put(entry.name(), file);
            }
        }
        return files;
    }

    @Override
    void discard() {
        // A directory holds no bytes, and is empty when it is removed.
    }
}
