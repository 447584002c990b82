package io.sandglass.store.payload;

import io.sandglass.store.file.DurableFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that no run named, with the newest entry of the journal when that was found: copies of the database up to that entry
 * may name them. Kept in a small file beside them, as a service may not run for as long as the copies do. Guarded by its
 * owner.
 */
final class UnnamedFiles {
    private static final Logger log = LoggerFactory.getLogger(UnnamedFiles.class);
    private static final Pattern LINE = Pattern.compile("([0-9a-f]{64}) (\\d{1,18})");

    private final Path file;
    private final Map<String, Long> since = new HashMap<>();
    private String journal = "";
    private boolean read;
    private boolean changed;

    /** @param file where they are kept */
    UnnamedFiles(Path file) {
        this.file = file;
    }

    /** Begins to look through them. What is known by the entries of another journal counts for nothing. */
    void begin(String name) throws IOException {
        load();
        if (!journal.equals(name)) {
            journal = name;
            changed |= !since.isEmpty();
            since.clear();
        }
    }

    /** No run names a file: since this entry, or one that is known. */
    long since(String name, LongSupplier newest) {
        return since.computeIfAbsent(name, fresh -> {
            changed = true;
            return newest.getAsLong();
        });
    }

    /** A file is named, or gone. */
    void remove(String name) {
        changed |= since.remove(name) != null;
    }

    /** A file is about to be named again; when this returns, that is known for good. */
    void reuse(String name) throws IOException {
        load();
        remove(name);
        keep();
    }

    /** Keeps what has changed. */
    void keep() throws IOException {
        if (changed) {
            StringBuilder text = new StringBuilder(journal).append('\n');
            new TreeMap<>(since)
                    .forEach((name, entry) ->
                            text.append(name).append(' ').append(entry).append('\n'));
            DurableFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
            changed = false;
        }
    }

    /** What makes no sense is forgotten: the files stay a little longer then. */
    private void load() throws IOException {
        if (read) {
            return;
        }
        try {
            List<String> lines = new String(PayloadTree.read(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            journal = lines.isEmpty() ? "" : lines.get(0);
            lines.stream()
                    .skip(1)
                    .map(LINE::matcher)
                    .filter(Matcher::matches)
                    .forEach(line -> since.put(line.group(1), Long.parseLong(line.group(2))));
        } catch (FileNotFoundException e) {
            if (!Files.notExists(file)) { // it cannot be opened now
                throw e;
            }
            log.debug("{} is not there yet", file);
        }
        read = true;
    }
}
