package io.sandglass.plugin.standard;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.plugin.LogLevel;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import io.sandglass.plugin.testkit.NodeContractTest;
import io.sandglass.plugin.testkit.Run;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LogNodeTest extends NodeContractTest {
    @Override
    protected NodePlugin plugin() {
        return new LogNode();
    }

    @Override
    protected Map<String, ?> sampleConfig() {
        return Map.of("message", "hello");
    }

    @Test
    void writesOneLine() throws Exception {
        FakeContext context = context();

        Payload output = Run.of(plugin())
                .with(Map.of("message", "careful", "level", "warn"))
                .in(context)
                .output();

        assertThat(context.lines()).containsExactly(new FakeContext.Line(LogLevel.WARN, "careful"));
        assertThat(output).isEqualTo(Payload.EMPTY);
    }

    @Test
    void writesWhatIsNoTextAsJson() throws Exception {
        FakeContext context = context();

        Run.of(plugin())
                .with("message", Map.of("rows", List.of(1, 2)))
                .in(context)
                .output();

        assertThat(context.lines()).containsExactly(new FakeContext.Line(LogLevel.INFO, "{\"rows\":[1,2]}"));
    }

    @Test
    void refusesAnUnknownLevel() throws Exception {
        var failure =
                Run.of(plugin()).with(sampleConfig()).with("level", "LOUD").failure();

        assertThat(failure.code()).isEqualTo("BadConfig");
        assertThat(failure.message()).contains("LOUD").contains("WARN");
    }
}
