package bench.plugin;

import io.sandglass.plugin.ConfigType;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import io.sandglass.plugin.NodeType;
import io.sandglass.plugin.Payload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;

/**
 * Writes its id and the time into a file when it starts, and takes a while. Goes into a plugin JAR, alone, so it needs
 * nothing but the plugin API.
 */
public final class MarkNode implements NodePlugin {
    private static final int PAUSE_MILLIS = 20;

    @Override
    public NodeType type() {
        return NodeType.of("bench.mark", 1).config("file", ConfigType.STRING.required());
    }

    /** The times are those of {@link System#nanoTime}, which on Linux counts alike in all processes. */
    @Override
    public NodeExecutor create(NodeConfig config) {
        return context -> {
            String mark = context.nodeId() + " " + System.nanoTime() + "\n";
            Files.write(
                    Path.of(config.string("file")),
                    mark.getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return NodeResult.completed(Payload.EMPTY);
        };
    }
}
