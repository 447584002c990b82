package com.example.greeter;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GreetNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new GreetNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("name", "Ada");
    }

    @Test
    void greetsByName() throws Exception {
        Payload output = Run.of(plugin()).with("name", "Ada").output();

        assertThat(output).isEqualTo(Payload.of(Map.of("text", "Hello, Ada!")));
    }

    @Test
    void greetsAsItIsTold() throws Exception {
        Payload output =
                Run.of(plugin()).with("name", "Ada").with("greeting", "Servus").output();

        assertThat(output).isEqualTo(Payload.of(Map.of("text", "Servus, Ada!")));
    }
}
