package io.sandglass.simulation;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.steering.Operation;
import io.sandglass.history.Observed.Kind;
import io.sandglass.history.Row;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunId;
import io.sandglass.simulation.Swarm.Fault;
import io.sandglass.spec.WorkflowKey;
import io.sandglass.store.StoreUnavailable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who starts runs by hand and asks them to do something else. */
final class People {
    private static final Duration BETWEEN_REQUESTS = Duration.ofMinutes(2);
    private static final int REMEMBERED = 20;
    private static final List<NodeStatus> ENDS = List.of(NodeStatus.SUCCEEDED, NodeStatus.FAILED, NodeStatus.SKIPPED);

    private final World world;
    private final Steerers steerers;
    private final List<RunId> known = new ArrayList<>();

    People(World world) {
        this.world = world;
        this.steerers = new Steerers(world);
    }

    /** They come anew to each process. */
    void visit(SimulatedProcess process) {
        Chance chance = world.chance();
        world.often(world.swarm().meanRunGap(), () -> launch(process));
        on(Fault.CANCEL, process, run -> new Operation.Cancel(chance.happens(0.3)));
        on(Fault.PAUSE, process, run -> new Operation.Pause());
        on(Fault.PAUSE, process, run -> new Operation.Resume());
        on(Fault.PRIORITY, process, run -> new Operation.Prioritise(chance.between(0, 9)));
        often(Fault.FORCE, () -> steer(process, run -> !row(run).kind().endsRun(), this::force));
        on(Fault.NODE_AWAITS, process, run -> signal());
        on(Fault.NODE_AWAITS, process, run -> decision(run));
        often(Fault.RETRY, () -> steer(process, this::isStuck, run -> new Operation.Retry()));
        often(Fault.RERUN, () -> steer(process, run -> row(run).kind().endsRun(), this::rerun));
    }

    /** Sees to it that everything comes to an end: ends pauses, and answers all who wait. */
    void help(SimulatedProcess process) {
        for (RunId run : world.store().durable().runs().openRuns()) {
            if (world.store().isPaused(run)) {
                steerers.ask(process, run, new Operation.Resume());
            }
            for (Row waits : world.store().waiting(run)) {
                Operation answer = waits.detail().startsWith("signal ")
                        ? new Operation.Signal(waits.detail().split(" ")[1], Payload.EMPTY)
                        : new Operation.Decide(waits.node(), true, Payload.EMPTY);
                steerers.ask(process, run, answer);
            }
        }
    }

    void know(RunId run) {
        known.add(run);
    }

    private void launch(SimulatedProcess process) {
        List<WorkflowKey> some = world.has(Fault.CROWDS) && world.chance().happens(0.5)
                ? world.workflows().keys()
                : List.of(world.chance().pick(world.workflows().keys()));
        try {
            for (int i = howMany(); i > 0; i--) {
                WorkflowKey workflow = world.chance().pick(some);
                Payload inputs = world.workflows().inputs(workflow, world.chance());
                process.launch(new LaunchRequest(workflow, OptionalInt.empty(), inputs, Cause.manual()));
            }
        } catch (StoreUnavailable e) {
            world.notes().add(Kind.FAULT, "no run: " + e.getMessage());
        }
    }

    private int howMany() {
        Chance chance = world.chance();
        if (world.has(Fault.CROWDS) && chance.happens(0.1)) {
            return chance.between(5, 25);
        }
        return chance.happens(0.03) ? chance.between(2, 15) : 1;
    }

    private Operation force(RunId run) {
        NodeStatus status = world.chance().pick(ENDS);
        Payload output = status == NodeStatus.SUCCEEDED ? Payload.of(Map.of("forced", true)) : Payload.EMPTY;
        return new Operation.Force(anyNode(run), status, output);
    }

    private Operation signal() {
        return new Operation.Signal(world.chance().pick(SimulatedNode.SIGNALS), Payload.EMPTY);
    }

    private Operation decision(RunId run) {
        List<Row> waiting = world.store().waiting(run);
        String node =
                waiting.isEmpty() ? anyNode(run) : world.chance().pick(waiting).node();
        return new Operation.Decide(node, world.chance().happens(0.7), Payload.EMPTY);
    }

    private Operation rerun(RunId run) {
        return new Operation.Rerun(world.chance().happens(0.2) ? Optional.empty() : Optional.of(anyNode(run)));
    }

    private String anyNode(RunId run) {
        return world.chance().pick(world.workflows().nodes(world.store().workflow(run)));
    }

    private boolean isStuck(RunId run) {
        return row(run).kind() == Row.Kind.RUN_FAILED || row(run).kind() == Row.Kind.RUN_CANCELLED;
    }

    private Row row(RunId run) {
        return world.store().last(run);
    }

    private void on(Fault fault, SimulatedProcess process, Function<RunId, Operation> operation) {
        often(fault, () -> steer(process, run -> true, operation));
    }

    private void often(Fault fault, Runnable action) {
        if (world.has(fault)) {
            world.often(BETWEEN_REQUESTS, action);
        }
    }

    private void steer(SimulatedProcess process, Predicate<RunId> wanted, Function<RunId, Operation> operation) {
        List<RunId> fitting = known.subList(Math.max(0, known.size() - REMEMBERED), known.size()).stream()
                .filter(world.store()::has)
                .filter(wanted)
                .toList();
        if (!fitting.isEmpty()) {
            RunId run = world.chance().pick(fitting);
            steerers.ask(process, run, operation.apply(run));
        }
    }
}
