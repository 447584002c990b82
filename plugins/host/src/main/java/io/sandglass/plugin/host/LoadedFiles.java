package io.sandglass.plugin.host;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was loaded from which file, in the order of loading, so that who came first keeps its types. Not thread-safe: one
 * scan at a time reads the files.
 */
final class LoadedFiles {
    private static final Logger log = LoggerFactory.getLogger(LoadedFiles.class);

    private final FileReader reader;
    private final Strikes strikes;
    private final Map<Path, Seen> seen = new LinkedHashMap<>();

    LoadedFiles(FileReader reader, Strikes strikes) {
        this.reader = reader;
        this.strikes = strikes;
    }

    /**
     * Reads what is new or has changed, and forgets what is gone.
     *
     * @param present all files there are
     * @return those that are still being written; what was loaded from them before stays
     */
    List<String> read(List<Path> present) {
        forgetAbsent(Set.copyOf(present));
        List<String> unsettled = new ArrayList<>();
        for (Path file : present) {
            Seen before = seen.get(file);
            Optional<Seen> now = reader.read(file, before);
            if (now.isEmpty()) {
                unsettled.add(file.toString());
            } else if (before == null || before.candidate() != now.get().candidate()) {
                replace(file, before == null ? "" : before.candidate().digest(), now.get());
            } else {
                seen.put(file, now.get());
            }
        }
        return unsettled;
    }

    /** What came of the files. */
    Collection<Candidate> candidates() {
        return seen.values().stream().map(Seen::candidate).toList();
    }

    private void forgetAbsent(Set<Path> present) {
        for (Map.Entry<Path, Seen> file : List.copyOf(seen.entrySet())) {
            if (!present.contains(file.getKey())) {
                seen.remove(file.getKey());
                forgetStrikes(file.getValue().candidate().digest());
                log.info("plugin file {} is gone", file.getKey());
            }
        }
    }

    private void replace(Path file, String digestBefore, Seen now) {
        seen.remove(file);
        seen.put(file, now);
        forgetStrikes(digestBefore);
        log.debug("plugin file {} was read as {}", file, now.candidate().digest());
    }

    /** Of what is not there any more. */
    private void forgetStrikes(String digest) {
        boolean still = seen.values().stream()
                .anyMatch(file -> file.candidate().digest().equals(digest));
        if (!still) {
            strikes.forget(digest);
        }
    }
}
