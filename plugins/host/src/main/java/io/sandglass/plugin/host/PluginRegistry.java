package io.sandglass.plugin.host;

import io.sandglass.plugin.NodePlugin;
import io.sandglass.plugin.NodeType;
import io.sandglass.sandbox.quarantine.Quarantine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All node types there are: the built-in ones and those of the files in the plugin directories.
 *
 * <p>One of the few mutable classes: it owns what was loaded from which file. Only {@link #scan()} changes that, one scan
 * at a time; all other methods answer from an immutable snapshot and never wait for a scan or for plugin code. A file that
 * cannot be used is refused by name with its reason and harms nothing else. When a file is removed or replaced, its types
 * vanish from {@code find}; who already holds them keeps them, and their code is unloaded when the last user lets go.
 *
 * <p>Thread-safe. {@link #close()} ends the watching, not the types.
 */
public final class PluginRegistry implements AutoCloseable {
    private static final Duration DISCOVERY_LIMIT = Duration.ofSeconds(5);
    private static final String SHA256 = "^sha256:";
    private static final Logger log = LoggerFactory.getLogger(PluginRegistry.class);

    private final PluginSources sources;
    private final Quarantine quarantine;
    private final PluginFiles files;
    private final Strikes strikes = new Strikes(() -> publish(UnaryOperator.identity()));
    private final List<Candidate> builtIns;
    private final PluginNews news = new PluginNews();

    private final ReentrantLock scanning = new ReentrantLock();
    /** Guarded by {@code scanning}. */
    private final LoadedFiles loadedFiles;

    private final ReentrantLock publishing = new ReentrantLock();
    /** Guarded by {@code publishing}. */
    private List<Candidate> candidates;

    private volatile Catalog catalog = Catalog.EMPTY;
    private final PluginWatch watch;

    /** Knows the built-ins at once, and files after the first {@link #scan()}. */
    public PluginRegistry(PluginSources sources) {
        this(sources, Quarantine.inMemory());
    }

    /** @param quarantine the one of the sandbox that runs WASM modules */
    public PluginRegistry(PluginSources sources, Quarantine quarantine) {
        this(sources, quarantine, DISCOVERY_LIMIT);
    }

    PluginRegistry(PluginSources sources, Duration discoveryLimit) {
        this(sources, Quarantine.inMemory(), discoveryLimit);
    }

    private PluginRegistry(PluginSources sources, Quarantine quarantine, Duration discoveryLimit) {
        this.sources = sources;
        this.quarantine = quarantine;
        this.files = new PluginFiles(sources.directories());
        this.loadedFiles = new LoadedFiles(
                new FileReader(sources, new JarLoader(new Discovery(discoveryLimit), strikes), new WasmLoader(sources)),
                strikes);
        this.builtIns = sources.builtIns().stream().map(this::builtIn).toList();
        this.candidates = builtIns;
        this.catalog = Catalog.EMPTY.next(builtIns, this::heldBecause);
        this.watch = new PluginWatch(sources.directories(), this::scan);
        quarantine.onChange(() -> publish(UnaryOperator.identity()));
    }

    /**
     * Compares the directories with what is loaded and loads, replaces and unloads accordingly. Doing it twice changes
     * nothing. A file that is still being written is left for the next scan, and its former content stays.
     *
     * @throws UncheckedIOException if a directory is there but cannot be listed; then nothing has changed
     */
    public ScanReport scan() {
        scanning.lock();
        try {
            List<String> unsettled = loadedFiles.read(files.list());
            List<Candidate> all = new ArrayList<>(builtIns);
            all.addAll(loadedFiles.candidates());
            return new ScanReport(publish(before -> all), unsettled);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot list the plugin directories " + sources.directories(), unreadable);
        } finally {
            scanning.unlock();
        }
    }

    /**
     * Scans every second, and sooner when the file system reports a change, on a daemon thread named {@code
     * plugin-watch}, until {@link #close()}. Doing it twice changes nothing.
     */
    public void startWatching() {
        watch.start();
    }

    /** Every plugin, also those that were refused: built-ins first, then files in the order of their loading. */
    public List<PluginEntry> entries() {
        return catalog.entries();
    }

    /**
     * The newest type that fits.
     *
     * @param range as in {@code 1}, {@code 1.4}, {@code 1.4.2} or {@code ^1.4}; empty for any; a text that is no range
     *     fits nothing
     * @param kind {@code built-in}, {@code jar} or {@code wasm}; empty for any
     */
    public Optional<LoadedType> find(String name, Optional<String> range, Optional<String> kind) {
        return catalog.find(name, wanted(range, kind));
    }

    /** The same, with exactly this digest: for resuming what was begun with it. */
    public Optional<LoadedType> find(String name, Optional<String> range, Optional<String> kind, String digest) {
        return catalog.find(
                name, wanted(range, kind).and(loaded -> loaded.digest().equals(digest)));
    }

    /** The names of all types that can be found, sorted. */
    public Set<String> names() {
        return catalog.names();
    }

    /** Grows with each change of {@link #entries()}. */
    public long generation() {
        return catalog.generation();
    }

    /**
     * Calls the listener after each change of {@link #entries()}, on the thread that caused it: short and not blocking.
     *
     * @return takes the listener back
     */
    public AutoCloseable onChange(Runnable listener) {
        return news.onChange(listener);
    }

    /**
     * Lets a plugin run again that is {@link PluginState#QUARANTINED}.
     *
     * @param plugin its digest, or the beginning of it, or a type of it, perhaps with a version
     * @return its digest
     * @throws IllegalArgumentException if there is not exactly one that this means; the message says what there is
     * @throws UncheckedIOException if that cannot be kept
     */
    public String release(String plugin) {
        String digest = new Releases(entries()).digest(plugin);
        strikes.forget(digest);
        quarantine.release(digest.replaceFirst(SHA256, ""));
        publish(UnaryOperator.identity());
        return digest;
    }

    private Optional<String> heldBecause(String digest) {
        Optional<String> why = strikes.isOut(digest)
                ? Optional.of("it broke " + Strikes.OUT + " times; replace the file")
                : quarantine.reason(digest.replaceFirst(SHA256, ""));
        return why.map(reason -> reason + ", or let it run again with: sandglass plugins release " + digest);
    }

    @Override
    public void close() {
        watch.close();
    }

    private boolean publish(UnaryOperator<List<Candidate>> change) {
        Catalog before;
        Catalog after;
        publishing.lock();
        try {
            candidates = change.apply(candidates);
            before = catalog;
            after = before.next(candidates, this::heldBecause);
            catalog = after;
        } finally {
            publishing.unlock();
        }
        if (after == before) {
            return false;
        }
        news.announce(before, after);
        return true;
    }

    private Candidate builtIn(NodePlugin plugin) {
        NodeType type = plugin.type();
        String digest = LoadedType.BUILT_IN + ":" + type.name() + "@" + type.version();
        LoadedType loaded = LoadedType.of(type, LoadedType.BUILT_IN, digest, plugin::create);
        return new Candidate(
                LoadedType.BUILT_IN,
                LoadedType.BUILT_IN,
                digest,
                List.of(loaded),
                Optional.empty(),
                sources.clock().instant());
    }

    private static Predicate<LoadedType> wanted(Optional<String> range, Optional<String> kind) {
        return fits(range).and(loaded -> kind.map(loaded.kind()::equals).orElse(true));
    }

    private static Predicate<LoadedType> fits(Optional<String> range) {
        if (range.isEmpty()) {
            return loaded -> true;
        }
        Optional<VersionRange> parsed = VersionRange.parse(range.get());
        return loaded -> parsed.map(
                        wanted -> wanted.fits(Version.parse(loaded.type().version())))
                .orElse(false);
    }
}
