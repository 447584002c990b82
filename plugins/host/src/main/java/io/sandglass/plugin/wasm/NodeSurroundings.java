package io.sandglass.plugin.wasm;

import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.sandbox.Surroundings;
import java.time.Instant;
import java.util.Collections;

/** What the guest of a node finds around itself. */
final class NodeSurroundings {
    /** What the clock of a strict world begins at, in every run. */
    static final Instant STRICT_START = Instant.parse("2000-01-01T00:00:00Z");

    private NodeSurroundings() {}

    /**
     * @param files whether {@code with.files} holds files
     * @throws UnusableFiles if they cannot be
     */
    static Surroundings of(boolean files, NodeConfig config, NodeContext context) throws UnusableFiles {
        try {
            Surroundings around =
                    Surroundings.NONE.withInputs(files ? NodeFiles.given(config) : Collections.emptySortedMap());
            return context.strict() ? around.strictly(world(context)) : around;
        } catch (IllegalArgumentException unusable) {
            throw new UnusableFiles(unusable);
        }
    }

    private static Surroundings.Strict world(NodeContext context) {
        return new Surroundings.Strict(STRICT_START, context.runId() + "/" + context.nodeId());
    }

    /**
     * The number of the attempt, as its guest sees it: in a strict world always the first. An attempt that a crash cut off is
     * made again under another number, and what was built upon the one before must find the same.
     */
    static int attempt(NodeContext context) {
        return context.strict() ? 1 : context.attempt();
    }

    /** When the attempt ends at the latest, by the clock that its guest sees. */
    static Instant deadline(NodeContext context) {
        return context.strict() ? STRICT_START.plus(context.limits().wall()) : context.deadline();
    }
}
