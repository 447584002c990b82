package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.jdbc.BackupSettings;
import io.sandglass.store.jdbc.ProjectionSettings;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Durability;
import java.nio.file.Path;

/**
 * How carefully a home keeps what happened.
 *
 * @param durability what an acknowledged record survives
 * @param projection how closely the history follows
 * @param backups when the store copies its database for itself
 */
public record Keeping(Durability durability, ProjectionSettings projection, BackupSettings backups) {
    /** Synced to the disk; at most 100 ms behind; a copy every six hours. */
    public static final Keeping DEFAULT =
            new Keeping(Durability.POWER, ProjectionSettings.DEFAULT, BackupSettings.DEFAULT);

    public Keeping {
        requireNonNull(durability, "durability");
        requireNonNull(projection, "projection");
        requireNonNull(backups, "backups");
    }

    /** A store like this in a directory. */
    public StoreSettings in(Path data) {
        return StoreSettings.inDirectory(data).with(durability).with(projection).with(backups);
    }
}
