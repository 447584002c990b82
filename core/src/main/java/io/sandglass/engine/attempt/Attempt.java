package io.sandglass.engine.attempt;

import io.sandglass.engine.attempt.AttemptStart.StartRecord;
import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.fair.Claim;
import io.sandglass.fair.Ticket;
import io.sandglass.fair.Wait;
import io.sandglass.fault.Fault;
import io.sandglass.fault.FaultPoint;
import io.sandglass.plugin.NodeResult;
import io.sandglass.time.Timers.Timer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One attempt, from its request to its result: waits until its fuel is known, and at the gate, runs on a worker, is stopped when it takes too long or
 * is no longer wanted, and is abandoned when it does not stop. Where its start is to be durable first, it waits for that
 * inside the gate, without a thread. Reports exactly one result; what comes later is discarded. Thread-safe: who moves
 * {@code phase} on does what that step takes.
 */
public final class Attempt {
    private static final Logger log = LoggerFactory.getLogger(Attempt.class);

    private final AttemptRequest request;
    private final AttemptServices services;
    private final AttemptListener listener;
    private final Ticket ticket;
    private final AttemptToken token = new AttemptToken();
    private final AttemptPhase phase = new AttemptPhase();
    private final NodeCode code;
    private final AttemptThread thread = new AttemptThread();
    private volatile @Nullable Timer timeout;
    private volatile @Nullable Timer grace;

    /** @param listener hears of it, on any thread */
    public Attempt(AttemptRequest request, Claim claim, AttemptServices services, AttemptListener listener) {
        this.request = request;
        this.services = services;
        this.listener = listener;
        this.code = new NodeCode(request, services, token);
        this.ticket = new Ticket(claim, this::letIn);
    }

    /** What it is to do. */
    public AttemptRequest request() {
        return request;
    }

    /** Of its place at the gate. */
    public Ticket ticket() {
        return ticket;
    }

    /** Sees to it that no code of its node begins from now on. @return whether some has begun before */
    public boolean bar() {
        return code.bar();
    }

    /** When code of its node began, by the monotonic clock; empty if none has. */
    public OptionalLong begun() {
        return code.begun();
    }

    /** Goes to the gate, once it is known what fuel is left; its code begins as soon as that lets it in. */
    public void start() {
        Fault.at(FaultPoint.BEFORE_NODE_CLAIM);
        if (request.fuel().isKnown(request.node())) {
            services.gate().enter(ticket);
        } else {
            request.fuel().whenKnown(this::queue);
        }
    }

    /** Unless it was taken back meanwhile. */
    private void queue() {
        if (phase.isQueued()) {
            services.gate().enter(ticket);
        }
    }

    /** What it waits for; empty if it does not wait. */
    public Optional<Wait> waits() {
        return phase.isQueued() && !request.fuel().isKnown(request.node())
                ? Optional.of(Wait.forFuel(request.fuel().tenant()))
                : services.gate().waits(ticket);
    }

    /** Stops it: at once if it has not begun, else as soon as its code answers, at the latest after the grace. */
    public void cancel(String reason) {
        NodeResult end = EngineFailures.cancelled(reason);
        while (!cancelQueued(end) && !cancelParked(end) && !stop(end) && !phase.isEnding()) {
            Thread.onSpinWait(); // it goes from one phase to the next meanwhile
        }
    }

    private boolean cancelQueued(NodeResult end) {
        boolean withdrawn = withdraw();
        if (withdrawn) {
            listener.ended(this, end);
        }
        return withdrawn;
    }

    private boolean cancelParked(NodeResult end) {
        boolean cancelled = phase.withdrawParked();
        if (cancelled) {
            finish(end);
        }
        return cancelled;
    }

    /** Takes it back if it waits for its place; then it reports nothing. */
    public boolean withdraw() {
        boolean withdrawn = phase.withdraw();
        if (withdrawn) {
            services.gate().withdraw(ticket);
        }
        return withdrawn;
    }

    /** Takes it back if it waits for its start to be durable; then it reports nothing, and its place is free. */
    public boolean withdrawParked() {
        boolean withdrawn = phase.withdrawParked();
        if (withdrawn) {
            services.gate().leave(ticket);
        }
        return withdrawn;
    }

    /** Whether it waits for its start to be durable. */
    public boolean isParked() {
        return phase.isParked();
    }

    /** Stops it and gives it up at once. */
    public void kill(String reason) {
        cancel(reason);
        abandon();
    }

    private boolean letIn() {
        boolean parks = request.start().record() == StartRecord.BEFORE_CODE
                && services.runner().isCertain(request);
        boolean in = phase.enter(parks);
        if (in) {
            goIn(parks);
        }
        return in;
    }

    /** Whatever goes wrong, it leaves: the gate counts on that once it is in. */
    private void goIn(boolean parks) {
        try {
            Fault.at(FaultPoint.AFTER_NODE_CLAIM);
            if (parks) {
                tellBegan();
            } else {
                work(this::decide);
            }
        } catch (RuntimeException | Error e) {
            fail(EngineFailures.pluginError("it could not begin: " + e));
        }
    }

    /** It waits for somebody to hear of it; whom it cannot tell would never let it go on. */
    private void tellBegan() {
        try {
            listener.began(this);
        } catch (RuntimeException | Error e) {
            fail(EngineFailures.pluginError("its start could not be told: " + e));
        }
    }

    /** Its start is durable: its code runs now, if it waited for that. */
    public void startStored() {
        if (phase.resume()) {
            work(this::execute);
        }
    }

    private void work(Supplier<@Nullable NodeResult> work) {
        Duration most = request.node().spec().timeout();
        try {
            timeout = services.timers().after(most, () -> stop(EngineFailures.timeout(most)));
            thread.begin(services.workers(), request.name(), work, this::end);
            interruptIfStopped();
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            fail(EngineFailures.pluginError("no thread could be started: " + e.getMessage()));
        }
    }

    private void fail(NodeResult why) {
        if (phase.fail()) {
            finish(why);
        }
    }

    /** @return null if it waits for its start to be durable */
    private @Nullable NodeResult decide() {
        Optional<NodeResult> without = services.runner().decide(request);
        without.filter(EngineFailures::isFailure).ifPresent(failed -> listener.began(this));
        if (without.isPresent()) {
            return without.get();
        }
        return request.start().record() == StartRecord.BEFORE_CODE ? park() : execute();
    }

    /** @return null unless it is to stop */
    private @Nullable NodeResult park() {
        if (!phase.park()) {
            return givenUp();
        }
        forget(timeout);
        tellBegan();
        return null;
    }

    private NodeResult execute() {
        if (!code.begin()) {
            return givenUp();
        }
        if (request.start().record() == StartRecord.WITH_NEXT) {
            listener.began(this);
        }
        return code.run(this::isOver, written -> listener.wrote(this, written));
    }

    private static NodeResult givenUp() {
        return EngineFailures.cancelled("the attempt was given up before it began");
    }

    /** Also when it is only told to stop: what it writes from then on may not count. */
    private boolean isOver() {
        return !phase.isRunning();
    }

    private void end(NodeResult result) {
        phase.end(result).ifPresent(this::finish);
    }

    /** @return false if it does not run, or was told before */
    private boolean stop(NodeResult end) {
        boolean first = phase.stop(end);
        if (first) {
            code.bar();
            token.cancel();
            grace = services.timers().after(services.cancelGrace(), this::abandon);
            token.runActions(request.name() + "-cancel", services);
            interruptIfStopped();
        }
        return first;
    }

    private void interruptIfStopped() {
        if (phase.isStopping()) {
            thread.interrupt();
        }
    }

    private void abandon() {
        phase.abandon().ifPresent(end -> {
            log.warn("{} did not stop and is given up; its thread stays behind", request.name());
            services.stopped().threadAbandoned();
            thread.abandon();
            code.giveUp();
            finish(end);
        });
    }

    private void finish(NodeResult result) {
        forget(timeout);
        forget(grace);
        try {
            listener.ended(this, result);
        } finally {
            services.gate().leave(ticket);
        }
    }

    private static void forget(@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }
}
