package io.sandglass.plugin.wasm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GuideTest {
    @Test
    void theSidecarOfTheGuideIsGood() throws IOException, InvalidWasmPlugin {
        String guide = Files.readString(Path.of("..", "..", "docs", "guide", "plugins.md"));
        int start = guide.indexOf("name: risk-score");
        String sidecar = guide.substring(start, guide.indexOf("```", start));

        WasmPlugin plugin = WasmPlugin.read("risk-score-2.1.0.wasm", Wat.copying(), Optional.of(sidecar), () -> {
            throw new AssertionError("no module runs here");
        });

        assertThat(plugin.type().version()).isEqualTo("2.1.0");
        assertThat(plugin.type().config().keySet()).containsExactly("amount", "model");
    }
}
