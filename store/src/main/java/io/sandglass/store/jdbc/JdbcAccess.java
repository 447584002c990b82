package io.sandglass.store.jdbc;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to reach the running database over JDBC, from this machine.
 *
 * @param url for H2's driver
 * @param user may read the views of schema {@code report} and nothing else
 * @param passwordFile JSON with {@code user} and {@code password}, readable by its owner; empty for a database in memory
 */
public record JdbcAccess(String url, String user, Optional<Path> passwordFile) {
    public JdbcAccess {
        requireNonNull(url, "url");
        requireNonNull(user, "user");
        requireNonNull(passwordFile, "passwordFile");
    }
}
