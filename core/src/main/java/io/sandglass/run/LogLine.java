package io.sandglass.run;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.LogLevel;
import java.time.Instant;

/**
 * A line a node wrote. Log lines may be lost in a crash; events never are.
 *
 * @param text one line, cut and escaped
 */
public record LogLine(RunId run, String node, int attempt, LogLevel level, String text, Instant at) {
    public LogLine {
        requireNonNull(run, "run");
        requireNonNull(node, "node");
        requireNonNull(level, "level");
        requireNonNull(text, "text");
        requireNonNull(at, "at");
    }

    /** How much memory it takes, roughly and at most. */
    public long bytes() {
        return 160 + 2L * (node.length() + text.length());
    }
}
