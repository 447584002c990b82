package io.sandglass.plugin.host;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scans again and again on one daemon thread. The watch service is only a hint to scan sooner: it loses events, and some
 * file systems have none. Owned by the {@link PluginRegistry}.
 */
final class PluginWatch implements AutoCloseable {
    private static final long RESCAN_MILLIS = 1_000;
    private static final long SETTLE_MILLIS = 250;
    private static final WatchEvent.Kind<?>[] KINDS = {
        StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY, StandardWatchEventKinds.ENTRY_DELETE
    };
    private static final Logger log = LoggerFactory.getLogger(PluginWatch.class);

    private final List<Path> directories;
    private final Supplier<ScanReport> scan;
    /** Guarded by this, as is {@code closed}. */
    private @Nullable Thread thread;

    private boolean closed;

    PluginWatch(List<Path> directories, Supplier<ScanReport> scan) {
        this.directories = directories;
        this.scan = scan;
    }

    synchronized void start() {
        if (thread != null || closed) {
            return;
        }
        thread = new Thread(this::run, "plugin-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends the thread; a scan that is under way ends first, but is not waited for. */
    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) {
            thread.interrupt();
        }
    }

    private void run() {
        try (WatchService hints = FileSystems.getDefault().newWatchService()) {
            loop(hints);
        } catch (InterruptedException | ClosedWatchServiceException end) {
            log.debug("plugin watch ended");
        } catch (IOException failed) {
            log.error("plugin directories are no longer watched; restart to watch them again", failed);
        }
    }

    private void loop(WatchService hints) throws InterruptedException {
        Set<Path> watched = new HashSet<>();
        while (!Thread.currentThread().isInterrupted()) {
            boolean settled = scanOnce();
            directories.forEach(directory -> watch(directory, hints, watched));
            WatchKey hint = hints.poll(settled ? RESCAN_MILLIS : SETTLE_MILLIS, TimeUnit.MILLISECONDS);
            if (hint != null) {
                hint.pollEvents();
                hint.reset();
            }
        }
    }

    private boolean scanOnce() {
        try {
            return scan.get().unsettled().isEmpty();
        } catch (UncheckedIOException failed) {
            log.warn("{}: {}", failed.getMessage(), String.valueOf(failed.getCause()));
            return true;
        } catch (RuntimeException broken) {
            log.error("a scan of the plugin directories failed; the next one is in a second", broken);
            return true;
        }
    }

    private static void watch(Path directory, WatchService hints, Set<Path> watched) {
        if (!Files.isDirectory(directory)) {
            watched.remove(directory);
            return;
        }
        if (!watched.add(directory)) {
            return;
        }
        try {
            directory.register(hints, KINDS);
        } catch (IOException noHints) {
            log.info("no change hints for {}, it is rescanned every second: {}", directory, noHints.toString());
        }
    }
}
