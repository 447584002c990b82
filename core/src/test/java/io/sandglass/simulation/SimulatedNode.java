package io.sandglass.simulation;

import io.sandglass.history.Observed.Kind;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.simulation.Swarm.Fault;
import java.time.Duration;
import java.util.List;

/** A node that does what it is for, unless chance wills otherwise. */
final class SimulatedNode implements NodeExecutor {
    /** Signals that nodes wait for. */
    static final List<String> SIGNALS = List.of("go", "ready");

    private static final Duration MOST = Duration.ofMinutes(2);
    private static final Duration BUSY = Duration.ofSeconds(40);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(20);

    private final World world;

    SimulatedNode(World world) {
        this.world = world;
    }

    @Override
    public NodeResult execute(NodeContext context) throws InterruptedException {
        note(Kind.BEGAN, context, "");
        try {
            return work(context);
        } finally {
            note(Kind.LEFT, context, "");
        }
    }

    private NodeResult work(NodeContext context) throws InterruptedException {
        takeTime(0.1);
        if (happens(Fault.NODE_NEVER_ENDS, 0.01)) {
            return neverEnd(context);
        }
        if (happens(Fault.NODE_THROWS_ERRORS, 0.02)) {
            note(Kind.FAILED, context, "throws");
            throw error();
        }
        if (happens(Fault.NODE_FAILS, 0.2)) {
            note(Kind.FAILED, context, "fails");
            return NodeResult.failed(failure());
        }
        if (happens(Fault.CROWDS, 0.6)) {
            world.fibers().sleepInterruptibly(world.chance().between(Duration.ofSeconds(1), BUSY));
        }
        note(Kind.EFFECT, context, "");
        takeTime(0.05);
        if (happens(Fault.NODE_SUSPENDS, 0.05)) {
            return NodeResult.suspendUntil(context.now().plus(pause()));
        }
        if (happens(Fault.NODE_AWAITS, 0.1)) {
            return NodeResult.await(expectation(context));
        }
        return NodeResult.completed(Payload.of(context.attempt()));
    }

    private Expectation expectation(NodeContext context) {
        Expectation expectation = world.chance().happens(0.5)
                ? Expectation.signal(world.chance().pick(SIGNALS))
                : Expectation.decision("is it good?");
        if (world.chance().happens(0.3)) {
            expectation = expectation.completingOnRejection();
        }
        NodeResult then =
                world.chance().happens(0.5) ? NodeResult.completed(Payload.EMPTY) : NodeResult.failed(failure());
        return world.chance().happens(0.5) ? expectation.until(context.now().plus(pause()), then) : expectation;
    }

    private Duration pause() {
        return world.chance().between(Duration.ofMillis(1), LONGEST_WAIT);
    }

    private void takeTime(double probability) throws InterruptedException {
        if (happens(Fault.NODE_TAKES_TIME, probability)) {
            world.fibers().sleepInterruptibly(world.chance().between(Duration.ofMillis(1), MOST));
        }
    }

    /** Until it is interrupted; or it does not care and completes when nobody waits for it any more. */
    private NodeResult neverEnd(NodeContext context) throws InterruptedException {
        if (world.chance().happens(0.5)) {
            world.fibers().sleepInterruptibly(Duration.ofDays(1));
        }
        note(Kind.LEFT, context, "deaf");
        world.fibers().sleep(world.chance().between(Duration.ofMinutes(1), Duration.ofHours(3)));
        note(Kind.EFFECT, context, "late");
        return NodeResult.completed(Payload.of(context.attempt()));
    }

    private Error error() {
        return world.chance().happens(0.5)
                ? new StackOverflowError("simulated")
                : new NoClassDefFoundError("simulated");
    }

    private NodeFailure failure() {
        FailureKind kind = world.chance().happens(0.2) ? FailureKind.USER : FailureKind.EXTERNAL;
        return NodeFailure.of(kind, "Simulated", "chance willed it");
    }

    private boolean happens(Fault fault, double probability) {
        return world.has(fault) && world.chance().happens(probability);
    }

    private void note(Kind kind, NodeContext context, String detail) {
        world.notes().add(kind, context, detail);
    }
}
