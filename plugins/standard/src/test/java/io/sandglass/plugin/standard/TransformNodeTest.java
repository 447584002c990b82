package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TransformNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new TransformNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("value", 42);
    }

    @Test
    void outputIsTheValueItself() throws Exception {
        assertThat(Run.of(plugin()).with("value", List.of("a", "b")).output()).isEqualTo(Payload.of(List.of("a", "b")));
        assertThat(Run.of(plugin()).with("value", Map.of("total", 3)).output())
                .isEqualTo(Payload.of(Map.of("total", 3)));
    }
}
