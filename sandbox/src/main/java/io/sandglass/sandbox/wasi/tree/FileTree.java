package io.sandglass.sandbox.wasi.tree;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * One tree that a guest sees: its inputs, which it can only read, or its scratch space, which has a quota. Belongs to the
 * guest's thread.
 */
public final class FileTree {
    private final String guestPath;
    private final boolean writable;
    private final Quota quota;
    private final LongSupplier clock;
    private final Directory root;
    private long lastNumber;

    private FileTree(String guestPath, boolean writable, Quota quota, LongSupplier clock) {
        this.guestPath = guestPath;
        this.writable = writable;
        this.quota = quota;
        this.clock = clock;
        this.root = new Directory(this);
    }

    /**
     * A tree that cannot be changed.
     *
     * @param guestPath where the guest sees it, {@code /in}
     * @param files content by path, {@code data/orders.csv}; not copied, must not change
     * @param clock nanoseconds since 1970
     * @throws IllegalArgumentException if a path is none, or a file would have to be a directory too
     */
    public static FileTree readOnly(String guestPath, Map<String, byte[]> files, LongSupplier clock) {
        FileTree tree = new FileTree(guestPath, false, new Quota(0, Integer.MAX_VALUE), clock);
        new TreeMap<>(files).forEach(tree::give);
        return tree;
    }

    /**
     * An empty tree for the guest to write to.
     *
     * @param guestPath where the guest sees it, {@code /scratch}
     * @param bytes most bytes of all files together
     * @param inodes most files and directories, those included that are open and have no name any more
     * @param clock nanoseconds since 1970
     */
    public static FileTree writable(String guestPath, long bytes, int inodes, LongSupplier clock) {
        return new FileTree(guestPath, true, new Quota(bytes, inodes), clock);
    }

    /** Where the guest sees it. */
    public String guestPath() {
        return guestPath;
    }

    /** A number that is not the other tree's. */
    public long device() {
        return writable ? 2 : 1;
    }

    /** Its uppermost directory. */
    public Directory root() {
        return root;
    }

    /** Whether the guest may change it. */
    public boolean isWritable() {
        return writable;
    }

    /**
     * The files in it by their paths, sorted; the content is copied. Empty directories do not show, nor what is so deep that
     * its path is longer than a guest could say it.
     */
    public SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        Map<String, Directory> level = Map.of("", root);
        while (!level.isEmpty()) {
            Map<String, Directory> deeper = new TreeMap<>();
            level.forEach((prefix, directory) -> {
                directory.files().forEach((name, file) -> files.put(prefix + name, file.bytes()));
                directory.below().forEach((name, below) -> deeper.put(prefix + name + "/", below));
            });
            deeper.keySet().removeIf(prefix -> prefix.length() > PathWalk.MAX_PATH);
            level = deeper;
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private void give(String path, byte[] content) {
        Directory directory = root;
        List<String> names = names(path);
        for (String name : names.subList(0, names.size() - 1)) {
            if (directory.find(name).isEmpty()) {
                directory.put(name, new Directory(this));
            }
            if (!(directory.find(name).orElseThrow() instanceof Directory below)) {
                throw new IllegalArgumentException("the input " + path + " is below another input, which is a file");
            }
            directory = below;
        }
        String last = names.get(names.size() - 1);
        if (directory.find(last).isPresent()) {
            throw new IllegalArgumentException("the input " + path + " is a directory already");
        }
        directory.put(last, new RegularFile(this, new GivenBytes(content)));
    }

    private static List<String> names(String path) {
        List<String> names = new ArrayList<>(List.of(path.split("/", -1)));
        if (path.length() > PathWalk.MAX_PATH || !names.stream().allMatch(FileTree::isPlain)) {
            throw new IllegalArgumentException("the path of an input must be relative, without empty names, . and .., "
                    + "of names of at most 255 bytes, but is: " + path);
        }
        return names;
    }

    private static boolean isPlain(String name) {
        return !name.isEmpty()
                && !name.equals(".")
                && !name.equals("..")
                && name.indexOf('\0') < 0
                && StandardCharsets.UTF_8.newEncoder().canEncode(name)
                && PathWalk.isShort(name);
    }

    RegularFile createFile(Directory directory, String name) {
        demandRoom(directory);
        RegularFile file = new RegularFile(this, new Pages(quota));
        directory.put(name, file);
        return file;
    }

    void createDirectory(Directory directory, String name) {
        demandRoom(directory);
        directory.put(name, new Directory(this));
    }

    private void demandRoom(Directory directory) {
        demandWritable();
        if (!directory.linked()) {
            throw Problem.NOENT.refused();
        }
        quota.takeInode();
    }

    void demandWritable() {
        if (!writable) {
            throw Problem.ROFS.refused();
        }
    }

    Quota quota() {
        return quota;
    }

    long nextNumber() {
        return ++lastNumber;
    }

    long nowNanos() {
        return clock.getAsLong();
    }
}
