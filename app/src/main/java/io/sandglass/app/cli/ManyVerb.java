package io.sandglass.app.cli;

import io.sandglass.run.RunPhase;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What can be asked of many runs at once, and of which. */
enum ManyVerb {
    PAUSE(List.of(ShownStatus.QUEUED, ShownStatus.RUNNING), Set.of(RunPhase.PAUSED)),
    RESUME(List.of(ShownStatus.PAUSED), Set.of(RunPhase.QUEUED, RunPhase.RUNNING)),
    CANCEL(open(), Set.of(RunPhase.STOPPING, RunPhase.CANCELLED)),
    KILL(open(), Set.of(RunPhase.CANCELLED)),
    RETRY(List.of(ShownStatus.FAILED, ShownStatus.CANCELLED), Set.of(RunPhase.QUEUED, RunPhase.RUNNING));

    private final List<ShownStatus> takes;
    private final Set<RunPhase> aims;

    ManyVerb(List<ShownStatus> takes, Set<RunPhase> aims) {
        this.takes = takes;
        this.aims = aims;
    }

    private static List<ShownStatus> open() {
        return List.of(ShownStatus.QUEUED, ShownStatus.RUNNING, ShownStatus.PAUSED);
    }

    /** As one types it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** In which states there is anything to ask of a run. */
    List<ShownStatus> takes() {
        return takes;
    }

    /** Whether there is anything to ask of a run in this state. */
    boolean takes(ShownStatus status) {
        return takes.contains(status);
    }

    /** Whether a run in this phase stands already where this would bring it. */
    boolean alreadySo(String phase) {
        return aims.stream().anyMatch(aim -> aim.name().equals(phase));
    }

    /** Such as {@code QUEUED, RUNNING}. */
    String states() {
        return takes.stream().map(ShownStatus::name).collect(Collectors.joining(", "));
    }
}
