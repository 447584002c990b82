package io.sandglass.plugin.wasm;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of bytes. That of the bytes that are loaded is the identity of code. */
public final class Digests {
    private Digests() {}

    /** Such as {@code sha256:2c26b4...}. */
    public static String sha256(byte[] bytes) {
        return "sha256:" + hex(bytes);
    }

    /** 64 lower-case hexadecimal digits. */
    public static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
