package io.sandglass.engine.run;

import io.sandglass.engine.step.Command;
import io.sandglass.engine.step.InFlight;
import io.sandglass.engine.step.Input;
import io.sandglass.plan.PlannedNode;
import io.sandglass.time.Workers.Lane;
import java.util.List;
import java.util.Optional;

/**
 * Carries out what the step of one run wants done, and knows what of it is under way: attempts, times, outputs. Belongs
 * to the owner of the run.
 */
final class CommandHandler implements Command.Handler {
    private final RunProgress progress;
    private final InFlightAttempts attempts;
    private final Alarms alarms;
    private final EngineServices services;
    private final Owner owner;
    private final OutputsUnderWay outputs;

    /** @param lane of the owner */
    CommandHandler(RunProgress progress, InFlightAttempts attempts, EngineServices services, Lane lane, Owner owner) {
        this.progress = progress;
        this.attempts = attempts;
        this.alarms = new Alarms(services, lane, this::due);
        this.outputs = new OutputsUnderWay(progress, services, lane, owner::heard);
        this.services = services;
        this.owner = owner;
    }

    /** Hears, on the lane, what comes of commands. */
    interface Owner {
        void heard(Input input);

        void reprioritised(int priority);
    }

    void carryOut(List<Command> commands) {
        commands.forEach(command -> command.tell(this));
    }

    /** As it is now; the sets in it are views, until the next change. */
    InFlight everything() {
        return attempts.inFlight(alarms.nodes());
    }

    /** Whether something is to come of a command, sooner or later. */
    boolean underWay() {
        return !attempts.isEmpty() || !alarms.isEmpty() || outputs.underWay();
    }

    /** Whether something is to come of a command on this node, sooner or later. */
    boolean underWay(PlannedNode node) {
        return attempts.has(node) || alarms.isSet(node.index());
    }

    /** Nodes whose time has come while the machine slept; they are to be told that it is {@link #due}. */
    List<Integer> takeOverdue() {
        return alarms.takeOverdue();
    }

    /** Nodes whose time should have come long ago. */
    List<Integer> late() {
        return alarms.late();
    }

    /** The time of a node has come. */
    void due(int node) {
        alarms.over(node);
        owner.heard(new Input.Due(node, services.clock().nowMillis()));
    }

    @Override
    public void start(Command.Start start) {
        if (!services.state().draining()) {
            PlannedNode node = progress.plan().nodes().get(start.node());
            attempts.ready(node, start.attempt());
        }
    }

    @Override
    public void announce(Command.Announce announce) {
        attempts.announce(announce.node());
    }

    @Override
    public void later(Command.Later later) {
        alarms.set(later.node(), later.delay());
    }

    @Override
    public void stopAll(String reason) {
        alarms.cancelAll();
        attempts.stopAll(reason);
    }

    @Override
    public void killAll(String reason) {
        alarms.cancelAll();
        attempts.killAll(reason);
    }

    @Override
    public void giveUp(Command.GiveUp giveUp) {
        alarms.cancel(giveUp.node());
        attempts.giveUp(giveUp.node(), giveUp.reason());
    }

    @Override
    public void withdrawQueued() {
        attempts.withdrawQueued();
    }

    @Override
    public void reprioritise() {
        int priority = RunTickets.priority(progress.plan(), progress.current());
        attempts.reprioritise(priority);
        owner.reprioritised(priority);
    }

    @Override
    public void evaluateOutputs() {
        outputs.begin();
    }

    /** Why the outputs of the run could not be evaluated yet; empty if nobody has found anything in the way. */
    Optional<String> outputsUnreadable() {
        return outputs.unreadable();
    }
}
