package io.sandglass.app;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.sandglass.app.AdministrationFile.Size;
import io.sandglass.spec.Durations;
import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.projection.ProjectionSettings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The part {@code store} of {@code sandglass.yaml}. What it leaves out is as in {@link Keeping#DEFAULT}. */
record StoreBlock(
        @JsonProperty("durability") @Nullable Level durability,
        @JsonProperty("flushInterval") @Nullable Time flushInterval,
        @JsonProperty("flushThreshold") @Nullable Integer flushThreshold,
        @JsonProperty("maxLag") @Nullable Integer maxLag,
        @JsonProperty("backup") @Nullable Backup backup,
        @JsonProperty("payloadThreshold") @Nullable Size payloadThreshold) {
    private static final long LEAST_THRESHOLD = 1024;
    private static final long LEAST_JOURNAL = 1024 * 1024;
    private static final long MOST_THRESHOLD = 1024 * 1024 * 1024;

    StoreBlock {
        threshold(payloadThreshold);
        projection(flushInterval, flushThreshold, maxLag); // here a bad value is reported with its line
    }

    Keeping settle() {
        return new Keeping(
                durability == null ? Keeping.DEFAULT.durability() : durability.level(),
                projection(flushInterval, flushThreshold, maxLag),
                backup == null ? Keeping.DEFAULT.backups() : backup.settle(),
                threshold(payloadThreshold),
                Keeping.DEFAULT.retention());
    }

    private static int threshold(@Nullable Size size) {
        if (size == null) {
            return Keeping.DEFAULT.payloadThreshold();
        }
        if (size.bytes() < LEAST_THRESHOLD || size.bytes() > MOST_THRESHOLD) {
            throw new IllegalArgumentException("payloadThreshold is from 1KiB to 1GiB; write it as in 64KiB");
        }
        return (int) size.bytes();
    }

    private static ProjectionSettings projection(
            @Nullable Time interval, @Nullable Integer threshold, @Nullable Integer maxLag) {
        ProjectionSettings defaults = ProjectionSettings.DEFAULT;
        return new ProjectionSettings(
                interval == null ? defaults.flushInterval() : interval.duration(),
                threshold == null ? defaults.flushThreshold() : threshold,
                maxLag == null ? defaults.maxLag() : maxLag);
    }

    record Backup(
            @JsonProperty("every") @Nullable Time every,
            @JsonProperty("journalBytes") @Nullable Size journalBytes,
            @JsonProperty("keep") @Nullable Integer keep) {
        Backup {
            settings(every, journalBytes, keep);
        }

        BackupSettings settle() {
            return settings(every, journalBytes, keep);
        }

        private static BackupSettings settings(
                @Nullable Time every, @Nullable Size journalBytes, @Nullable Integer keep) {
            BackupSettings defaults = BackupSettings.DEFAULT;
            if (journalBytes != null && journalBytes.bytes() < LEAST_JOURNAL) {
                throw new IllegalArgumentException("journalBytes is at least 1MiB; write it as in 256MiB");
            }
            return new BackupSettings(
                    every == null ? defaults.every() : every.duration(),
                    journalBytes == null ? defaults.journalBytes() : journalBytes.bytes(),
                    keep == null ? defaults.keep() : keep);
        }
    }

    /** {@code power} or {@code process}. */
    record Level(Durability level) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Level of(JsonNode value) {
            return switch (value.asText()) {
                case "power" -> new Level(Durability.POWER);
                case "process" -> new Level(Durability.PROCESS);
                default ->
                    throw new IllegalArgumentException(
                            "'" + value.asText() + "' is no durability; write power or process");
            };
        }
    }

    /** As {@code 100ms} or {@code PT0.1S}. */
    record Time(Duration duration) {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Time of(JsonNode value) {
            return new Time(Durations.parse(value.asText()));
        }
    }
}
