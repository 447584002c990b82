package io.sandglass.plan;

import java.util.Map;
import java.util.Set;

/** Names of node types that the format knows and this version does not have; no plugin may take one. */
public final class ReservedTypes {
    private static final String BRANCH = "give each node that follows a 'when' instead";
    private static final String PLUGIN = "use a plugin that does it, under another name";
    private static final String AGAIN = "use 'retry' to try a node again, or a trigger to begin again";

    private static final Map<String, String> INSTEAD = Map.ofEntries(
            Map.entry("switch", BRANCH),
            Map.entry("condition", BRANCH),
            Map.entry("foreach", "write a node for each, or start a run for each with sandglass run"),
            Map.entry("parallel", "write its nodes beside the others; what does not need each other runs at once"),
            Map.entry("loop", AGAIN),
            Map.entry("recursive", AGAIN),
            Map.entry("subworkflow", "start the other workflow with sandglass run"),
            Map.entry("event", "use type: wait with an event"),
            Map.entry("monitor", "use a trigger of type interval"),
            Map.entry("llm", PLUGIN),
            Map.entry("agent", PLUGIN),
            Map.entry("swarm", PLUGIN));

    /** All of them. */
    public static final Set<String> NAMES = INSTEAD.keySet();

    private ReservedTypes() {}

    /** What does the work of one today. */
    static String instead(String name) {
        return INSTEAD.getOrDefault(name, "use another node type");
    }
}
