package io.sandglass.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Case K4: code is kept by its digest, and nothing but what it was made of. */
class KeptCodeTest {
    private static final byte[] METERED = {0, 'a', 's', 'm'};
    private static final byte[] CODE = {1, 2, 3};

    @Test
    void givesBackWhatWasMadeOfTheSameModule() {
        assertThat(KeptCode.read(KeptCode.write(CODE, METERED), METERED)).contains(CODE);
    }

    @Test
    void refusesWhatWasMadeOfAnother() {
        byte[] kept = KeptCode.write(CODE, METERED);

        assertThat(KeptCode.read(kept, new byte[] {0, 'a', 's', 'n'})).isEmpty();
        assertThat(KeptCode.read(CODE, METERED)).isEmpty();
    }
}
