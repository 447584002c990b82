package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new FailNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("code", "Stock.Empty", "message", "nothing left");
    }

    @Test
    void failsForGoodUnlessToldOtherwise() throws Exception {
        NodeFailure forGood = Run.of(plugin()).with(sampleConfig()).failure();
        NodeFailure forNow =
                Run.of(plugin()).with(sampleConfig()).with("retryable", true).failure();

        assertThat(forGood).isEqualTo(new NodeFailure(FailureKind.USER, "Stock.Empty", "nothing left", false));
        assertThat(forNow).isEqualTo(new NodeFailure(FailureKind.EXTERNAL, "Stock.Empty", "nothing left", true));
    }

    @Test
    void refusesACodeThatRetryRulesCannotName() throws Exception {
        assertThat(Run.of(plugin()).with("code", "not a code").failure().message())
                .contains("with.code");
    }
}
