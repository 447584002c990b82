package io.sandglass.store.backup;

import io.sandglass.store.directory.BackupDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files in which backups are written that people ask for, beside the places that those are to have. */
final class RequestedDrafts {
    private static final Logger log = LoggerFactory.getLogger(RequestedDrafts.class);
    private static final Pattern NAME =
            Pattern.compile(".+\\.(\\d{1,18})" + Pattern.quote(BackupDirectory.REQUESTED_DRAFT));

    /** Processes of other machines may write to the same directory; none writes so slowly. */
    private static final Duration BROKEN_OFF = Duration.ofHours(1);

    private RequestedDrafts() {}

    /** That of this process. */
    static Path of(Path target) {
        long process = ProcessHandle.current().pid();
        return target.resolveSibling(target.getFileName() + "." + process + BackupDirectory.REQUESTED_DRAFT);
    }

    /** Deletes what processes that died have left in a directory: there are passwords in it. */
    static void tidy(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                if (isBrokenOff(file)) {
                    DatabaseCopy.discard(file);
                }
            }
        } catch (IOException e) {
            log.warn("cannot look through {} for backups that were broken off: {}", directory, e.toString());
        }
    }

    private static boolean isBrokenOff(Path file) throws IOException {
        Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
        return name.matches()
                && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()
                && Files.getLastModifiedTime(file)
                        .toInstant()
                        .isBefore(Instant.now().minus(BROKEN_OFF));
    }
}
