package io.sandglass.sandbox.metering;

import static org.assertj.core.api.Assertions.assertThat;

import io.sandglass.sandbox.policy.Bytes;
import org.junit.jupiter.api.Test;

class TypeDispatchTest {
    @Test
    void aTypeHasACaseForEachFunctionOfAnEqualType() {
        Bytes bodies =
                Bytes.of(3).sized(Bytes.of(0, 0x0B)).sized(Bytes.of(0, 0x0B)).sized(Bytes.of(0, 0x0B));
        byte[] wasm = Bytes.module()
                .section(1, Bytes.of(4, 0x60, 0, 0, 0x60, 1, 0x7F, 0, 0x60, 0, 0, 0x60, 0, 1, 0x7F))
                .section(2, Bytes.of(1).name("a").name("b").raw(0, 2))
                .section(3, Bytes.of(3, 0, 1, 2))
                .section(10, bodies)
                .get();

        // Three functions, the imported one among them, have the first type or its equal, and one the second.
        assertThat(TypeDispatch.of(wasm)).isEqualTo(new TypeDispatch(4, 3 + 1 + 3, 4 * 4));
    }
}
