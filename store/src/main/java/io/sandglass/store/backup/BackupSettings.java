package io.sandglass.store.backup;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * When the store copies its database for itself, so that the journal before the copy can be forgotten. Immutable.
 *
 * @param every how old the newest copy may become, if anything happened since; at least a minute
 * @param journalBytes how large the journal may become before there is another one; at least 1
 * @param keep how many copies there are; at least 1
 */
public record BackupSettings(Duration every, long journalBytes, int keep) {
    /** Every six hours or 256 MiB of journal, two of them. */
    public static final BackupSettings DEFAULT = new BackupSettings(Duration.ofHours(6), 256L * 1024 * 1024, 2);

    public BackupSettings {
        requireNonNull(every, "every");
        if (every.toMinutes() < 1) {
            throw new IllegalArgumentException("backups are at least a minute apart, but these are " + every);
        }
        if (journalBytes < 1 || keep < 1) {
            throw new IllegalArgumentException(
                    "journalBytes and keep must be positive, but are " + journalBytes + " and " + keep);
        }
    }
}
