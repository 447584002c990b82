package io.sandglass.plugin.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the log, and whoever wants to hear of it, what has changed among the plugins. Thread-safe. */
final class PluginNews {
    private static final Logger log = LoggerFactory.getLogger(PluginNews.class);

    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** @return takes the listener back */
    AutoCloseable onChange(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    void announce(Catalog before, Catalog after) {
        for (PluginEntry entry : after.entries()) {
            if (!before.entries().contains(entry)) {
                report(entry);
            }
        }
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException broken) {
                log.error("a plugin listener failed", broken);
            }
        }
    }

    private static void report(PluginEntry entry) {
        if (entry.state() == PluginState.LOADED) {
            List<String> names = entry.types().stream()
                    .map(type -> type.name() + "@" + type.version())
                    .toList();
            log.info("plugin {} {} loaded: {}", entry.file(), entry.digest(), names);
        } else {
            log.warn(
                    "plugin {} {}: {}",
                    entry.file(),
                    entry.state(),
                    entry.reason().orElse(""));
        }
    }
}
