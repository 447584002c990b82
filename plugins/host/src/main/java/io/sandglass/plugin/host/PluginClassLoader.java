package io.sandglass.plugin.host;

import io.sandglass.plugin.NodePlugin;
import java.io.IOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Loads one plugin JAR from memory, apart from the host and from other plugins.
 *
 * <p>The JAR's own classes come first, then the JDK's. Of the host it sees the package {@code io.sandglass.plugin}, the
 * null annotations and SLF4J, so it may bring any version of any other library. It can be collected as soon as nobody
 * holds a class or an object of it. Thread-safe.
 */
final class PluginClassLoader extends ClassLoader {
    private static final String API = NodePlugin.class.getPackageName();
    private static final List<String> SHARED = List.of("org.slf4j.", "org.jspecify.annotations.");
    private static final Set<String> JDK_PACKAGES = ModuleLayer.boot().modules().stream()
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toUnmodifiableSet());

    static {
        registerAsParallelCapable();
    }

    private final JarContents contents;
    private final MemoryUrls urls;
    private final ClassLoader host = PluginClassLoader.class.getClassLoader();

    /**
     * @throws PluginRefused if the JAR brings classes that belong to the JDK or to the host
     */
    PluginClassLoader(String name, JarContents contents) throws PluginRefused {
        super(name, ClassLoader.getPlatformClassLoader());
        this.contents = contents;
        this.urls = new MemoryUrls(contents);
        for (String entry : contents.names()) {
            requireOwn(entry);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            if (contents.has(entryOf(name))) {
                return findClass(name);
            }
            return isShared(name) ? host.loadClass(name) : super.loadClass(name, resolve);
        }
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] code =
                CallGuard.disarm(contents.find(entryOf(name)).orElseThrow(() -> new ClassNotFoundException(name)));
        return defineClass(name, code, 0, code.length);
    }

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        return own != null ? own : super.getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = new ArrayList<>(Collections.list(findResources(name)));
        all.addAll(Collections.list(getParent().getResources(name)));
        return Collections.enumeration(all);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        return contents.has(name) ? urls.of(name) : null;
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        return Collections.enumeration(contents.has(name) ? List.of(urls.of(name)) : List.of());
    }

    private static void requireOwn(String entry) throws PluginRefused {
        int slash = entry.lastIndexOf('/');
        if (slash < 0 || !entry.endsWith(".class")) {
            return;
        }
        String packageName = entry.substring(0, slash).replace('/', '.');
        if (packageName.startsWith("java.") || JDK_PACKAGES.contains(packageName)) {
            throw new PluginRefused("it brings " + entry + ", which belongs to the JDK; leave it out of the JAR");
        }
        if (packageName.equals("io.sandglass") || packageName.startsWith("io.sandglass.")) {
            throw new PluginRefused("it brings " + entry + ", which belongs to Sandglass; use your own package, and"
                    + " depend on sandglass-plugin-api with scope 'provided'");
        }
    }

    private static String entryOf(String className) {
        return className.replace('.', '/') + ".class";
    }

    private static boolean isShared(String name) {
        return name.startsWith(API + ".") && name.indexOf('.', API.length() + 1) < 0
                || SHARED.stream().anyMatch(name::startsWith);
    }
}
