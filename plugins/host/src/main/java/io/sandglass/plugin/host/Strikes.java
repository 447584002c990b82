package io.sandglass.plugin.host;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts, for each digest, how often plugin code ended with an {@link Error}: broken linkage, endless recursion and the
 * like. The third strikes it out. An exception is no strike: a node may fail as often as it likes. Nor is an {@link
 * OutOfMemoryError}, which hits whoever asks when others have used up the memory. Thread-safe; owned by the {@link
 * PluginRegistry}.
 */
final class Strikes {
    static final int OUT = 3;
    private static final Logger log = LoggerFactory.getLogger(Strikes.class);

    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Runnable onOut;

    /** @param onOut called each time a digest is struck out, on the thread of the failing attempt */
    Strikes(Runnable onOut) {
        this.onOut = onOut;
    }

    void count(String label, String digest, Error error) {
        if (error instanceof OutOfMemoryError) {
            return;
        }
        int strikes = counts.merge(digest, 1, Integer::sum);
        log.warn(
                "plugin {} {} broke {} of {} times: {}",
                label,
                digest,
                strikes,
                OUT,
                error.getClass().getName());
        if (strikes == OUT) {
            onOut.run();
        }
    }

    boolean isOut(String digest) {
        return counts.getOrDefault(digest, 0) >= OUT;
    }

    void forget(String digest) {
        counts.remove(digest);
    }
}
