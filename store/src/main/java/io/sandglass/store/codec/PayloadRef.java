package io.sandglass.store.codec;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A payload that stands in a file of its own, by its content.
 *
 * @param sha256 of its bytes as in a record, 64 lower-case hex digits
 * @param size in bytes
 */
public record PayloadRef(String sha256, int size) {
    /** That of these bytes. */
    public static PayloadRef of(byte[] bytes, int from, int length) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes, from, length);
            return new PayloadRef(HexFormat.of().formatHex(digest.digest()), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
