package io.sandglass.engine.run;

import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.ReadAgain;
import io.sandglass.run.RunState;
import io.sandglass.store.StoreUnavailable;
import io.sandglass.time.Workers.Lane;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the outputs of one run evaluated, again and again while what they are made of cannot be read. Belongs to the owner of
 * the run.
 */
final class OutputsUnderWay {
    private static final Logger log = LoggerFactory.getLogger(OutputsUnderWay.class);

    private final RunProgress progress;
    private final EngineServices services;
    private final Lane lane;
    private final Consumer<Input> owner;
    private boolean underWay;
    private Optional<String> unreadable = Optional.empty();

    /** Since when, by the monotonic clock. */
    private long sinceNanos;

    /**
     * @param lane of the owner
     * @param owner told them on the lane
     */
    OutputsUnderWay(RunProgress progress, EngineServices services, Lane lane, Consumer<Input> owner) {
        this.progress = progress;
        this.services = services;
        this.lane = lane;
        this.owner = owner;
    }

    /** Whether the owner is to be told of them, sooner or later. */
    boolean underWay() {
        return underWay;
    }

    /** Why they could not be evaluated yet; empty if nobody has found anything in the way. */
    Optional<String> unreadable() {
        return unreadable;
    }

    void begin() {
        RunState state = progress.current();
        services.workers().run("run-" + progress.run() + "/outputs", () -> evaluate(state));
        underWay = true;
    }

    private void evaluate(RunState state) {
        RunOutputs outputs =
                new RunOutputs(progress.run(), progress.plan().spec().outputs(), state);
        try {
            Input.Outputs input = outputs.evaluate(services.clock().nowMillis());
            lane.execute(() -> over(input));
        } catch (StoreUnavailable e) {
            lane.execute(() -> again(e));
        }
    }

    private void over(Input.Outputs input) {
        underWay = false;
        unreadable = Optional.empty();
        owner.accept(input);
    }

    /** Until the run is cancelled, or the engine closes; without a timer it is left to whoever finds that nothing goes on. */
    private void again(StoreUnavailable why) {
        underWay = false;
        if (progress.current().end().isPresent() || services.state().draining()) {
            return;
        }
        long now = services.clock().nanos();
        if (unreadable.isEmpty()) {
            sinceNanos = now;
            log.warn("run {}: its outputs cannot be evaluated now, and are later", progress.run(), why);
        }
        unreadable = Optional.of(String.valueOf(why.getMessage()));
        Duration wait = ReadAgain.after(Duration.ofNanos(now - sinceNanos));
        services.timers().after(wait, () -> lane.execute(this::beginUnlessOver));
        underWay = true;
    }

    /** If it cannot begin, whoever finds that nothing goes on drives the run on. */
    private void beginUnlessOver() {
        underWay = false;
        if (progress.current().end().isEmpty() && !services.state().draining()) {
            begin();
        }
    }
}
