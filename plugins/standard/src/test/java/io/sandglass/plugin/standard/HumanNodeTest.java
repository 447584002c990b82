package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.Expectation;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HumanNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new HumanNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("prompt", "Pay 5 EUR?");
    }

    @Test
    void asksAndFailsIfItIsRejected() throws Exception {
        assertThat(Run.of(plugin()).with(sampleConfig()).execute())
                .isEqualTo(NodeResult.await(Expectation.decision("Pay 5 EUR?")));
        assertThat(expectation(Map.of("onReject", "complete")).rejectionFails()).isFalse();
    }

    @Test
    void endsAtItsTimeoutInTheWayItIsTold() throws Exception {
        FakeContext context = context();
        Map<String, Object> config = Map.of("prompt", "Pay?", "timeout", "PT8H", "onTimeout", "approve");

        NodeResult result = Run.of(plugin()).with(config).in(context).execute();

        Expectation.Deadline deadline =
                ((NodeResult.Awaiting) result).expectation().deadline().orElseThrow();
        assertThat(deadline.at()).isEqualTo(context.now().plus(Duration.ofHours(8)));
        assertThat(((NodeResult.Completed) deadline.then()).output().object()).containsEntry("approve", true);
        assertThat(late("fail"))
                .isInstanceOfSatisfying(
                        NodeResult.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("Timeout"));
        assertThat(late("reject"))
                .isInstanceOfSatisfying(
                        NodeResult.Failed.class,
                        failed -> assertThat(failed.failure().code()).isEqualTo("Rejected"));
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        assertThat(Run.of(plugin())
                        .with(sampleConfig())
                        .with("onTimeout", "sleep")
                        .failure()
                        .message())
                .contains("approve");
        assertThat(Run.of(plugin())
                        .with(sampleConfig())
                        .with("onReject", "sleep")
                        .failure()
                        .message())
                .contains("complete");
    }

    private NodeResult late(String onTimeout) throws Exception {
        return expectation(Map.of("timeout", "PT1H", "onTimeout", onTimeout))
                .deadline()
                .orElseThrow()
                .then();
    }

    private Expectation expectation(Map<String, ?> config) throws Exception {
        NodeResult result = Run.of(plugin()).with(sampleConfig()).with(config).execute();
        return ((NodeResult.Awaiting) result).expectation();
    }
}
