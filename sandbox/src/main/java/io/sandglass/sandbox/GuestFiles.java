package io.sandglass.sandbox;

import io.sandglass.sandbox.wasi.GuestWorld;
import io.sandglass.sandbox.wasi.tree.FileTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** The trees of one run: its inputs, its scratch space, both or none. */
final class GuestFiles {
    private static final String INPUTS = "/in";
    private static final String SCRATCH = "/scratch";

    private final List<FileTree> trees = new ArrayList<>();
    private final Optional<FileTree> scratch;

    GuestFiles(Invocation call, GuestWorld world) {
        FileLimits limits = call.limits().files();
        if (!call.surroundings().inputs().isEmpty()) {
            trees.add(FileTree.readOnly(INPUTS, call.surroundings().inputs(), world::stampNanos));
        }
        scratch = limits.scratchBytes() == 0
                ? Optional.empty()
                : Optional.of(
                        FileTree.writable(SCRATCH, limits.scratchBytes(), limits.scratchFiles(), world::stampNanos));
        scratch.ifPresent(trees::add);
    }

    /** Memory of the host that the files of a run can take. */
    static long reservedBytes(Invocation call) {
        FileLimits limits = call.limits().files();
        return call.surroundings().reservedBytes() + limits.reservedBytes() + limits.scratchBytes(); // and its copy
    }

    /** In the order of their descriptors. */
    List<FileTree> trees() {
        return trees;
    }

    /** What is in the scratch space. */
    SortedMap<String, byte[]> left() {
        return scratch.map(FileTree::files).orElse(Collections.emptySortedMap());
    }
}
