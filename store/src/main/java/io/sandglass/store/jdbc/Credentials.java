package io.sandglass.store.jdbc;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A database user and its password. */
record Credentials(String user, String password) {
    private static final int BYTES = 32;

    static Credentials random(String user) {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new Credentials(user, HexFormat.of().formatHex(secret));
    }

    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
