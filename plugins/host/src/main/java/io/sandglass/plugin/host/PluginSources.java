package io.sandglass.plugin.host;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.NodePlugin;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Where plugins come from. Immutable.
 *
 * @param directories scanned in this order, not below; they need not exist yet
 * @param builtIns what ships with the host; no file can take their names
 * @param clock tells when a file was loaded, and whether it is old enough to be read
 */
public record PluginSources(List<Path> directories, List<NodePlugin> builtIns, Clock clock) {
    public PluginSources {
        directories = List.copyOf(directories);
        builtIns = List.copyOf(builtIns);
        requireNonNull(clock, "clock");
    }

    /** Plugins of these directories only. */
    public static PluginSources in(Path... directories) {
        return new PluginSources(List.of(directories), List.of(), Clock.systemUTC());
    }

    /** And these built-ins. */
    public PluginSources withBuiltIns(Iterable<? extends NodePlugin> builtIns) {
        List<NodePlugin> all = new ArrayList<>();
        builtIns.forEach(all::add);
        return new PluginSources(directories, all, clock);
    }

    /** And the built-ins that this class loader's services files name. */
    public PluginSources withBuiltInsOf(ClassLoader application) {
        return withBuiltIns(ServiceLoader.load(NodePlugin.class, application));
    }

    /** With another clock. */
    public PluginSources withClock(Clock clock) {
        return new PluginSources(directories, builtIns, clock);
    }
}
