package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.migration.InvalidSpec;
import io.sandglass.plan.WorkflowCompiler;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.RetentionSpec;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoredSpec;
import io.sandglass.store.jdbc.H2Store;
import io.sandglass.store.retention.Prune;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes runs that ended as long ago as their workflow's newest revision, or else the home, says; then slots that are as
 * old as the home says, and the payload files that no run names any more. Used by one thread; closing it, from another
 * one, ends a round early.
 */
final class Retention implements Rounds.Chore, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Retention.class);

    /** Long after the record that names a payload must have followed it. */
    private static final Duration ORPHAN_AGE = Duration.ofHours(1);

    private static final Duration SWEEP_EVERY = Duration.ofHours(1);

    private static final Set<RunStatus> SUCCEEDED = EnumSet.of(RunStatus.SUCCEEDED);
    private static final Set<RunStatus> ENDED =
            Arrays.stream(RunStatus.values()).filter(RunStatus::ended).collect(Collectors.toSet());
    private static final Set<RunStatus> OTHERS =
            ENDED.stream().filter(status -> !SUCCEEDED.contains(status)).collect(Collectors.toSet());

    private final H2Store store;
    private final WorkflowCompiler compiler;
    private final HomeRetention home;
    private final Supplier<Instant> now;
    private final Map<WorkflowKey, Known> known = new HashMap<>();
    private Instant nextSweep = Instant.MIN;
    private volatile boolean closed;

    /** @param now the time by which things are old: rather too early than too late */
    Retention(H2Store store, WorkflowCompiler compiler, HomeRetention home, Supplier<Instant> now) {
        this.store = requireNonNull(store, "store");
        this.compiler = requireNonNull(compiler, "compiler");
        this.home = requireNonNull(home, "home");
        this.now = requireNonNull(now, "now");
    }

    private record Known(int revision, RetentionSpec retention) {}

    @Override
    public void run() {
        Instant at = now.get();
        store.specs().newestRevisions().forEach((workflow, revision) -> {
            if (!closed) {
                of(workflow, revision).ifPresent(own -> apply(workflow, own.orElse(home.runs()), at));
            }
        });
        pruneSlots(at);
        sweepPayloads(at);
    }

    /** Each file is looked at. */
    private void sweepPayloads(Instant at) {
        if (!closed && !at.isBefore(nextSweep)) {
            store.sweepPayloads(ORPHAN_AGE);
            nextSweep = at.plus(SWEEP_EVERY);
        }
    }

    @Override
    public void close() {
        closed = true;
    }

    private void apply(WorkflowKey workflow, RetentionSpec keep, Instant at) {
        Optional<WorkflowKey> only = Optional.of(workflow);
        keep.runs().ifPresent(age -> prune(new Prune(only, SUCCEEDED, at.minus(age), Prune.What.RUNS), age));
        keep.failed().ifPresent(age -> prune(new Prune(only, OTHERS, at.minus(age), Prune.What.RUNS), age));
        keep.payloads().ifPresent(age -> prune(new Prune(only, ENDED, at.minus(age), Prune.What.PAYLOADS), age));
    }

    private void prune(Prune prune, Duration age) {
        long gone = store.prune(prune, () -> !closed);
        if (gone > 0) {
            log.info(
                    "deleted {} of {} runs of {} that ended over {} ago",
                    prune.what(),
                    gone,
                    prune.workflow().map(WorkflowKey::toString).orElse("all workflows"),
                    age);
        }
    }

    private void pruneSlots(Instant at) {
        long gone = store.pruneSlots(at.minus(home.slots()), () -> !closed);
        if (gone > 0) {
            log.info("deleted {} slots older than {}", gone, home.slots());
        }
    }

    /** Reading a document takes long enough to do it once. Of one that cannot be read now, nothing is deleted. */
    private Optional<RetentionSpec> of(WorkflowKey workflow, int revision) {
        Known before = known.get(workflow);
        return before != null && before.revision() == revision
                ? Optional.of(before.retention())
                : store.specs().find(workflow, revision).flatMap(this::read);
    }

    private Optional<RetentionSpec> read(StoredSpec spec) {
        try {
            RetentionSpec read = compiler.compile(spec.body()).plan().spec().retention();
            known.put(spec.workflow(), new Known(spec.revision(), read));
            return Optional.of(read);
        } catch (InvalidSpec e) {
            log.debug("{} cannot be read now, so its runs are kept: {}", spec.workflow(), e.getMessage());
            return Optional.empty();
        }
    }
}
