package io.sandglass.engine.run;

import io.sandglass.engine.attempt.Attempt;
import io.sandglass.engine.attempt.AttemptListener;
import io.sandglass.engine.attempt.AttemptRequest;
import io.sandglass.engine.attempt.AttemptStart.StartRecord;
import io.sandglass.engine.failure.EngineFailures;
import io.sandglass.engine.step.Input;
import io.sandglass.plugin.NodeResult;
import io.sandglass.run.RunEvent.ValueWritten;
import io.sandglass.time.Workers.Lane;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * Brings what is heard of the attempts of one run, on whatever thread, onto the run's lane, and there to the owner of
 * the run, unless the attempt was given up meanwhile. Thread-safe.
 */
final class AttemptNews implements AttemptListener {
    private final InFlightAttempts attempts;
    private final EngineServices services;
    private final Lane lane;
    private final Consumer<Input> owner;

    /** @param attempts asked on the lane */
    AttemptNews(InFlightAttempts attempts, EngineServices services, Lane lane, Consumer<Input> owner) {
        this.attempts = attempts;
        this.services = services;
        this.lane = lane;
        this.owner = owner;
    }

    @Override
    public void began(Attempt attempt) {
        AttemptRequest request = attempt.request();
        if (request.start().record() == StartRecord.DURABLE) {
            return;
        }
        Instant at = services.clock().nowMillis();
        Runnable began = () -> {
            if (attempts.admitsBegin(attempt)) {
                owner.accept(new Input.Began(request.node().index(), request.attempt(), attempt.isParked(), at));
            }
        };
        if (request.start().record() == StartRecord.BEFORE_CODE) {
            lane.execute(began);
        } else {
            lane.leave(began);
            services.reminder().add(lane);
        }
    }

    @Override
    public void wrote(Attempt attempt, ValueWritten written) {
        lane.leave(() -> {
            if (attempts.isOut(attempt)) {
                owner.accept(new Input.Wrote(written));
            }
        });
        services.reminder().add(lane);
    }

    @Override
    public void ended(Attempt attempt, NodeResult result) {
        Instant at = services.clock().nowMillis();
        long nanos = services.clock().nanos();
        attempts.account().use(result.usage().fuelUnits());
        boolean unreadable = EngineFailures.isInputUnreadable(result);
        lane.execute(() -> attempts.ended(attempt, nanos, unreadable, elapsed -> {
            AttemptRequest request = attempt.request();
            owner.accept(new Input.Done(request.node().index(), request.attempt(), result, elapsed, at));
        }));
    }
}
