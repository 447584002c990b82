package io.sandglass.plugin;

/**
 * Runs one attempt of a node.
 *
 * <p>Called once, on a thread of its own; blocking is fine. The thread is interrupted when the attempt is cancelled or
 * times out. An exception ends the attempt as {@link FailureKind#INTERNAL}; an {@link InterruptedException} after a
 * cancel ends it as cancelled.
 */
@FunctionalInterface
public interface NodeExecutor {
    NodeResult execute(NodeContext context) throws Exception;
}
