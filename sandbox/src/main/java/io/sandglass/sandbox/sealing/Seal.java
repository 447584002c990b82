package io.sandglass.sandbox.sealing;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * HMAC-SHA-256 (RFC 2104) over a name and its bytes, so that an entry cannot be passed off as another.
 *
 * <p>Written out on the plain digest: starting the JVM's cryptography providers would cost a short command more than
 * everything else here.
 */
final class Seal {
    static final int BYTES = 32;
    private static final int BLOCK = 64;
    private static final int INNER = 0x36;
    private static final int OUTER = 0x5c;

    private final byte[] key;

    /** @param key at most 64 bytes */
    Seal(byte[] key) {
        this.key = key.clone();
    }

    byte[] of(byte[] name, byte[] bytes) {
        MessageDigest inner = keyed(INNER);
        inner.update(name);
        inner.update((byte) 0);
        inner.update(bytes);
        MessageDigest outer = keyed(OUTER);
        outer.update(inner.digest());
        return outer.digest();
    }

    private MessageDigest keyed(int pad) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(key, 0, block, 0, key.length);
        for (int i = 0; i < BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(block);
            return digest;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JVM has SHA-256", e);
        }
    }
}
