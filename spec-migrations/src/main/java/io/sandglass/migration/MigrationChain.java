package io.sandglass.migration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;

/**
 * The steps between all versions, in order.
 *
 * <p>Stored text is never rewritten: it is read, then upgraded here, each time. Immutable; safe from any thread.
 */
public final class MigrationChain {
    private final List<SpecMigration> steps;

    /**
     * @param steps from the oldest version to the current one without a gap, in any order
     * @throws IllegalArgumentException if there is a gap or two steps start from the same version
     */
    public MigrationChain(List<SpecMigration> steps) {
        this.steps =
                steps.stream().sorted(Comparator.comparing(SpecMigration::from)).toList();
        var versions = SpecVersion.values();
        for (var i = 0; i < versions.length - 1; i++) {
            requireStep(i, versions[i], versions[i + 1]);
        }
        if (this.steps.size() >= versions.length) {
            throw new IllegalArgumentException("more steps than versions: " + this.steps);
        }
    }

    /** The steps of this library. */
    public static MigrationChain standard() {
        var loader = ServiceLoader.load(SpecMigration.class, MigrationChain.class.getClassLoader());
        return new MigrationChain(
                loader.stream().map(ServiceLoader.Provider::get).toList());
    }

    /**
     * The document in the current version, with positions still in its own text; unchanged if it is there already.
     *
     * @throws InvalidSpec if the document is not of the form it says it has
     */
    public Upgraded upgrade(SpecDocument document) {
        var changes = new ArrayList<MigrationReport.Change>();
        var current = document;
        for (var step : steps) {
            if (step.from() == current.version()) {
                var log = current.changeLog();
                current = current.migrated(step.to(), step.up(current.tree(), log), log.places());
                changes.addAll(log.changes());
            }
        }
        return new Upgraded(current, new MigrationReport(document.version(), current.version(), changes));
    }

    /**
     * The document in an older version. What cannot be expressed there is left out, and is in the report as lossy.
     *
     * @throws IllegalArgumentException if the target is newer than the document
     * @throws InvalidSpec if the document is not of the form it says it has
     */
    public Downgraded downgrade(SpecDocument document, SpecVersion target) {
        if (target.compareTo(document.version()) > 0) {
            throw new IllegalArgumentException(target + " is newer than " + document.version());
        }
        var changes = new ArrayList<MigrationReport.Change>();
        var current = document;
        while (current.version() != target) {
            var step = steps.get(current.version().ordinal() - 1);
            var log = current.changeLog();
            current = current.migrated(step.from(), step.down(current.tree(), log), log.places());
            changes.addAll(log.changes());
        }
        return new Downgraded(current, new MigrationReport(document.version(), target, changes));
    }

    private void requireStep(int index, SpecVersion from, SpecVersion to) {
        if (index >= steps.size()
                || steps.get(index).from() != from
                || steps.get(index).to() != to) {
            throw new IllegalArgumentException("no step, or more than one, from " + from + " to " + to);
        }
    }

    /** A document in the current version, and what was done to it. */
    public record Upgraded(SpecDocument document, MigrationReport report) {}

    /** A document in an older version, and what was done to it and lost. */
    public record Downgraded(SpecDocument document, MigrationReport report) {
        /** What the older form cannot express. */
        public List<MigrationReport.Change> lost() {
            return report.changes().stream()
                    .filter(MigrationReport.Change::lossy)
                    .toList();
        }
    }
}
