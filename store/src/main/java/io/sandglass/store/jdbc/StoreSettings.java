package io.sandglass.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.sandglass.store.backup.BackupSettings;
import io.sandglass.store.journal.Durability;
import io.sandglass.store.projection.ProjectionSettings;
import io.sandglass.time.Clock;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the store keeps its data and who may ask it. Immutable.
 *
 * @param directory holds the database, its lock and its passwords; created with access for its owner only; empty for a
 *     database in memory, gone when closed
 * @param tcpPort port of the JDBC listener on loopback, 0 for any free one; empty for no listener
 * @param durability what an acknowledged record survives; of no account in memory
 * @param projection how closely the database follows the journal
 * @param backups when the database is copied; never in memory
 * @param payloadThreshold in bytes: a payload that is larger gets a file of its own; never in memory
 * @param clock tells how old things are
 */
public record StoreSettings(
        Optional<Path> directory,
        Optional<Integer> tcpPort,
        Durability durability,
        ProjectionSettings projection,
        BackupSettings backups,
        int payloadThreshold,
        Clock clock) {
    /** 64 KiB. */
    public static final int PAYLOAD_THRESHOLD = 64 * 1024;

    private static final int LEAST_THRESHOLD = 1024;

    public StoreSettings {
        requireNonNull(directory, "directory");
        requireNonNull(tcpPort, "tcpPort");
        requireNonNull(durability, "durability");
        requireNonNull(projection, "projection");
        requireNonNull(backups, "backups");
        requireNonNull(clock, "clock");
        if (payloadThreshold < LEAST_THRESHOLD) {
            throw new IllegalArgumentException("a payload of its own file has more than " + LEAST_THRESHOLD
                    + " bytes, but payloadThreshold is " + payloadThreshold);
        }
        directory = directory.map(path -> path.toAbsolutePath().normalize());
        directory.ifPresent(StoreSettings::checkPath);
        tcpPort.ifPresent(StoreSettings::checkPort);
    }

    public static StoreSettings inDirectory(Path directory) {
        return new StoreSettings(
                Optional.of(directory),
                Optional.empty(),
                Durability.POWER,
                ProjectionSettings.DEFAULT,
                BackupSettings.DEFAULT,
                PAYLOAD_THRESHOLD,
                Clock.system());
    }

    /** For tests and dry runs. */
    public static StoreSettings inMemory() {
        return new StoreSettings(
                Optional.empty(),
                Optional.empty(),
                Durability.POWER,
                ProjectionSettings.DEFAULT,
                BackupSettings.DEFAULT,
                PAYLOAD_THRESHOLD,
                Clock.system());
    }

    /** The same with a JDBC listener. */
    public StoreSettings withTcpPort(int port) {
        return new StoreSettings(
                directory, Optional.of(port), durability, projection, backups, payloadThreshold, clock);
    }

    /** The same with a database that follows more or less closely. */
    public StoreSettings with(ProjectionSettings other) {
        return new StoreSettings(directory, tcpPort, durability, other, backups, payloadThreshold, clock);
    }

    /** The same with another durability. */
    public StoreSettings with(Durability other) {
        return new StoreSettings(directory, tcpPort, other, projection, backups, payloadThreshold, clock);
    }

    /** The same with other backups. */
    public StoreSettings with(BackupSettings other) {
        return new StoreSettings(directory, tcpPort, durability, projection, other, payloadThreshold, clock);
    }

    /** The same with another threshold for payloads, at least 1,024 bytes. */
    public StoreSettings withPayloadThreshold(int bytes) {
        return new StoreSettings(directory, tcpPort, durability, projection, backups, bytes, clock);
    }

    /** The same by another clock. */
    public StoreSettings with(Clock other) {
        return new StoreSettings(directory, tcpPort, durability, projection, backups, payloadThreshold, other);
    }

    /** H2 takes what follows a semicolon for settings, and a backslash for a slash, and has no way to quote them. */
    private static void checkPath(Path path) {
        String text = path.toString();
        boolean backslash = File.separatorChar == '/' && text.indexOf('\\') >= 0;
        if (backslash || text.indexOf(';') >= 0 || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "the data directory must not have a semicolon, backslash or control character in its path: "
                            + text);
        }
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is between 0 and 65535, but this is " + port);
        }
    }
}
