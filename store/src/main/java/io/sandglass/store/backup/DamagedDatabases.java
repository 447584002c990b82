package io.sandglass.store.backup;

import io.sandglass.store.directory.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Databases that were made anew, kept to be looked at; of one that is damaged again and again, the last ones. */
record DamagedDatabases(DataDirectory directory) {
    private static final Logger log = LoggerFactory.getLogger(DamagedDatabases.class);
    private static final String PREFIX = "sandglass-damaged-";
    private static final String SUFFIX = ".mv.db";
    private static final int KEPT = 2;

    /** Where the next one goes. */
    Path next(Instant at) {
        String name = PREFIX + Rebuild.stamp(at);
        Path path = directory.file(name + SUFFIX);
        for (int i = 2; Files.exists(path); i++) {
            path = directory.file(name + "-" + i + SUFFIX);
        }
        return path;
    }

    /** Else they would fill the disk. */
    void forgetOldest() {
        try (Stream<Path> files = Files.list(directory.file(""))) {
            List<Path> newestFirst = files.filter(DamagedDatabases::isOne)
                    .sorted(Comparator.comparing(DamagedDatabases::time).reversed())
                    .toList();
            for (Path old : newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
                Files.deleteIfExists(old);
            }
        } catch (IOException e) {
            log.warn("cannot delete databases that were damaged earlier: {}", e.toString());
        }
    }

    private static boolean isOne(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    /** With the number behind it, if there are several of that second. */
    private static String time(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.substring(PREFIX.length(), name.length() - SUFFIX.length());
    }
}
