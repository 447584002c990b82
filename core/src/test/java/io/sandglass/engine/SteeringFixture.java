package io.sandglass.engine;

import static io.sandglass.engine.RunAssert.assertThat;
import static io.sandglass.engine.TestNode.after;
import static io.sandglass.engine.TestNode.running;
import static io.sandglass.engine.TestNode.sleeping;
import static io.sandglass.engine.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.explain.RunExplanation;
import io.sandglass.engine.steering.Operation;
import io.sandglass.engine.steering.Steered;
import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Asked;
import io.sandglass.run.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulated engine, and somebody who steers its runs. */
abstract class SteeringFixture {
    static final Asked ALICE = new Asked("alice", "the deploy window");

    final SimulatedEngine engine = new SimulatedEngine();
    final List<String> executed = new ArrayList<>();
    boolean broken = true;

    Steered steer(RunId run, Operation operation) {
        var answer = engine.engine.steering(run, operation, ALICE);
        engine.machine.runUntil(answer::isDone);
        assertThat(answer).isDone();
        return answer.join();
    }

    RunExplanation explain(RunId run) {
        var answer = engine.engine.explaining(run);
        engine.machine.runUntil(answer::isDone);
        assertThat(answer).isDone();
        return answer.join().orElseThrow();
    }

    TestWorkflow chain() {
        return workflow("chain")
                .node("first", noting("first"))
                .node("sleep", sleeping(Duration.ofHours(1)), after("first"))
                .node("last", noting("last"), after("sleep"));
    }

    static TestNode awaiting(Expectation expectation) {
        return running(context -> NodeResult.await(expectation));
    }

    TestNode noting(String id) {
        return running(context -> {
            executed.add(id);
            return NodeResult.completed(Payload.of(id));
        });
    }

    TestNode flaky(String id) {
        return running(context -> {
            executed.add(id);
            return broken
                    ? NodeResult.failed(NodeFailure.of(FailureKind.EXTERNAL, "Broken", "it broke"))
                    : NodeResult.completed(Payload.of(id));
        });
    }
}
