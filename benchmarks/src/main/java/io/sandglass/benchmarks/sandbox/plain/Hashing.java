package io.sandglass.benchmarks.sandbox.plain;

/** SHA-256. */
public final class Hashing {
    private static final int MESSAGE_WORDS = 16_384;
    private static final int[] ROUNDS = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
    };

    private final int[] message = new int[MESSAGE_WORDS];
    private final int[] words = new int[64];
    private final int[] state = {
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
    };

    private Hashing() {
        int x = 1;
        for (int i = 0; i < MESSAGE_WORDS; i++) {
            x = x * 1664525 + 1013904223;
            message[i] = Integer.reverseBytes(x);
        }
    }

    /** The first 64 bits of the state after n blocks. */
    public static long hash(long n) {
        Hashing hashing = new Hashing();
        for (long i = 0; i < n; i++) {
            hashing.block(((int) i & 1023) << 4);
        }
        return (long) hashing.state[0] << 32 | Integer.toUnsignedLong(hashing.state[1]);
    }

    private void block(int from) {
        System.arraycopy(message, from, words, 0, 16);
        for (int i = 16; i < 64; i++) {
            int a = words[i - 15];
            int b = words[i - 2];
            int sigma0 = Integer.rotateRight(a, 7) ^ Integer.rotateRight(a, 18) ^ a >>> 3;
            int sigma1 = Integer.rotateRight(b, 17) ^ Integer.rotateRight(b, 19) ^ b >>> 10;
            words[i] = words[i - 16] + words[i - 7] + sigma0 + sigma1;
        }
        rounds();
    }

    private void rounds() {
        int a = state[0];
        int b = state[1];
        int c = state[2];
        int d = state[3];
        int e = state[4];
        int f = state[5];
        int g = state[6];
        int h = state[7];
        for (int i = 0; i < 64; i++) {
            int sum1 = Integer.rotateRight(e, 6) ^ Integer.rotateRight(e, 11) ^ Integer.rotateRight(e, 25);
            int t = h + sum1 + (g ^ e & (f ^ g)) + ROUNDS[i] + words[i];
            int sum0 = Integer.rotateRight(a, 2) ^ Integer.rotateRight(a, 13) ^ Integer.rotateRight(a, 22);
            int u = sum0 + (a & b | c & (a | b));
            h = g;
            g = f;
            f = e;
            e = d + t;
            d = c;
            c = b;
            b = a;
            a = t + u;
        }
        add(new int[] {a, b, c, d, e, f, g, h});
    }

    private void add(int[] values) {
        for (int i = 0; i < state.length; i++) {
            state[i] += values[i];
        }
    }
}
