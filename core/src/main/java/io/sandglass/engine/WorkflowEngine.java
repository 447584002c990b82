package io.sandglass.engine;

import io.sandglass.fair.FairGate;
import io.sandglass.fair.RunGate;
import io.sandglass.fair.Tenant;
import io.sandglass.fair.Wait;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.plan.ExecutionPlan;
import io.sandglass.run.Asked;
import io.sandglass.run.LogLine;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunStarted;
import io.sandglass.run.RunId;
import io.sandglass.run.RunRecord;
import io.sandglass.run.RunStatus;
import io.sandglass.run.TriggerKey;
import io.sandglass.store.JournalListener;
import io.sandglass.store.RunJournal;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs workflows: launches them, resumes them after a restart, cancels them, tells who listens. Thread-safe.
 *
 * <p>Call {@link #recover()} once before the first launch, and {@link #drain} or {@link #close()} at the end.
 */
public final class WorkflowEngine implements Launcher, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WorkflowEngine.class);
    private static final Duration FLUSH = Duration.ofSeconds(5);
    private static final Duration STOP = Duration.ofMillis(500);

    private final EngineConfig config;
    private final Listeners listeners = new Listeners();
    private final EngineServices services;
    private final RunLauncher launcher;
    private final Turns turns;
    private final OpenRuns open;
    private final StoredRuns stored;
    private final Foundlings foundlings;
    private final CompletableFuture<Boolean> drained = new CompletableFuture<>();

    public WorkflowEngine(EngineConfig config) {
        this.config = config;
        EngineLimits limits = config.limits();
        RunJournal journal = new RunJournal(config.runs(), config.platform(), limits.journal(), new JournalListener() {
            @Override
            public void roomy() {
                letMoreIn();
            }

            @Override
            public void logged(LogLine line) {
                listeners.onLog(line);
            }

            @Override
            public void doubtful(RunId run) {
                foundlings.lookFor(run);
            }
        });
        this.services = new EngineServices(
                config.platform(),
                journal,
                new FairGate(limits.maxConcurrentNodes(), limits.tenancy(), journal::full),
                new RunGate(),
                new Reminder(config.platform().timers()),
                new NodeRunner(config.platform().clock()),
                listeners,
                config.grants(),
                limits,
                new EngineState());
        this.turns = new Turns(limits.tenancy(), config.platform().clock());
        this.launcher = new RunLauncher(config, journal, services.runs(), turns);
        this.open = new OpenRuns(limits.maxOpenRuns());
        this.foundlings = new Foundlings(config, services, this::resume);
        this.stored = new StoredRuns(config, services, new StoredRuns.Door() {
            @Override
            public CompletableFuture<LaunchResult> launch(LaunchRequest request, List<RunEvent> known) {
                return begin(request, known);
            }

            @Override
            public boolean isOpen(RunId run) {
                return open.find(run).isPresent();
            }

            @Override
            public boolean reserve(ExecutionPlan plan) {
                return !services.state().draining() && open.reserve(tenant(plan));
            }

            @Override
            public void release(ExecutionPlan plan) {
                open.release(tenant(plan));
            }

            @Override
            public void takeUp(ExecutionPlan plan, List<RunRecord> records) {
                WorkflowEngine.this.takeUp(plan, records);
            }
        });
    }

    @Override
    public LaunchResult launch(LaunchRequest request) {
        try {
            return begin(request).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof StoreUnavailable unavailable) {
                throw new StoreUnavailable("no run was started: " + unavailable.getMessage(), unavailable);
            }
            throw e;
        }
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
    public CompletableFuture<LaunchResult> begin(LaunchRequest request) {
        return begin(request, List.of());
    }

    /** @param known what the run begins with, after its first record */
    private CompletableFuture<LaunchResult> begin(LaunchRequest request, List<RunEvent> known) {
        if (services.state().draining()) {
            return rejected("the engine is closing");
        }
        Tenant tenant = turns.tenancy().of(request.workflow().namespace());
        if (!open.reserve(tenant)) {
            return rejected("there are already " + open.most(tenant) + " open runs of tenant '" + tenant.name()
                    + "', the most allowed; try again later");
        }
        CompletableFuture<LaunchResult> answer;
        try {
            answer = launcher.launch(request, known, this::started);
        } catch (RuntimeException e) {
            open.release(tenant);
            throw e;
        }
        return answer.whenComplete((result, failure) -> {
            if (!(result instanceof LaunchResult.Started)) {
                open.release(tenant);
            }
        });
    }

    /**
     * Asks a run to stop; it ends soon after.
     *
     * @param reason one clause for people
     * @return false if there is no such open run
     */
    public boolean cancel(RunId run, String reason) {
        Optional<RunExecution> execution = open.find(run);
        execution.ifPresent(found -> found.steer(new Operation.Cancel(false), new Asked("", reason)));
        return execution.isPresent();
    }

    /** What a run waits for as a whole; empty if it does not wait, or is not open. */
    public Optional<Wait> waits(RunId run) {
        return open.find(run).flatMap(RunExecution::waits);
    }

    /**
     * What a node waits for that is ready to run.
     *
     * @return completes soon, on a thread of the engine; empty if the node waits for no place
     */
    public CompletableFuture<Optional<Wait>> waits(RunId run, String node) {
        return open.find(run)
                .flatMap(execution -> execution.node(node).map(execution::waits))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /**
     * Asks something of a run, open here or only stored, and returns once that is refused or durable.
     *
     * @throws StoreUnavailable if the store cannot be read
     */
    public Steered steer(RunId run, Operation operation, Asked asked) {
        return steering(run, operation, asked).join();
    }

    /** As {@link #steer}, without waiting; what must be read from the store is read here and now. */
    public CompletableFuture<Steered> steering(RunId run, Operation operation, Asked asked) {
        return open.find(run)
                .map(execution -> execution
                        .steer(operation, asked)
                        .thenCompose(answer -> answer.map(CompletableFuture::completedFuture)
                                .orElseGet(() -> stored.steer(run, operation, asked))))
                .orElseGet(() -> stored.steer(run, operation, asked));
    }

    /**
     * Why each node of a run stands where it stands, whether the run is open here or only stored.
     *
     * @return empty if there is no such run
     * @throws StoreUnavailable if the store cannot be read
     * @throws io.sandglass.migration.InvalidSpec if the run can no longer be planned
     * @throws NoSuchElementException if its document is gone
     */
    public Optional<RunExplanation> explain(RunId run) {
        return explaining(run).join();
    }

    /** As {@link #explain}, without waiting; what must be read from the store is read here and now. */
    CompletableFuture<Optional<RunExplanation>> explaining(RunId run) {
        return open.find(run)
                .map(execution -> execution.explain().thenApply(look -> Optional.of(look.of(run, outage()))))
                .orElseGet(() -> CompletableFuture.completedFuture(stored.explain(run)));
    }

    /**
     * Completes when the run has ended, durably, and the listeners have heard of it.
     *
     * @return fails with {@link NoSuchElementException} if there is no such run, with {@link CancellationException} if
     *     the engine closes before the run ends
     */
    public CompletableFuture<RunEnded> whenEnded(RunId run) {
        return open.find(run).map(execution -> execution.ended().copy()).orElseGet(() -> storedEnd(run));
    }

    /**
     * Waits for the end of a run.
     *
     * @return empty if it has not ended in that time
     * @throws NoSuchElementException if there is no such run
     * @throws InterruptedException if the waiting thread is interrupted
     */
    public Optional<RunStatus> awaitEnd(RunId run, Duration most) throws InterruptedException {
        try {
            return Optional.of(
                    whenEnded(run).get(most.toNanos(), TimeUnit.NANOSECONDS).status());
        } catch (TimeoutException | CancellationException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NoSuchElementException unknown) {
                throw unknown;
            }
            return Optional.empty();
        }
    }

    /**
     * Resumes every open run of the store. A run that can no longer be planned ends as failed, with the reason.
     *
     * @return how many were resumed
     * @throws StoreUnavailable if the store cannot be read
     */
    public int recover() {
        Fault.at(FaultPoint.RECOVERY_BEFORE);
        services.runs().hold(); // until all that were admitted before have their places
        int resumed;
        try {
            resumed = recoverAll();
        } finally {
            services.runs().open();
        }
        Fault.at(FaultPoint.RECOVERY_AFTER);
        return resumed;
    }

    private int recoverAll() {
        RunRecovery recovery = new RunRecovery(config, services);
        int resumed = 0;
        for (RunId run : config.runs().openRuns()) {
            if (open.find(run).isEmpty() && recovery.recover(run, this::resume)) {
                resumed++;
            }
        }
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
        return services.state().abandonedThreads();
    }

    /** How many runs were found that waited for nothing, and were driven on; should always be 0. */
    public long lostWakeUps() {
        return services.state().lostWakeUps();
    }

    /**
     * Looks at every open run from now on, until this is closed: one that waits for nothing (no attempt, no time, no
     * record on its way, no turn) is logged, counted and driven on.
     */
    public void watch(Duration every) {
        services.timers().after(every, () -> {
            if (!services.state().draining()) {
                lookAfterRuns();
                watch(every);
            }
        });
    }

    private void lookAfterRuns() {
        try {
            services.workers().run("sandglass-watchdog", () -> {
                services.journal().wake();
                services.gate().look();
                open.all().forEach(RunExecution::check);
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            log.warn("nobody looked after the runs this time: {}", e.getMessage());
        }
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
        if (services.state().drain()) {
            drained.complete(end(grace));
        }
        return drained.join();
    }

    /** As {@link #drain} without any grace. */
    @Override
    public void close() {
        drain(Duration.ZERO);
    }

    private void letMoreIn() {
        services.gate().look();
    }

    private boolean end(Duration grace) {
        boolean inTime = await(services.gate().close(), grace);
        CompletableFuture<?>[] interrupted =
                open.all().stream().map(RunExecution::interrupt).toArray(CompletableFuture[]::new);
        await(CompletableFuture.allOf(interrupted), FLUSH);
        await(services.journal().flush(), FLUSH);
        services.state().stop();
        open.all().forEach(execution -> execution.ended().cancel(false));
        awaitStopped();
        services.journal().close();
        return inTime;
    }

    /** What an attempt holds, such as a child process, is let go by its thread or by its actions on cancel. */
    private void awaitStopped() {
        Duration most = config.limits().cancelGrace().plus(STOP);
        await(services.gate().close(), most);
        await(services.state().cancelsEnd(), most);
    }

    private void started(RunLauncher.Begun begun) {
        RunExecution execution = execution(begun.records().get(0), begun.plan());
        begun.turn().ifPresent(turn -> {
            RunTurn own = new RunTurn(turn, services, execution);
            execution.turn(own);
            execution.launch(begun.records());
            own.begin(Duration.ZERO);
        });
        if (begun.turn().isEmpty()) {
            execution.launch(begun.records());
        }
    }

    private Tenant tenant(ExecutionPlan plan) {
        return config.limits().tenancy().of(plan.spec().namespace());
    }

    private void resume(ExecutionPlan plan, List<RunRecord> records) {
        open.reserveAnyway(tenant(plan));
        takeUp(plan, records);
    }

    private void takeUp(ExecutionPlan plan, List<RunRecord> records) {
        RunExecution execution = execution(records.get(0), plan);
        try {
            execution.recover(records, turns);
        } catch (RuntimeException e) {
            execution.ended().cancel(false);
            throw e;
        }
    }

    private RunExecution execution(RunRecord first, ExecutionPlan plan) {
        RunId run = first.run();
        RunExecution execution = new RunExecution(run, plan, services);
        Optional<TriggerKey> trigger = ((RunStarted) first.event()).trigger();
        open.add(execution, trigger);
        execution.ended().whenComplete((end, failure) -> open.remove(execution, trigger));
        return execution;
    }

    private CompletableFuture<RunEnded> storedEnd(RunId run) {
        List<RunRecord> records = config.runs().events(run);
        if (!records.isEmpty() && records.get(records.size() - 1).event() instanceof RunEnded end) {
            return CompletableFuture.completedFuture(end);
        }
        String reason = records.isEmpty() ? "there is no run " + run : "run " + run + " is not open in this engine";
        return CompletableFuture.failedFuture(new NoSuchElementException(reason));
    }

    private static CompletableFuture<LaunchResult> rejected(String reason) {
        return CompletableFuture.completedFuture(new LaunchResult.Rejected(reason));
    }

    private static boolean await(CompletableFuture<?> future, Duration most) {
        try {
            future.get(most.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (TimeoutException | ExecutionException e) {
            return false;
        }
    }
}
