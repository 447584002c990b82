package io.sandglass.plugin;

/**
 * A node type and how to run it: the one interface a plugin implements.
 *
 * <p>Name the class in {@code META-INF/services/io.sandglass.plugin.NodePlugin}. It needs a public constructor without
 * arguments, which must be cheap: it runs when the JAR is scanned. One instance serves all runs, from many threads at
 * once.
 */
public interface NodePlugin {
    /** The type this plugin provides: its name, version and config fields. The same value on every call. */
    NodeType type();

    /**
     * Makes the executor of one attempt.
     *
     * @param config the node's {@code with} block after its expressions were evaluated, checked against
     *     {@link #type()} and completed with its defaults
     */
    NodeExecutor create(NodeConfig config);
}
