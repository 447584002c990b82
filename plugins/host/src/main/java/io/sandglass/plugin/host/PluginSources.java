package io.sandglass.plugin.host;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.wasm.KeptModules;
import io.sandglass.sandbox.WasmSandbox;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Where plugins come from. Immutable.
 *
 * @param directories scanned in this order, not below; they need not exist yet
 * @param builtIns what ships with the host; no file can take their names
 * @param sandbox where WASM modules run, asked for when one first does; without it they are refused. It is not closed here
 * @param kept gets the modules that run; none are kept if empty
 * @param allowed asked with the {@code sha256:...} of a file when it is read, before any of its code is; what it does not
 *     allow is refused
 * @param reserved names of types that no file can take
 * @param clock tells when a file was loaded, and whether it is old enough to be read
 */
public record PluginSources(
        List<Path> directories,
        List<NodePlugin> builtIns,
        Optional<Supplier<WasmSandbox>> sandbox,
        Optional<KeptModules> kept,
        Predicate<String> allowed,
        Set<String> reserved,
        Clock clock) {
    public PluginSources {
        directories = List.copyOf(directories);
        builtIns = List.copyOf(builtIns);
        requireNonNull(sandbox, "sandbox");
        requireNonNull(kept, "kept");
        requireNonNull(allowed, "allowed");
        reserved = Set.copyOf(reserved);
        requireNonNull(clock, "clock");
    }

    /** Plugins of these directories only. */
    public static PluginSources in(Path... directories) {
        return new PluginSources(
                List.of(directories),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                digest -> true,
                Set.of(),
                Clock.systemUTC());
    }

    /** And these built-ins. */
    public PluginSources withBuiltIns(Iterable<? extends NodePlugin> builtIns) {
        List<NodePlugin> all = new ArrayList<>();
        builtIns.forEach(all::add);
        return new PluginSources(directories, all, sandbox, kept, allowed, reserved, clock);
    }

    /** And the built-ins that this class loader's services files name. */
    public PluginSources withBuiltInsOf(ClassLoader application) {
        return withBuiltIns(ServiceLoader.load(NodePlugin.class, application));
    }

    /** And WASM modules, run in this sandbox. */
    public PluginSources withSandbox(Supplier<WasmSandbox> sandbox) {
        return new PluginSources(directories, builtIns, Optional.of(sandbox), kept, allowed, reserved, clock);
    }

    /** And keep each module that runs here. */
    public PluginSources withKept(KeptModules modules) {
        return new PluginSources(directories, builtIns, sandbox, Optional.of(modules), allowed, reserved, clock);
    }

    /** And no file that this does not allow, asked with its digest, such as {@code allowList::contains}. */
    public PluginSources withAllowed(Predicate<String> allowed) {
        return new PluginSources(directories, builtIns, sandbox, kept, allowed, reserved, clock);
    }

    /** And no file that takes one of these names. */
    public PluginSources withReserved(Set<String> names) {
        return new PluginSources(directories, builtIns, sandbox, kept, allowed, names, clock);
    }

    /** With another clock. */
    public PluginSources withClock(Clock clock) {
        return new PluginSources(directories, builtIns, sandbox, kept, allowed, reserved, clock);
    }
}
