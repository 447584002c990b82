package io.sandglass.store;

import io.sandglass.run.LogLine;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A store that fails or blocks when told to, and counts what it is given. */
public class FlakyRunStore extends DelegatingRunStore {
    private final List<Integer> batches = new ArrayList<>();
    private final CountDownLatch blocked = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private RuntimeException failure = new StoreUnavailable("no disk");
    private volatile Predicate<RunRecord> refused = record -> false;
    private volatile Predicate<RunRecord> undecided = record -> false;
    private volatile Predicate<RunId> unreadable = run -> false;
    private volatile @Nullable String overload;
    private volatile Predicate<RunRecord> large = record -> false;
    private int failures;
    private int failingProbes;

    public FlakyRunStore(RunStore store) {
        super(store);
    }

    /** Lets the next writes fail. */
    public synchronized void fail(int times) {
        failures = times;
    }

    /** Never takes such records. */
    public void refuse(Predicate<RunRecord> refused) {
        this.refused = refused;
    }

    /** Has no room for such records. */
    public void crowd(Predicate<RunRecord> large) {
        this.large = large;
    }

    /** Lets the next probes fail. */
    synchronized void failProbes(int times) {
        failingProbes = times;
    }

    /** Cannot tell of such records whether their runs may begin. */
    void undecided(Predicate<RunRecord> undecided) {
        this.undecided = undecided;
    }

    /** Cannot read such runs. */
    public void garble(Predicate<RunId> unreadable) {
        this.unreadable = unreadable;
    }

    synchronized void failWith(RuntimeException failure, int times) {
        this.failure = failure;
        this.failures = times;
    }

    void overload(@Nullable String reason) {
        overload = reason;
    }

    @Override
    public Optional<String> overload() {
        return Optional.ofNullable(overload);
    }

    void block() {
        gate = new CountDownLatch(1);
    }

    void awaitBlocked() throws InterruptedException {
        blocked.await();
    }

    void unblock() {
        gate.countDown();
    }

    /** Sizes of the batches written. */
    synchronized List<Integer> batches() {
        return List.copyOf(batches);
    }

    @Override
    public Set<RunId> append(List<RunRecord> records) {
        pass();
        if (records.stream().anyMatch(refused)) {
            throw new RecordRefused("too large");
        }
        if (records.stream().anyMatch(undecided)) {
            throw new Undecided("being brought up to date", new StoreUnavailable("no database"));
        }
        if (records.stream().anyMatch(large)) {
            throw new NoRoom("no room", new IOException("disk full"));
        }
        synchronized (this) {
            batches.add(records.size());
        }
        return super.append(records);
    }

    @Override
    public void probe() {
        pass();
        failProbeIfTold();
    }

    @Override
    public void log(List<LogLine> lines) {
        pass();
        super.log(lines);
    }

    @Override
    public List<RunRecord> events(RunId run) {
        if (unreadable.test(run)) {
            throw new IllegalStateException("run " + run + " is no JSON");
        }
        return super.events(run);
    }

    private void pass() {
        failIfTold();
        blocked.countDown();
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void failProbeIfTold() {
        if (failingProbes > 0) {
            failingProbes--;
            throw failure;
        }
    }

    private synchronized void failIfTold() {
        if (failures > 0) {
            failures--;
            throw failure;
        }
    }
}
