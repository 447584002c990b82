package io.sandglass.plugin.host;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;

/** Turns the bytes of a JAR into node types. */
final class JarLoader {
    private static final String SERVICES = "META-INF/services/" + NodePlugin.class.getName();

    private final Discovery discovery;
    private final Strikes strikes;

    JarLoader(Discovery discovery, Strikes strikes) {
        this.discovery = discovery;
        this.strikes = strikes;
    }

    List<LoadedType> load(String file, byte[] jar, String digest) throws PluginRefused {
        JarContents contents = JarContents.read(jar);
        requireServices(contents);
        PluginClassLoader loader = new PluginClassLoader(file, contents);
        return discovery.run(file, loader, () -> discover(loader, digest));
    }

    private static void requireServices(JarContents contents) throws PluginRefused {
        String services = contents.find(SERVICES)
                .map(text -> new String(text, StandardCharsets.UTF_8))
                .orElseThrow(() -> new PluginRefused(
                        "it has no " + SERVICES + "; add that file with the plugin's class name in it"));
        boolean empty = services.lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .allMatch(String::isEmpty);
        if (empty) {
            throw new PluginRefused("its " + SERVICES + " names no class");
        }
    }

    private List<LoadedType> discover(PluginClassLoader loader, String digest) throws PluginRefused {
        List<LoadedType> types = new ArrayList<>();
        Set<String> labels = new HashSet<>();
        for (NodePlugin plugin : ServiceLoader.load(NodePlugin.class, loader)) {
            LoadedType loaded = loaded(plugin, digest);
            if (!labels.add(loaded.label())) {
                throw new PluginRefused("it provides " + loaded.label() + " twice");
            }
            types.add(loaded);
        }
        return types;
    }

    private LoadedType loaded(NodePlugin plugin, String digest) throws PluginRefused {
        NodeType type = plugin.type();
        if (type == null) {
            throw new PluginRefused("type() of " + plugin.getClass().getName() + " returned null");
        }
        String label = type.name() + "@" + type.version();
        return LoadedType.of(type, LoadedType.JAR, digest, new GuardedExecutors(plugin, label, digest, strikes));
    }
}
