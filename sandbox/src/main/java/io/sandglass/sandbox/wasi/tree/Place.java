package io.sandglass.sandbox.wasi.tree;

import java.util.Optional;

/**
 * Where a path leads: a name in a directory, taken or free.
 *
 * @param name a plain name, or {@code .} for the directory itself
 * @param directoryOnly the path ended in a slash
 */
public record Place(Directory directory, String name, boolean directoryOnly) {
    private static final String SELF = ".";

    /** What is there, if anything; refused if it is a file and the path ended in a slash. */
    public Optional<Inode> find() {
        Optional<Inode> found = name.equals(SELF) ? Optional.of(directory) : directory.find(name);
        if (directoryOnly && found.isPresent() && !(found.get() instanceof Directory)) {
            throw Problem.NOTDIR.refused();
        }
        return found;
    }

    /** What is there. */
    public Inode get() {
        return find().orElseThrow(Problem.NOENT::refused);
    }

    /** Makes an empty file where nothing is. */
    public RegularFile createFile() {
        if (directoryOnly) {
            throw Problem.ISDIR.refused();
        }
        return directory.tree().createFile(directory, name);
    }

    /** Makes a directory where nothing is. */
    public void createDirectory() {
        if (find().isPresent()) {
            throw Problem.EXIST.refused();
        }
        directory.tree().createDirectory(directory, name);
    }

    /** Takes its name from a file. */
    public void unlinkFile() {
        if (!(get() instanceof RegularFile file)) {
            throw Problem.ISDIR.refused();
        }
        remove(file);
    }

    /** Removes an empty directory. */
    public void removeDirectory() {
        if (!(get() instanceof Directory removed)) {
            throw Problem.NOTDIR.refused();
        }
        if (name.equals(SELF)) {
            throw Problem.INVAL.refused();
        }
        if (!removed.isEmpty()) {
            throw Problem.NOTEMPTY.refused();
        }
        remove(removed);
    }

    private void remove(Inode inode) {
        directory.tree().demandWritable();
        directory.remove(name);
        inode.unlink();
    }

    /** Gives what is here another name, in place of a file or an empty directory of that name. */
    public void moveTo(Place target) {
        Inode moved = get();
        if (directory.tree() != target.directory.tree()) {
            throw Problem.XDEV.refused();
        }
        directory.tree().demandWritable();
        if (name.equals(SELF) || target.name.equals(SELF)) {
            throw Problem.INVAL.refused();
        }
        if (moved instanceof Directory below && below.encloses(target.directory)) {
            throw Problem.INVAL.refused();
        }
        target.replace(moved, this);
    }

    private void replace(Inode moved, Place source) {
        if (directoryOnly && !(moved instanceof Directory)) {
            throw Problem.NOTDIR.refused();
        }
        Optional<Inode> old = find();
        if (old.isPresent() && old.get() == moved) {
            return;
        }
        old.ifPresent(inode -> clearFor(moved, inode));
        directory.put(name, moved);
        source.directory.remove(source.name);
    }

    private void clearFor(Inode moved, Inode old) {
        if (moved instanceof Directory) {
            removeDirectory();
        } else if (old instanceof Directory) {
            throw Problem.ISDIR.refused();
        } else {
            unlinkFile();
        }
    }
}
