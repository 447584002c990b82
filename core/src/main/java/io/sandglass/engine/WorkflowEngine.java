package io.sandglass.engine;

import io.sandglass.engine.explain.Inexplicable;
import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.fuel.FuelAccounts;
import io.sandglass.engine.run.EngineServices;
import io.sandglass.engine.run.Listeners;
import io.sandglass.engine.run.RunExecution;
import io.sandglass.engine.run.RunListener;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.fair.Wait;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.run.Asked;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.run.TriggerKey;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/**
 * Runs workflows: launches them, resumes them after a restart, cancels them, tells who listens. Thread-safe.
 *
 * <p>Call {@link #recover()} once before the first launch, and {@link #drain} or {@link #close()} at the end.
 */
public final class WorkflowEngine implements Launcher, AutoCloseable {
    private final EngineConfig config;
    private final Listeners listeners = new Listeners();
    private final EngineServices services;
    private final OpenRuns open;
    private final Entrance entrance;
    private final RunAdoption adoption;
    private final Orphans orphans;
    private final RunLookup lookup;
    private final RunSteering steering;
    private final Closing closing;

    public WorkflowEngine(EngineConfig config) {
        this.config = config;
        this.services = EngineParts.services(
                config, listeners, new JournalNews(listeners::onLog, this::letMoreIn, this::lookFor, this::hold));
        this.open = new OpenRuns(config.limits().maxOpenRuns());
        RunsInTransit transit = new RunsInTransit();
        this.entrance = new Entrance(config, services, open, transit);
        StoredRuns stored = new StoredRuns(config, services, entrance, transit);
        this.adoption = new RunAdoption(config, services, entrance);
        this.orphans = new Orphans(config.runs(), services.state(), open, transit, adoption);
        this.lookup = new RunLookup(config.runs(), services, open, transit, stored);
        this.steering = new RunSteering(services, open, transit, stored);
        this.closing = new Closing(services, open);
    }

    /** What the tenants have used today; what they used before this engine was made is to be told there. */
    public FuelAccounts fuel() {
        return services.fuel();
    }

    @Override
    public LaunchResult launch(LaunchRequest request) {
        return entrance.awaitLaunch(request);
    }

    /**
     * The run of the workflow's tenant that a request with this key has started; empty if there is none, or it was
     * deleted.
     *
     * @throws StoreUnavailable if that cannot be found out now
     */
    public Optional<RunId> launchedWith(WorkflowKey workflow, String key) {
        return entrance.launchedWith(workflow, key);
    }

    @Override
    public boolean hasOpenRun(TriggerKey trigger) {
        return open.any(trigger);
    }

    /**
     * As {@link #launch}, without waiting for the first record to be durable.
     *
     * @return completes once it is; fails with {@link StoreUnavailable} if it could not be recorded
     */
    public CompletableFuture<LaunchResult> launchAsync(LaunchRequest request) {
        return entrance.launch(request, List.of());
    }

    /**
     * Asks a run to stop; it ends soon after. Does not wait until that is on record: for that there is {@link #steer}.
     *
     * @param reason one clause for people
     * @return false if there is no such open run, or it is just being taken up
     */
    public boolean cancel(RunId run, String reason) {
        return steering.cancel(run, reason);
    }

    /** What a run waits for as a whole; empty if it does not wait, or is not open. */
    public Optional<Wait> waits(RunId run) {
        return lookup.waits(run);
    }

    /**
     * What a node waits for that is ready to run.
     *
     * @return completes soon, on a thread of the engine; empty if the node waits for no place
     */
    public CompletableFuture<Optional<Wait>> waits(RunId run, String node) {
        return lookup.waits(run, node);
    }

    /**
     * Asks something of a run, open here or only stored, and returns once that is refused or durable.
     *
     * @throws StoreUnavailable if the store cannot be read
     */
    public SteeringResult steer(RunId run, Operation operation, Asked asked) {
        return Answers.await(steerAsync(run, operation, asked));
    }

    /** As {@link #steer}, without waiting; what must be read from the store is read here and now. */
    public CompletableFuture<SteeringResult> steerAsync(RunId run, Operation operation, Asked asked) {
        return steering.steer(run, operation, asked);
    }

    /**
     * Why each node of a run stands where it stands, whether the run is open here or only stored.
     *
     * @return empty if there is no such run
     * @throws StoreUnavailable if the store cannot be read
     * @throws Inexplicable if the records of the run, or its document, are no longer what they were
     */
    public Optional<RunExplanation> explain(RunId run) {
        return Answers.await(explainAsync(run));
    }

    /** As {@link #explain}, without waiting; what must be read from the store is read here and now. */
    public CompletableFuture<Optional<RunExplanation>> explainAsync(RunId run) {
        return lookup.explain(run);
    }

    /**
     * Completes when the run has ended, durably, and the listeners have heard of it.
     *
     * @return fails with {@link NoSuchElementException} if there is no such run, with {@link CancellationException} if
     *     the engine closes before the run ends
     */
    public CompletableFuture<RunEnded> whenEnded(RunId run) {
        return lookup.end(run);
    }

    /**
     * Waits for the end of a run.
     *
     * @return empty if it has not ended in that time
     * @throws NoSuchElementException if there is no such run
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<RunStatus> awaitEnd(RunId run, Duration most) throws InterruptedException {
        return lookup.awaitEnd(run, most);
    }

    /**
     * Resumes every open run of the store. A run that can no longer be planned ends as failed, with the reason. Launches
     * are refused meanwhile; if this fails, until it is done again and succeeds: else a run could be admitted in the
     * place of one that is not known yet.
     *
     * @return how many were resumed
     * @throws StoreUnavailable if the store cannot be read; what was resumed so far goes on
     */
    public int recover() {
        Fault.at(FaultPoint.RECOVERY_BEFORE);
        services.runs().hold(); // until all that were admitted before have their places
        int resumed = entrance.recover(config.runs().openRuns(), new RunRecovery(config, services), adoption);
        services.runs().open();
        Fault.at(FaultPoint.RECOVERY_AFTER);
        return resumed;
    }

    /** Hears of records and log lines from now on. */
    public void addListener(RunListener listener) {
        listeners.add(listener);
    }

    /** How busy it is. */
    public EngineStatus status() {
        return new Gauges(services, open).read();
    }

    /** How many runs have not ended. */
    public int openRuns() {
        return open.size();
    }

    /** How many attempts hold a thread. */
    public int runningNodes() {
        return services.gate().inside();
    }

    /** How many attempts did not stop when told to, so that their threads were given up. */
    public long abandonedThreads() {
        return services.attempts().stopped().abandonedThreads();
    }

    /** How many runs were found that waited for nothing, and were driven on; should always be 0. */
    public long lostWakeUps() {
        return services.state().lostWakeUps();
    }

    /**
     * Looks at every open run from now on, until this is closed: one that waits for nothing (no attempt, no time, no
     * record on its way, no turn), or of which a node does, is logged, counted and driven on. What is due by the wall
     * clock is done, however long the machine slept. A run that is open in the store without an owner is taken up. To be
     * called after {@link #recover()}.
     */
    public void watch(Duration every) {
        new Watchdog(services, open, orphans).watch(every);
    }

    /** Looks whether anything can be recorded, because the store was found unavailable elsewhere. */
    public void doubtStore() {
        services.journal().doubt();
    }

    /** Why nothing can be recorded at present; empty if all is well. */
    public Optional<String> outage() {
        return services.journal().outage();
    }

    /**
     * Closes gracefully: refuses launches, starts no further node, lets running attempts end, records what they did.
     * Those that do not end in time are stopped, which is waited for as long as a cancelled attempt may take. Runs that
     * have not ended stay open in the store, for the next start. Doing it twice does nothing more: whoever comes second
     * waits for the first.
     *
     * @param grace how long running attempts may take
     * @return whether all of them ended in time
     */
    public boolean drain(Duration grace) {
        return closing.drain(grace);
    }

    /** As {@link #drain} without any grace. */
    @Override
    public void close() {
        drain(Duration.ZERO);
    }

    private void letMoreIn() {
        services.gate().look();
    }

    private void lookFor(RunId run) {
        adoption.lookFor(run);
    }

    private void hold(RunId run) {
        open.find(run).ifPresent(RunExecution::hold);
    }
}
