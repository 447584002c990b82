package io.sandglass.benchmarks.process;

import static java.util.Objects.requireNonNull;

import io.sandglass.plugin.NodePlugin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** Packs a plugin of one class. */
final class PluginJar {
    private PluginJar() {}

    static void write(Path file, Class<? extends NodePlugin> plugin) throws IOException {
        String path = plugin.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                InputStream code = requireNonNull(plugin.getResourceAsStream("/" + path))) {
            jar.putNextEntry(new JarEntry("META-INF/services/" + NodePlugin.class.getName()));
            jar.write(plugin.getName().getBytes(StandardCharsets.UTF_8));
            jar.putNextEntry(new JarEntry(path));
            code.transferTo(jar);
        }
    }
}
