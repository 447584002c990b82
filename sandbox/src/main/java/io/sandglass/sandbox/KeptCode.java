package io.sandglass.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compiled code on disk, behind the digest of the metered module it was made of: when the rewriter changes, code of the
 * former one no longer fits and is compiled again, or it would run on under the former account.
 */
final class KeptCode {
    private static final int DIGEST = 64;

    private KeptCode() {}

    static byte[] write(byte[] code, byte[] metered) {
        byte[] kept = Arrays.copyOf(Digests.sha256(metered).getBytes(StandardCharsets.US_ASCII), DIGEST + code.length);
        System.arraycopy(code, 0, kept, DIGEST, code.length);
        return kept;
    }

    /** Empty if it was made of another module. */
    static Optional<byte[]> read(byte[] kept, byte[] metered) {
        byte[] wanted = Digests.sha256(metered).getBytes(StandardCharsets.US_ASCII);
        boolean fits = kept.length > DIGEST && Arrays.equals(kept, 0, DIGEST, wanted, 0, DIGEST);
        return fits ? Optional.of(Arrays.copyOfRange(kept, DIGEST, kept.length)) : Optional.empty();
    }
}
