package io.sandglass.migration;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What an upgrade or downgrade did to a document.
 *
 * @param changes in the order they were made; empty if the document was already there
 */
public record MigrationReport(SpecVersion from, SpecVersion to, List<Change> changes) {
    public MigrationReport {
        requireNonNull(from, "from");
        requireNonNull(to, "to");
        changes = List.copyOf(changes);
    }

    /**
     * One change.
     *
     * @param path JSON pointer in the document before the step that made the change
     * @param before JSON text of what stood there; empty if nothing did
     * @param after JSON text of what stands there now; empty if nothing does
     * @param why one clause
     * @param lossy whether information was dropped that the target form cannot express
     */
    public record Change(String path, String before, String after, String why, boolean lossy) {
        public Change {
            requireNonNull(path, "path");
            requireNonNull(before, "before");
            requireNonNull(after, "after");
            requireNonNull(why, "why");
        }
    }
}
