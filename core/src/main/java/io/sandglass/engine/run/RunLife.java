package io.sandglass.engine.run;

import io.sandglass.engine.explain.Explanation;
import io.sandglass.engine.steering.SteeringResult;
import io.sandglass.engine.steering.SteeringResult.Refused;
import io.sandglass.engine.step.Decision;
import io.sandglass.engine.step.Input;
import io.sandglass.engine.step.RunEnds;
import io.sandglass.fair.Wait;
import io.sandglass.plan.PlannedNode;
import io.sandglass.run.RunEvent;
import io.sandglass.run.RunEvent.AttemptStarted;
import io.sandglass.run.RunEvent.RunEnded;
import io.sandglass.run.RunEvent.RunPaused;
import io.sandglass.run.RunEvent.RunResumed;
import io.sandglass.run.RunRecord;
import io.sandglass.time.Workers.Lane;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens to a run, one thing after the other: asks {@code RunStep} what follows from it, has the events recorded and the
 * commands carried out. Everything here is done on the lane of the run.
 */
final class RunLife implements RunRecorder.Owner, CommandHandler.Owner {
    private static final Logger log = LoggerFactory.getLogger(RunLife.class);

    private final RunExecution run;
    private final EngineServices services;
    private final RunProgress progress;
    private final RunRecorder recorder;
    private final InFlightAttempts attempts;
    private final CommandHandler commands;
    private final Unanswered unanswered;
    private final HeldPayloads held;
    private boolean begun;

    /** @param run hears how it ends */
    RunLife(RunExecution run, RunProgress progress, EngineServices services, Lane lane) {
        this.run = run;
        this.services = services;
        this.progress = progress;
        this.recorder = new RunRecorder(progress, services, lane, this);
        this.attempts = new InFlightAttempts(progress, services, lane, this::hear);
        this.commands = new CommandHandler(progress, attempts, services, lane, this);
        this.held = new HeldPayloads(services.payloads());
        this.unanswered = new Unanswered(run.ended(), failure -> Optional.of(recorder.answer(failure)));
    }

    /** Begins with its first records, which have just become durable. */
    void launch(List<RunRecord> records) {
        progress.replay(records);
        records.forEach(held::add);
        records.forEach(this::announced);
        records.forEach(services.listeners()::onRecord);
        progress.durable().end().ifPresent(run::over);
        begin();
    }

    private void announced(RunRecord record) {
        if (record.event() instanceof AttemptStarted started) {
            attempts.announce(progress.plan().graph().index(started.node()));
        }
    }

    /**
     * Takes up the records of an earlier process; before {@link #begin()}, and before the lane is used.
     *
     * @throws IllegalArgumentException if they do not fit the plan
     */
    void recover(List<RunRecord> records) {
        progress.replay(records);
        records.forEach(held::add);
        attempts.recover(now());
    }

    void begin() {
        begun = true;
        hear(new Input.Resumed(now()));
    }

    Optional<Wait> waits(PlannedNode node) {
        return attempts.places().waits(node);
    }

    Explanation explain(Optional<Wait> wait) {
        return new Explanation(
                progress.situation(commands.everything()), attempts.places().all(), wait, commands.outputsUnreadable());
    }

    /** The engine closes: no code begins any more, that which runs has its time. */
    void drain() {
        attempts.withdrawParked();
    }

    /** Stops what is out and records that it was cut off, if it did not end before; nothing is out before it has begun. */
    void interrupt() {
        if (!begun) {
            return;
        }
        attempts.withdrawQueued();
        hear(new Input.Interrupted(attempts.bar(), now()));
        commands.stopAll("the engine is closing");
        attempts.forgetAll();
        recorder.append();
    }

    /** What has not begun waits outside the gate, until something of the run is stored again. */
    void hold() {
        if (begun && goesOn()) {
            orLost(attempts::hold);
        }
    }

    /** Drives the run on if nothing is going to. */
    void check() {
        if (begun && !run.ended().isDone() && !services.state().draining()) {
            commands.takeOverdue().forEach(commands::due);
            LostWakeUp.find(progress, commands).ifPresent(this::wake);
        }
    }

    private void wake(LostWakeUp lost) {
        services.state().wakeUpLost();
        log.error("run {} was waiting for nothing and is driven on: {}", progress.run(), lost.description());
        lost.late().forEach(commands::due);
        hear(new Input.Resumed(now()));
    }

    /** @param answer empty once the run has ended */
    void steer(Input.Steer input, CompletableFuture<Optional<SteeringResult>> answer) {
        CompletableFuture<RunEnded> ended = run.ended();
        if (progress.current().end().isPresent()) {
            ended.whenComplete((end, failure) -> answer.complete(Optional.empty()));
            return;
        }
        unanswered.add(answer);
        if (goesOn()) {
            hear(input)
                    .ifPresentOrElse(
                            refusal -> answer.complete(Optional.of(refusal)), () -> recorder.answerLater(answer));
        }
    }

    @Override
    public void heard(Input input) {
        hear(input);
    }

    /** @return why what was asked is not done */
    Optional<Refused> hear(Input input) {
        if (!goesOn()) {
            return Optional.empty();
        }
        try {
            Decision decision = progress.decide(commands.everything(), input);
            recorder.record(decision.current(), decision.events());
            commands.carryOut(decision.commands());
            return decision.refused();
        } catch (RuntimeException | Error e) {
            lost(e);
            return Optional.empty();
        }
    }

    private void orLost(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            lost(e);
        }
    }

    /** Else nothing more is recorded of it here. */
    private boolean goesOn() {
        return !services.state().stopped() && !run.ended().isDone();
    }

    @Override
    public void reprioritised(int priority) {
        run.reprioritised(priority);
    }

    /** It is no longer open here; any thread may say so. */
    void left() {
        held.letGo();
    }

    @Override
    public void stored(RunRecord record) {
        held.add(record);
        orLost(attempts::release);
        hear(new Input.Stored(record.event(), now()));
        if (record.event() instanceof AttemptStarted started) {
            attempts.startStored(progress.plan().graph().index(started.node()), started.attempt());
        }
        if (record.event() instanceof RunPaused || record.event() instanceof RunResumed) {
            run.paused(record.event() instanceof RunPaused);
        }
        if (record.event() instanceof RunEnded end) {
            log.info(
                    "run {} of {} ended {}",
                    progress.run(),
                    progress.plan().spec().key(),
                    end.status());
            run.over(end);
        }
    }

    @Override
    public void undone(Throwable refusal) {
        commands.stopAll("the run cannot go on");
        String error = "its record cannot be stored: " + refusal.getMessage();
        List<RunEvent> end = RunEnds.cutOff(progress.current(), error, now());
        recorder.record(progress.current().applyAll(end.stream()), end);
    }

    /** An error in the state of one run must not leave it hanging, nor take the others along. */
    @Override
    public void lost(Throwable why) {
        log.error("run {} cannot go on and stays open until the next start", progress.run(), why);
        services.state().leaveOpen(progress.run());
        commands.stopAll("the run cannot go on");
        run.failed(why);
    }

    @Override
    public void stuck(Throwable refusal) {
        log.error("run {} cannot be ended and stays open until the next start", progress.run(), refusal);
        services.state().leaveOpen(progress.run());
        run.failed(refusal);
    }

    private Instant now() {
        return services.clock().nowMillis();
    }
}
