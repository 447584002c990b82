package io.sandglass.plugin.host;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import io.sandglass.plugin.testkit.FakeContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A registry over a directory, with one built-in. */
abstract class PluginRegistryFixture {
    /** An hour ahead, so that files just written are old enough to be read. */
    static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    static final Optional<String> ANY = Optional.empty();

    @TempDir
    Path directory;

    PluginRegistry registry;

    @BeforeEach
    void openRegistry() {
        registry = new PluginRegistry(
                PluginSources.in(directory).withBuiltIns(List.of(new Bell())).withClock(LATER));
    }

    @AfterEach
    void closeRegistry() {
        registry.close();
    }

    final PluginEntry entry(String fileName) {
        return registry.entries().stream()
                .filter(entry -> entry.file().endsWith(fileName))
                .findFirst()
                .orElseThrow();
    }

    final String answerOf(String type, Optional<String> range) throws Exception {
        return answer(registry.find(type, range, ANY).orElseThrow());
    }

    static String answer(LoadedType type) throws Exception {
        NodeResult result = type.executors().apply(NodeConfig.of(Map.of())).execute(new FakeContext());
        return (String) ((NodeResult.Completed) result).output().object().get("text");
    }

    /** A built-in. */
    private static final class Bell implements NodePlugin {
        @Override
        public NodeType type() {
            return NodeType.of("bell", 1);
        }

        @Override
        public NodeExecutor create(NodeConfig config) {
            return context -> NodeResult.completed(Payload.of(Map.of("text", "ding")));
        }
    }
}
