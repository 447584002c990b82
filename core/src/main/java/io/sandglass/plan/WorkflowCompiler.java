package io.sandglass.plan;

import io.sandglass.migration.InvalidSpec;
import java.util.Map;

/** Makes plans of documents: reads, upgrades, checks and plans, in one call. Thread-safe. */
public interface WorkflowCompiler {
    /**
     * Compiles against the newest node types.
     *
     * @throws InvalidSpec with every problem found in every stage
     */
    CompiledWorkflow compile(String body);

    /**
     * Compiles for a run that has already started, against exactly the code it is pinned to. A node whose code is gone
     * gets a type whose executor fails with {@code PluginGone}.
     *
     * @param digests digest by node id
     * @throws InvalidSpec as above
     */
    CompiledWorkflow compile(String body, Map<String, String> digests);
}
