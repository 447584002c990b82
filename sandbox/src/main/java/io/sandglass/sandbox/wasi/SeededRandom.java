package io.sandglass.sandbox.wasi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Bytes that follow from a seed, the same on every machine and JVM: SHA-256 of the seed's digest and a counter. Meant to be
 * repeatable, not to be secret.
 */
final class SeededRandom {
    private final MessageDigest sha256;
    private final byte[] key;
    private byte[] block = {};
    private int used;
    private long counter;

    SeededRandom(String seed) {
        this.sha256 = sha256();
        this.key = sha256.digest(seed.getBytes(StandardCharsets.UTF_8));
    }

    void fill(byte[] bytes) {
        int done = 0;
        while (done < bytes.length) {
            if (used == block.length) {
                sha256.update(key);
                block = sha256.digest(
                        ByteBuffer.allocate(Long.BYTES).putLong(counter++).array());
                used = 0;
            }
            int part = Math.min(block.length - used, bytes.length - done);
            System.arraycopy(block, used, bytes, done, part);
            used += part;
            done += part;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) { // every JVM must have it
            throw new AssertionError(impossible);
        }
    }
}
