package io.sandglass.plugin.testkit;

import io.sandglass.plugin.NodePlugin;
import java.util.Map;

class CountNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new CountNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("to", 3);
    }
}
