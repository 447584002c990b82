package io.sandglass.engine;

import io.sandglass.plugin.Payload;
import io.sandglass.run.NodeState;
import io.sandglass.run.NodeStatus;
import io.sandglass.run.RunStatus;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Says how a run should have gone. */
final class RunAssert extends AbstractAssert<RunAssert, EndedRun> {
    private RunAssert(EndedRun run) {
        super(run, RunAssert.class);
    }

    static RunAssert assertThat(EndedRun run) {
        return new RunAssert(run);
    }

    RunAssert ended(RunStatus status) {
        Assertions.assertThat(actual.state().status()).isEqualTo(status);
        return this;
    }

    RunAssert error(String error) {
        Assertions.assertThat(actual.state().end().orElseThrow().error()).contains(error);
        return this;
    }

    RunAssert outputs(Object outputs) {
        Assertions.assertThat(actual.state().end().orElseThrow().outputs()).isEqualTo(Payload.of(outputs));
        return this;
    }

    RunAssert node(String id, NodeStatus status) {
        Assertions.assertThat(actual.node(id).status()).as(id).isEqualTo(status);
        return this;
    }

    RunAssert skipped(String id, String reason) {
        Assertions.assertThat(actual.node(id).state()).isEqualTo(new NodeState.Skipped(reason));
        return this;
    }

    RunAssert cancelled(String id, String reason) {
        Assertions.assertThat(actual.node(id).state()).isEqualTo(new NodeState.Cancelled(reason));
        return this;
    }

    RunAssert output(String id, Object output) {
        Assertions.assertThat(actual.node(id).state()).isEqualTo(new NodeState.Succeeded(Payload.of(output)));
        return this;
    }

    RunAssert failure(String id, String code) {
        Assertions.assertThat(actual.node(id).state())
                .isInstanceOfSatisfying(
                        NodeState.Failed.class,
                        failed -> Assertions.assertThat(failed.failure().code()).isEqualTo(code));
        return this;
    }
}
