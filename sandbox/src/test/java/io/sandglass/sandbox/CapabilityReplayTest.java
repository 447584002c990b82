package io.sandglass.sandbox;

import static io.sandglass.sandbox.CapabilityWorld.REQUEST;
import static io.sandglass.sandbox.CapabilityWorld.data;
import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.capability.Capabilities;
import io.sandglass.sandbox.capability.RecordedCall;
import io.sandglass.sandbox.capability.RecordedCalls;
import io.sandglass.sandbox.capability.ReplayedCalls;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls of capabilities that are recorded and given again without the world. */
class CapabilityReplayTest {
    private final CapabilityWorld world = new CapabilityWorld();

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void replaysWhatWasRecordedWithoutTheWorld() {
        String body = """
                (call $show (call $kv_get (i32.const 0) (i32.const 1)))
                (call $show (call $http (i32.const 0) (i32.const %d) (i32.const 0) (i32.const 0)))
                (call $show (call $secret (i32.const 0) (i32.const 1)))
                (call $print (i32.const 600) (call $answer_read (i32.const 600) (i32.const 100)))
                """.formatted(REQUEST.length());
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        SandboxResult first = world.run(data(REQUEST), body, world.all.withRecorder(recorded));
        ReplayedCalls replayed = new ReplayedCalls(recorded.calls());

        SandboxResult again = world.run(data(REQUEST), body, Capabilities.NONE.withRecorder(replayed));

        assertThat(recorded.isComplete()).isTrue();
        assertThat(recorded.calls())
                .extracting(RecordedCall::function)
                .containsExactly("sandglass.kv_get", "sandglass.http", "sandglass.secret");
        assertThat(again.outcome()).isEqualTo(Outcome.OK);
        assertThat(again.stdout()).isEqualTo(first.stdout());
        assertThat(again.usage().fuelUnits()).isEqualTo(first.usage().fuelUnits());
        assertThat(replayed.left()).isZero();
        assertThat(world.requests).hasSize(1);
    }

    @Test
    void replaysADenial() {
        String body = "(drop (call $kv_get (i32.const 0) (i32.const 1)))";
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        SandboxResult first = world.run("", body, Capabilities.NONE.withRecorder(recorded));

        SandboxResult again = world.run("", body, world.all.withRecorder(new ReplayedCalls(recorded.calls())));

        assertThat(again.outcome()).isEqualTo(Outcome.HOST_CALL_DENIED);
        assertThat(again.fault()).isEqualTo(first.fault());
    }

    @Test
    void endsAReplayThatAsksForSomethingElse() {
        RecordedCalls recorded = new RecordedCalls(1 << 20);
        world.run("", "(drop (call $kv_get (i32.const 0) (i32.const 1)))", world.all.withRecorder(recorded));

        for (String other : List.of(
                "(drop (call $kv_get (i32.const 0) (i32.const 2)))",
                "(drop (call $kv_delete (i32.const 0) (i32.const 1)))",
                "(drop (call $kv_get (i32.const 0) (i32.const 1))) (drop (call $kv_get (i32.const 0) (i32.const 1)))")) {
            SandboxResult result = world.run("", other, world.all.withRecorder(new ReplayedCalls(recorded.calls())));

            assertThat(result.outcome()).isEqualTo(Outcome.HOST_CALL_FAILED);
            assertThat(result.fault().orElseThrow().kind()).isEqualTo("replay-diverged");
        }
    }

    @Test
    void saysWhenItCouldNotKeepEverything() {
        RecordedCalls recorded = new RecordedCalls(200);

        world.run("", """
                (drop (call $kv_get (i32.const 0) (i32.const 1)))
                (drop (call $kv_get (i32.const 0) (i32.const 1)))
                """, world.all.withRecorder(recorded));

        assertThat(recorded.isComplete()).isFalse();
        assertThat(recorded.calls()).hasSize(1);
    }
}
