package io.sandglass.sandbox;

import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The JVM's secure randomness, started when first asked: most guests never ask, and starting it takes a while. */
final class SystemRandom implements RandomGenerator {
    @Override
    public long nextLong() {
        return Started.RANDOM.nextLong();
    }

    @Override
    public void nextBytes(byte[] bytes) {
        Started.RANDOM.nextBytes(bytes);
    }

    private static final class Started {
        private static final SecureRandom RANDOM = new SecureRandom();
    }
}
