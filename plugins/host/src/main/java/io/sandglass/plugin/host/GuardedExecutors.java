package io.sandglass.plugin.host;

import io.sandglass.plugin.FailureKind;
import io.sandglass.plugin.NodeConfig;
import io.sandglass.plugin.NodeContext;
import io.sandglass.plugin.NodeExecutor;
import io.sandglass.plugin.NodeFailure;
import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeResult;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Calls a plugin from a JAR: with its own class loader as the thread's context class loader, counting its strikes, and
 * turning the nulls it must not return into failures. Thread-safe.
 */
final class GuardedExecutors implements Function<NodeConfig, NodeExecutor> {
    private final NodePlugin plugin;
    private final String label;
    private final String digest;
    private final Strikes strikes;

    GuardedExecutors(NodePlugin plugin, String label, String digest, Strikes strikes) {
        this.plugin = plugin;
        this.label = label;
        this.digest = digest;
        this.strikes = strikes;
    }

    /** Whose classes these are. */
    ClassLoader loader() {
        return plugin.getClass().getClassLoader();
    }

    @Override
    public NodeExecutor apply(NodeConfig config) {
        return context -> strikes.isOut(digest) ? quarantined() : run(config, context);
    }

    private NodeResult run(NodeConfig config, NodeContext context) throws Exception {
        NodeExecutor executor = inside(() -> plugin.create(config));
        if (executor == null) {
            return defect("NullExecutor", "create() returned null");
        }
        NodeResult result = inside(() -> executor.execute(context));
        return result == null ? defect("NullResult", "execute() returned null") : result;
    }

    private <T> @Nullable T inside(Callable<@Nullable T> call) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader());
        try {
            return call.call();
        } catch (Error error) {
            strikes.count(label, digest, error);
            throw error;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private NodeResult defect(String code, String what) {
        String message = "plugin " + label + ": " + what + "; this is a defect of the plugin";
        return NodeResult.failed(
                NodeFailure.of(FailureKind.INTERNAL, code, message).retryable(false));
    }

    private NodeResult quarantined() {
        String message = "plugin " + label + " broke " + Strikes.OUT + " times and is not called any more; replace its"
                + " file to release it";
        return NodeResult.failed(NodeFailure.of(FailureKind.INTERNAL, "PluginQuarantined", message)
                .retryable(false));
    }
}
