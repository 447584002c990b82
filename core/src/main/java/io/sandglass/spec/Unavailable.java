package io.sandglass.spec;

import java.util.Map;
import java.util.Set;

/**
 * The keys, words and node types that the format knows and this version does not have, and what does their work today. No
 * plugin may take the name of such a node type.
 */
public final class Unavailable {
    private static final String FOLLOWERS = "give each node that follows a 'when' instead";
    private static final String ONE_BY_ONE = "write a node for each, or start a run for each with sandglass run";

    private static final String BESIDE =
            "write its nodes beside the others; what does not need each other runs at once";
    private static final String AGAIN = "use 'retry' to try a node again, or a trigger to begin again";
    private static final String OTHER_WORKFLOW = "start the other workflow with sandglass run";
    private static final String PLUGIN = "use a plugin that does it, under another name";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("deadline", "give nodes a 'timeout' instead; a run has no time limit of its own"),
            Map.entry("defaults", "write it at each node instead"),
            Map.entry("finally", "let a last node need all others, with failurePolicy: ALWAYS"),
            Map.entry("llmTokens", "limit 'fuel' instead"),
            Map.entry("sha256", "the administrator lists digests instead, in plugins.allow of sandglass.yaml"),
            Map.entry("catch", "let a node need this one, with failurePolicy: ALWAYS"),
            Map.entry("compensate", "let a node need this one, with failurePolicy: ALWAYS, and undo it there"),
            Map.entry("onTimeout", "leave it out; the node fails with Timeout, and 'retry' decides what then"),
            Map.entry("value", FOLLOWERS),
            Map.entry("cases", FOLLOWERS),
            Map.entry("default", FOLLOWERS),
            Map.entry("if", FOLLOWERS),
            Map.entry("then", FOLLOWERS),
            Map.entry("else", FOLLOWERS),
            Map.entry("items", ONE_BY_ONE),
            Map.entry("branches", BESIDE),
            Map.entry("maxParallel", "give the nodes a 'pool' instead"),
            Map.entry("while", AGAIN),
            Map.entry("delay", "use a node of type wait"),
            Map.entry("ref", OTHER_WORKFLOW),
            Map.entry("hostCalls", "leave it out; a guest may make 10,000 calls of its host"),
            Map.entry("fs", "hand files over with 'with.files', and give 'limits.scratch' to write some"),
            Map.entry("respectRetryAfter", "set 'delay' and 'maxDelay' of retry to what the other side asks for"),
            Map.entry("queueOne", "use overlap: allow, with concurrency: { limit: 1, onLimit: queue } of the workflow"),
            Map.entry("queueAll", "use overlap: allow, with concurrency: { limit: 1, onLimit: queue } of the workflow"),
            Map.entry(
                    "cancelRunning",
                    "use overlap: allow, with concurrency: { limit: 1, onLimit: cancelRunning } of the workflow"),
            Map.entry("killRunning", "use overlap: skip, and sandglass runs kill by hand"),
            Map.entry("webhook", "start it from outside with sandglass run"),
            Map.entry("file", "start it with sandglass run from whatever watches the files"),
            Map.entry("event", "start it with sandglass run, or let a run wait for a signal"),
            Map.entry("workflow", "start it with sandglass run behind the other workflow"),
            Map.entry("sql", "ask at an interval with type: interval"),
            Map.entry("calendar", "use type: cron"),
            Map.entry("calendars", "use a cron expression that leaves these days out"),
            Map.entry("pauseAfterFailures", "pause it by hand with sandglass triggers pause"),
            Map.entry("dedupeKey", "use concurrency.key of the workflow"),
            Map.entry("dedupeTtl", "use concurrency.key of the workflow"),
            Map.entry("throttle", "use concurrency of the workflow"),
            Map.entry("debounce", "use concurrency: { limit: 1, onLimit: replaceQueued } of the workflow"),
            Map.entry("maxFires", "use endAt, or type: once"));

    private static final Map<String, String> NODE_TYPES = Map.ofEntries(
            Map.entry("switch", FOLLOWERS),
            Map.entry("condition", FOLLOWERS),
            Map.entry("foreach", ONE_BY_ONE),
            Map.entry("parallel", BESIDE),
            Map.entry("loop", AGAIN),
            Map.entry("recursive", AGAIN),
            Map.entry("subworkflow", OTHER_WORKFLOW),
            Map.entry("event", "use type: wait with an event"),
            Map.entry("monitor", "use a trigger of type interval"),
            Map.entry("llm", PLUGIN),
            Map.entry("agent", PLUGIN),
            Map.entry("swarm", PLUGIN));

    private Unavailable() {}

    /** All such node types by name. */
    public static Set<String> nodeTypes() {
        return NODE_TYPES.keySet();
    }

    /** What does the work of such a node type. */
    public static String insteadOfType(String name) {
        return NODE_TYPES.getOrDefault(name, "use another node type");
    }

    /** What does the work of such a key or word. */
    static String insteadOf(String word, String otherwise) {
        return WORDS.getOrDefault(word, otherwise);
    }
}
