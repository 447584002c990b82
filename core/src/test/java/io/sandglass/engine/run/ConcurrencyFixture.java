package io.sandglass.engine.run;

import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;

import io.sandglass.engine.LaunchRequest;
import io.sandglass.engine.LaunchResult;
import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** An engine, and workflows of which only so many runs go on at once. */
abstract class ConcurrencyFixture {
    static final Duration NAP = Duration.ofMinutes(1);

    final SimulatedEngine engine = new SimulatedEngine();

    final LaunchResult tryLaunch(TestWorkflow workflow) {
        return engine.launch(
                new LaunchRequest(engine.deploy(workflow), OptionalInt.empty(), Payload.EMPTY, Cause.manual()));
    }

    final RunStatus status(TestWorkflow workflow, RunId run) {
        return engine.look(workflow, run).state().status();
    }

    static TestWorkflow napping(ConcurrencySpec concurrency) {
        return workflow("w").concurrency(concurrency).node("nap", sleeping(NAP));
    }

    static ConcurrencySpec rule(int limit, OnLimit onLimit) {
        return new ConcurrencySpec(
                Optional.empty(), limit, onLimit, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
    }
}
