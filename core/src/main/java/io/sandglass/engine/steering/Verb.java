package io.sandglass.engine.steering;

import static io.sandglass.run.RunPhase.CANCELLED;
import static io.sandglass.run.RunPhase.FAILED;
import static io.sandglass.run.RunPhase.PAUSED;
import static io.sandglass.run.RunPhase.QUEUED;
import static io.sandglass.run.RunPhase.RUNNING;
import static io.sandglass.run.RunPhase.STOPPING;
import static io.sandglass.run.RunPhase.SUCCEEDED;

import io.sandglass.run.RunPhase;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What can be asked of a run, and in which phases. */
public enum Verb {
    PAUSE(QUEUED, RUNNING),
    RESUME(PAUSED),
    CANCEL(QUEUED, RUNNING, PAUSED),
    KILL(QUEUED, RUNNING, PAUSED, STOPPING),
    RETRY(FAILED, CANCELLED),
    RERUN(SUCCEEDED, FAILED, CANCELLED),
    SKIP(QUEUED, RUNNING, PAUSED),
    FORCE(QUEUED, RUNNING, PAUSED),
    SIGNAL(QUEUED, RUNNING, PAUSED),
    APPROVE(QUEUED, RUNNING, PAUSED),
    REJECT(QUEUED, RUNNING, PAUSED),
    PRIORITY(QUEUED, RUNNING, PAUSED);

    private final Set<RunPhase> phases;

    Verb(RunPhase... phases) {
        this.phases = EnumSet.copyOf(Arrays.asList(phases));
    }

    /** Whether it can be asked of a run that stands there. */
    public boolean possible(RunPhase phase) {
        return phases.contains(phase);
    }

    /** All that can be asked of a run that stands there. */
    public static List<Verb> possibleIn(RunPhase phase) {
        return Arrays.stream(values()).filter(verb -> verb.possible(phase)).toList();
    }

    /** As one types it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
