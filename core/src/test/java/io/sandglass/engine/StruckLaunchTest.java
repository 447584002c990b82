package io.sandglass.engine;

import static io.sandglass.engine.fixture.TestNode.sleeping;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sandglass.engine.fixture.SimulatedEngine;
import io.sandglass.plugin.Payload;
import io.sandglass.run.Cause;
import io.sandglass.spec.ConcurrencySpec;
import io.sandglass.spec.ConcurrencySpec.OnLimit;
import io.sandglass.spec.ConcurrencySpec.Scope;
import io.sandglass.store.DelegatingRunStore;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Launches that an error strikes leave nothing behind. */
class StruckLaunchTest {
    private final AtomicBoolean strikes = new AtomicBoolean(true);
    private final SimulatedEngine engine = new SimulatedEngine(1, UnaryOperator.identity(), new DelegatingRunStore() {
        @Override
        public Optional<String> overload() {
            if (strikes.getAndSet(false)) {
                throw new InternalError("struck");
            }
            return Optional.empty();
        }
    });

    @Test
    void aLaunchThatIsStruckGivesBackItsPlaceAmongTheRunsOfItsKey() {
        ConcurrencySpec single = new ConcurrencySpec(
                Optional.empty(), 1, OnLimit.SKIP, OptionalInt.empty(), Optional.empty(), Scope.WORKFLOW);
        LaunchRequest request = new LaunchRequest(
                engine.deploy(workflow("w").concurrency(single).node("nap", sleeping(Duration.ofHours(1)))),
                OptionalInt.empty(),
                Payload.EMPTY,
                Cause.manual());

        assertThatThrownBy(() -> engine.engine().launchAsync(request)).isInstanceOf(InternalError.class);

        assertThat(engine.launch(request)).isInstanceOf(LaunchResult.Started.class);
    }
}
