package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EchoNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new EchoNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("text", "hi", "numbers", List.of(1, 2));
    }

    @Test
    void givesBackWhatItIsGiven() throws Exception {
        Payload output = Run.of(plugin()).with(sampleConfig()).output();

        assertThat(output).isEqualTo(Payload.of(sampleConfig()));
    }
}
