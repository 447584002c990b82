package io.sandglass.engine.attempt;

import static io.sandglass.engine.fixture.RunAssert.assertThat;
import static io.sandglass.engine.fixture.TestNode.configured;
import static io.sandglass.engine.fixture.TestNode.echo;
import static io.sandglass.engine.fixture.TestNode.running;
import static io.sandglass.engine.fixture.TestWorkflow.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.engine.fixture.LiveEngine;
import io.sandglass.engine.fixture.TestWorkflow;
import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.Payload;
import io.sandglass.run.RunId;
import io.sandglass.run.RunStatus;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Case G8: the engine holds no lock while it calls plugins, so their code may wait for those who use the engine. */
@Timeout(60)
class PluginCallsTest {
    private static final int PATIENCE_SECONDS = 20;

    private final LiveEngine engine = new LiveEngine();
    private final CompletableFuture<RunId> launched = new CompletableFuture<>();

    @AfterEach
    void stop() {
        engine.close();
    }

    @Test
    void aNodeThatIsMadeMayWaitForThem() throws Exception {
        endsWell(workflow("w").node("a", configured(config -> {
            useTheEngine();
            return context -> NodeResult.completed(config.values());
        })));
    }

    @Test
    void aNodeThatRunsMayWaitForThem() throws Exception {
        endsWell(workflow("w").node("a", running(context -> {
            context.log(LogLevel.INFO, "before");
            context.state().put("key", Payload.of("value"));
            useTheEngine();
            return NodeResult.completed(Payload.EMPTY);
        })));
    }

    @Test
    void whatIsToBeDoneOnACancelMayWaitForThem() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Boolean> used = new CompletableFuture<>();
        TestWorkflow workflow = workflow("w").node("a", running(context -> untilCancelled(context, begun, used)));
        RunId run = launch(workflow);
        begun.await();

        engine.engine().cancel(run, "enough");

        assertThat(used.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(engine.await(workflow, run)).ended(RunStatus.CANCELLED);
    }

    private NodeResult untilCancelled(NodeContext context, CountDownLatch begun, CompletableFuture<Boolean> used)
            throws InterruptedException {
        context.cancellation().onCancel(() -> {
            useTheEngine();
            used.complete(true);
        });
        begun.countDown();
        new CountDownLatch(1).await();
        throw new AssertionError("nobody counts it down");
    }

    private void endsWell(TestWorkflow workflow) throws Exception {
        RunId run = launch(workflow);

        assertThat(engine.await(workflow, run)).ended(RunStatus.SUCCEEDED);
    }

    private RunId launch(TestWorkflow workflow) {
        RunId run = engine.launch(workflow);
        launched.complete(run);
        return run;
    }

    /** From a thread of its own, about the run that waits for it and about others. */
    private void useTheEngine() {
        CompletableFuture<Void> user = CompletableFuture.runAsync(() -> {
            try {
                RunId own = launched.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                assertThat(engine.engine().explain(own)).isPresent();
                assertThat(engine.engine().waits(own)).isEmpty();
                assertThat(engine.engine().status().places()).isPositive();
                TestWorkflow other = workflow("other").node("b", echo());
                assertThat(engine.await(other, engine.launch(other))).ended(RunStatus.SUCCEEDED);
                assertThat(engine.engine().cancel(new RunId(7), "never was")).isFalse();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        user.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
