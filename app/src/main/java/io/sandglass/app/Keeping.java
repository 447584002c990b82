package io.sandglass.app;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.jdbc.StoreSettings;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.projection.ProjectionSettings;
import java.nio.file.Path;

/**
 * How carefully a home keeps what happened.
 *
 * @param durability what an acknowledged record survives
 * @param projection how closely the history follows
 * @param backups when the store copies its database for itself
 * @param payloadThreshold in bytes: inputs and outputs that are larger get a file of their own
 * @param retention how long what is over is kept
 */
public record Keeping(
        Durability durability,
        ProjectionSettings projection,
        BackupSettings backups,
        int payloadThreshold,
        HomeRetention retention) {
    /**
     * Synced to the disk; at most 100 ms behind; a copy every six hours; what is over is kept as {@link
     * HomeRetention#DEFAULT} says.
     */
    public static final Keeping DEFAULT = new Keeping(
            Durability.POWER,
            ProjectionSettings.DEFAULT,
            BackupSettings.DEFAULT,
            StoreSettings.PAYLOAD_THRESHOLD,
            HomeRetention.DEFAULT);

    public Keeping {
        requireNonNull(durability, "durability");
        requireNonNull(projection, "projection");
        requireNonNull(backups, "backups");
        requireNonNull(retention, "retention");
    }

    /** The same for as long as this says. */
    Keeping with(HomeRetention other) {
        return new Keeping(durability, projection, backups, payloadThreshold, other);
    }

    /** A store like this in a directory. */
    StoreSettings in(Path data) {
        return StoreSettings.inDirectory(data)
                .with(durability)
                .with(projection)
                .with(backups)
                .withPayloadThreshold(payloadThreshold);
    }
}
